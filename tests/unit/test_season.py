"""The simulated season, in short."""

from datetime import timedelta

from infra.bench.season import AD_HOC, GUIDED, START, Kitchen, rows, season, shopping

DAYS = 11


def test_who_follows_the_proposals_throws_away_less() -> None:
    guided, ad_hoc = season(DAYS, seed=1)
    assert guided.total.eaten.grams > ad_hoc.total.eaten.grams
    assert guided.total.wasted.grams * 4 < ad_hoc.total.wasted.grams
    assert guided.total.saved.grams > 0
    assert rows(guided).keys() == rows(ad_hoc).keys()


def test_the_same_seed_gives_the_same_season() -> None:
    assert season(2, seed=3) == season(2, seed=3)


def test_what_is_bought_is_eaten_thrown_away_or_still_there() -> None:
    for habits in (GUIDED, AD_HOC):
        kitchen = Kitchen(habits, seed=2)
        baskets = shopping(DAYS, seed=2)
        for day in range(DAYS):
            kitchen.live(START + timedelta(days=day), baskets.get(day, ()))
        total = kitchen.summary(DAYS).total
        left = sum(lot.price or 0 for lot in kitchen.items.lots.values())
        spent = sum(lot.price or 0 for basket in baskets.values() for lot in basket)
        assert total.eaten.value["EUR"] + total.wasted.value.get("EUR", 0) + left == spent
