"""The sentence that tells why a recipe is proposed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from shared.domain.language import Language
from shared.domain.reasons import why
from shared.domain.recipe import ExpiringUse, Ingredient
from shared.domain.units import Unit

MONDAY = date(2026, 5, 4)


def use(name: str, days: int) -> ExpiringUse:
    return ExpiringUse(item_id=name, name=name, expires_on=MONDAY + timedelta(days=days))


def ingredient(missing: int, *, optional: bool = False) -> Ingredient:
    return Ingredient(
        name="onion",
        food_id="onion",
        quantity=Decimal(2),
        unit=Unit.UNIT,
        optional=optional,
        in_stock=missing == 0,
        item_ids=[] if missing == 2 else ["onion-1"],
        missing_quantity=Decimal(missing),
    )


THERE, SHORT, ABSENT = ingredient(0), ingredient(1), ingredient(2)


@pytest.mark.parametrize(
    ("uses", "ingredients", "language", "told"),
    [
        (
            [use("milk", 1), use("spinach", 3), use("eggs", 2)],
            [THERE],
            "en",
            "Uses 3 items that expire by Thursday: milk, spinach and eggs; nothing to buy.",
        ),
        (
            [use("leche", 1), use("espinaca", 3)],
            [THERE, ABSENT],
            "es",
            "Usa 2 productos que caducan a más tardar el jueves: leche y espinaca; "
            "falta 1 ingrediente.",
        ),
        (
            [use("leche", 0), use("higo", 1)],
            [THERE, SHORT, ABSENT],
            "es",
            "Usa 2 productos que caducan a más tardar mañana: leche e higo; faltan 2 ingredientes.",
        ),
        ([use("milk", 0)], [THERE], "en", "Uses 1 item that expires today: milk; nothing to buy."),
        (
            [use("a", 2), use("b", 2)],
            [THERE],
            "en",
            "Uses 2 items that expire on Wednesday: a and b; nothing to buy.",
        ),
        (
            [use("milk", 1), use("milk", 1)],
            [THERE, SHORT],
            "en",
            "Uses 2 items that expire tomorrow: milk; 1 ingredient to buy.",
        ),
        (
            [use("yogur", -2), use("pan", 1)],
            [THERE],
            "es",
            "Usa 1 producto que caduca mañana: pan; aprovecha 1 producto que pasó su consumo "
            "preferente: yogur; no hay que comprar nada.",
        ),
        ([], [THERE, ingredient(2, optional=True)], "en", "Nothing to buy."),
        (
            [use("oil", 1)],
            [ABSENT, ingredient(0, optional=True)],
            "en",
            "Uses 1 item that expires tomorrow: oil; 1 ingredient to buy.",
        ),
        ([], [ABSENT, ABSENT], "en", "Everything would have to be bought."),
    ],
)
def test_the_reason(
    uses: list[ExpiringUse], ingredients: list[Ingredient], language: str, told: str
) -> None:
    assert why(uses, ingredients, Language(language), MONDAY) == told
