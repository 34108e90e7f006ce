"""Allergens under many names, in short; `python -m infra.bench.checking` is the whole of it."""

from collections import Counter

from infra.bench import checking


def test_no_name_of_an_allergen_gets_through() -> None:
    counted: Counter[str] = Counter()
    for place, one in enumerate(checking.hidden()):
        if place % 20 == 0:
            counted["tried"] += 1
            assert not checking.gets_through(one), one
    assert counted["tried"] > 1000


def test_what_only_sounds_free_of_something_does_not_get_through() -> None:
    tried = list(checking.misleading())
    assert len(tried) > 300
    assert [one for one in tried if checking.gets_through(one)] == []


def test_nothing_absurd_gets_through() -> None:
    assert [one for one in checking.absurd() if checking.gets_through(one)] == []


def test_harmless_lines_are_seldom_refused() -> None:
    for group, most in (("tuned", 0), ("held", 2), ("fresh", 2)):
        refused = [text for text, passed in checking.harmless_lines(group) if not passed]
        assert len(refused) <= most, refused
