"""Several lists on one label, sentences about the place it was made, and what is said not to be in
it."""

import pytest

from shared.catalog.substances import load
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.kinds import ProductType, Verdict
from shared.domain.labels.reading import Reading, read
from shared.domain.labels.score import outcome

DICTIONARY = Dictionary(load())


def ids(reading: Reading) -> list[str | None]:
    return [entry.named.substance_id for entry in reading.entries]


@pytest.mark.parametrize(
    ("label", "named"),
    [
        (
            "Active ingredients: Salicylic Acid 2%. Inactive ingredients: Water, Hydroquinone.",
            ["salicylic_acid", "aqua", "hydroquinone"],
        ),
        (
            "Ingredientes (galleta): harina de trigo, azúcar. Ingredientes (relleno): leche en "
            "polvo, avellanas",
            ["wheat_flour", "sucrose", "milk_powder", "hazelnuts"],
        ),
        (
            "Ingredientes de la masa: harina de trigo, agua.\nIngredientes del relleno: avellanas.",
            ["wheat_flour", "aqua", "hazelnuts"],
        ),
        ("INGREDIENTS AQUA, GLYCERIN, PARFUM", ["aqua", "glycerin", "parfum"]),
        ("1. Aqua 2. Glycerin 3. Parfum", ["aqua", "glycerin", "parfum"]),
        ("Ingredientes: arroz, sal, sin gluten", ["rice", "sodium_chloride"]),
        (
            "Ingredientes: arroz, sal, sin leche, huevo ni gluten, azúcar",
            ["rice", "sodium_chloride", "sucrose"],
        ),
        ("Ingredients: rice, salt. Free from milk, nuts and gluten.", ["rice", "sodium_chloride"]),
    ],
)
def test_the_lists_of_one_product_are_read_as_one(label: str, named: list[str]) -> None:
    found = read(label, DICTIONARY)
    assert (ids(found), found.others, found.strangers) == (named, 0, ())


@pytest.mark.parametrize(
    "label",
    [
        "Ingredients: wheat flour, sugar, milk.\nIngredientes: harina de trigo, azúcar, leche.",
        "Ingredients (EN): wheat flour, sugar, milk.\n"
        "Ingredientes (español): harina de trigo, azúcar, leche.",
    ],
)
def test_the_same_list_in_another_language_is_no_second_product(label: str) -> None:
    found = read(label, DICTIONARY)
    assert (ids(found), found.others) == (["wheat_flour", "sucrose", "lac"], 1)
    assert found.strangers == ()


def test_what_another_product_beside_it_holds_is_told_and_nothing_is_scored() -> None:
    found = read("Ingredients: Aqua, Glycerin.\n\nIngredientes: leche, sal, agua.", DICTIONARY)
    assert ids(found) == ["aqua", "glycerin"]
    assert [one.text for one in found.strangers] == ["leche", "sal", "agua"]
    assert {"leche"} < {one.text for one in found.said}
    assert outcome([Verdict.OK] * 3, whole=False)[::2] == (None, Verdict.UNKNOWN)
    assert outcome([Verdict.OK, Verdict.AVOID], whole=False).verdict is Verdict.AVOID


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Fabricado en una planta que procesa cacahuetes y leche.", ["cacahuetes", "leche"]),
        ("Elaborado en instalaciones donde se manipulan frutos secos", ["frutos secos"]),
        ("Envasada en una línea que también utiliza huevo.", ["huevo"]),
        ("Made in a factory that handles nuts and milk.", ["nuts", "milk"]),
        ("Produced in a facility that also processes peanuts, soy.", ["peanuts", "soy"]),
        ("Manufactured on equipment shared with sesame.", ["sesame"]),
        ("Made in a factory where nuts are also handled.", ["nuts"]),
        ("Fabriqué dans un atelier utilisant des noix et du lait.", ["des noix", "du lait"]),
    ],
)
def test_what_else_is_made_at_the_place_may_be_in_it(sentence: str, named: list[str]) -> None:
    found = read(f"Ingredients: rice, salt. {sentence}", DICTIONARY)
    assert [one.text for one in found.traces] == named
    assert ids(found) == ["rice", "sodium_chloride"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Baby powder\nIngredients: Talc, Parfum, Boric Acid", ProductType.COSMETIC),
        ("Ingredientes: agua, azúcar", ProductType.FOOD),
        ("Cooking spray\nIngredients: sunflower oil, soya lecithin", ProductType.FOOD),
    ],
)
def test_what_a_product_calls_itself_says_what_it_is(label: str, kind: ProductType) -> None:
    assert read(label, DICTIONARY).product_type is kind
