"""Barcodes as text, and the products behind them as foods."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.errors import Invalid
from shared.domain.food import Allergen, Category
from shared.domain.gtin import gtin, is_public
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.product import FOUND_FOR, UNKNOWN_FOR, Barcode, Lookup, LookupStatus, Product
from shared.domain.product_items import product_item, with_products
from shared.domain.recognition import Photo, RecognitionKind, Sighting
from shared.domain.recognition_result import Detail
from shared.domain.seen_items import Audience, seen_item
from shared.domain.units import Quantity, Unit
from shared.workflows.look_up_products import Scanner
from tests.fakes.products import FakeCachedProducts, FakeCatalog, FakeReader
from tests.samples import NOW, TODAY
from tests.unit.test_see_photos import ITEM

FOODS = foods.load()
NUMBER = "8410000000016"
CODE = Barcode(NUMBER, 0, None)


def product(**changes: object) -> Product:
    values: dict[str, object] = {
        "gtin": NUMBER,
        "name": "Leche entera",
        "name_es": None,
        "name_en": None,
        "brand": None,
        "amount": None,
        "categories": (),
        "allergens": frozenset(),
        "traces": frozenset(),
        "edible": True,
        "source": "open_food_facts",
    }
    return Product.model_validate(values | changes)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4006381333931", "4006381333931"),
        (" 4006381-333931 ", "4006381333931"),
        ("04006381333931", "4006381333931"),
        ("036000291452", "0036000291452"),
        ("0036000291452", "0036000291452"),
        ("96385074", "96385074"),
        ("00000096385074", "96385074"),
        ("14006381333938", "14006381333938"),
    ],
)
def test_a_number_is_told_in_its_shortest_form(text: str, number: str) -> None:
    assert gtin(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4006381333932",
        "400638133393",
        "40063813339310",
        "4006381333931x",
        "٤٠٠٦٣٨١٣٣٣٩٣١",
        "00000000",
        "0000000000000",
        "9" * 500,
        "963-850-74-1",
        "../cache",
    ],
)
def test_what_is_no_number_of_a_product_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        gtin(text)
    assert (refused.value.code, refused.value.field) == ("invalid_gtin", "gtin")


@given(st.integers(min_value=1, max_value=10**12 - 1), st.integers(1, 9))
def test_any_wrong_check_digit_is_found(body: int, off: int) -> None:
    digits = f"{body:012}"
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    check = -total % 10
    right = gtin(f"{digits}{check}")
    assert gtin(right) == right
    with pytest.raises(Invalid):
        gtin(f"{digits}{(check + off) % 10}")


@pytest.mark.parametrize(
    ("number", "public"),
    [
        (NUMBER, True),
        ("0036000291452", True),
        ("2100000000005", False),
        ("0200000000004", False),
        ("20000004", False),
        ("96385074", True),
    ],
)
def test_a_number_of_one_shop_is_not_public(number: str, public: bool) -> None:
    assert is_public(number) is public


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("500 g", (500, Unit.G)),
        ("6 x 330 ml", (1980, Unit.ML)),
        ("1 L", (1, Unit.L)),
        ("33 cl", (330, Unit.ML)),
        ("1,5 kg", (Decimal("1.5"), Unit.KG)),
        ("12 unidades", (12, Unit.UNIT)),
        ("4 x 125 g = 500 g", (500, Unit.G)),
    ],
)
def test_the_printed_amount_is_read(amount: str, expected: Quantity) -> None:
    item = product_item(product(amount=amount), CODE, FOODS, Language.ES)
    assert Quantity(item.quantity, item.unit) == expected


@pytest.mark.parametrize("amount", [None, "", "varias", "0 g", "900000 kg", "9" * 120])
def test_without_an_amount_there_is_a_usual_pack(amount: str | None) -> None:
    item = product_item(product(amount=amount), CODE, FOODS, Language.ES)
    assert (item.quantity, item.unit) == FOODS["whole_milk"].pack
    unknown = product_item(product(name="Zzyzx", amount=amount), CODE, FOODS, Language.ES)
    assert (unknown.quantity, unknown.unit) == (Decimal(1), Unit.UNIT)


@pytest.mark.parametrize(
    ("changes", "food_id", "category"),
    [
        ({}, "whole_milk", Category.DAIRY),
        ({"name": "Pascual", "categories": ("en:dairies", "en:whole-milks")}, "whole_milk", None),
        ({"name": "Batido", "categories": ("en:dairies", "en:choc-milks")}, None, Category.DAIRY),
        ({"name": "Batido", "categories": ("es:tomates",)}, "tomato", None),
        ({"name": "Batido", "categories": ("fr:tomates",)}, None, Category.OTHER),
        ({"name": "Zzyzx"}, None, Category.OTHER),
    ],
)
def test_a_product_is_a_food_of_exactly_its_name_or_narrowest_category(
    changes: dict[str, object], food_id: str | None, category: Category | None
) -> None:
    item = product_item(product(**changes), CODE, FOODS, Language.ES)
    assert item.food_id == food_id
    assert category is None or item.category is category


def test_names_come_in_the_language_asked_for() -> None:
    both = product(name_es="Leche", name_en="Milk")
    assert product_item(both, CODE, FOODS, Language.ES).name == "Leche"
    assert product_item(both, CODE, FOODS, Language.EN).name == "Milk"
    assert product_item(product(name_en="Milk"), CODE, FOODS, Language.ES).name == "Leche entera"


@pytest.mark.parametrize("field", ["allergens", "traces"])
def test_the_allergic_are_warned_of_what_it_holds_and_may_hold(field: str) -> None:
    one = product(name="Zzyzx", **{field: frozenset({Allergen.SESAME})})
    item = product_item(one, CODE, FOODS, Language.ES)
    for allergen, alert in ((Allergen.SESAME, True), (Allergen.FISH, False)):
        needs = Needs(allergens=frozenset({allergen}))
        seen = seen_item(item, Audience(needs, Language.ES, Detail.BASIC, TODAY), FOODS)
        assert seen.allergen_alert is alert
        assert seen.gtin == NUMBER


def test_a_product_takes_the_place_of_the_food_it_was_seen_as() -> None:
    sighting = Sighting("ingredients", (ITEM,), None)
    seen_food = FOODS[ITEM.food_id or ""]
    same = product(name=seen_food.name.es)
    looked = [(CODE, Lookup(LookupStatus.FOUND, same))]
    merged = with_products(sighting, looked, FOODS, Language.ES)
    assert [one.gtin for one in merged.items] == [NUMBER]
    other = [(CODE, Lookup(LookupStatus.FOUND, product(name="Zzyzx")))]
    assert len(with_products(sighting, other, FOODS, Language.ES).items) == 2


@pytest.mark.parametrize("status", [LookupStatus.UNKNOWN, LookupStatus.UNAVAILABLE])
def test_a_number_without_a_product_invents_no_food(status: LookupStatus) -> None:
    sighting = Sighting("ingredients", (), None)
    assert with_products(sighting, [(CODE, Lookup(status))], FOODS, Language.ES) == sighting


def scanner(*catalogs: FakeCatalog) -> tuple[Scanner, FakeCachedProducts]:
    cache = FakeCachedProducts()
    return Scanner(FakeReader(NUMBER), catalogs, cache), cache


def test_an_answer_is_asked_once_for_everybody() -> None:
    food, beauty = FakeCatalog(product()), FakeCatalog(name="open_beauty_facts")
    one, cache = scanner(food, beauty)
    assert one.look_up(NUMBER, NOW, 9).status is LookupStatus.FOUND
    assert one.look_up(NUMBER, NOW + FOUND_FOR / 2, 9).product == product()
    assert (food.calls, beauty.calls) == ([NUMBER], [])
    one.look_up(NUMBER, NOW + FOUND_FOR, 9)
    assert food.calls == [NUMBER, NUMBER]
    [kept] = cache.cached.values()
    assert set(type(kept).model_fields) == {"id", "product", "expires_at"}


def test_that_nobody_knows_it_is_kept_too_and_for_less_long() -> None:
    food, beauty = FakeCatalog(), FakeCatalog(name="open_beauty_facts")
    one, _ = scanner(food, beauty)
    for _ in range(3):
        assert one.look_up(NUMBER, NOW, 9).status is LookupStatus.UNKNOWN
    assert (food.calls, beauty.calls) == ([NUMBER], [NUMBER])
    one.look_up(NUMBER, NOW + UNKNOWN_FOR, 9)
    assert food.calls == [NUMBER, NUMBER]


def test_a_failure_is_not_kept() -> None:
    food, beauty = FakeCatalog(), FakeCatalog(name="open_beauty_facts")
    food.down = True
    one, cache = scanner(food, beauty)
    assert one.look_up(NUMBER, NOW, 9).status is LookupStatus.UNAVAILABLE
    assert (cache.cached, beauty.calls) == ({}, [NUMBER])
    food.down = False
    assert one.look_up(NUMBER, NOW, 9).status is LookupStatus.UNKNOWN


def test_without_a_cache_the_catalog_is_asked() -> None:
    one, cache = scanner(FakeCatalog(product()))
    cache.down = True
    assert one.look_up(NUMBER, NOW, 9).status is LookupStatus.FOUND


def test_a_cosmetic_is_no_food() -> None:
    one, _ = scanner(FakeCatalog(), FakeCatalog(product(edible=False), name="open_beauty_facts"))
    assert one.look_up(NUMBER, NOW, 9).status is LookupStatus.NOT_FOOD


def test_by_default_nobody_is_asked() -> None:
    one, cache = scanner()
    cache.down = True
    assert one.look_up(NUMBER, NOW, 9).status is LookupStatus.UNAVAILABLE


def test_a_number_of_one_shop_is_asked_of_nobody() -> None:
    food = FakeCatalog()
    one, cache = scanner(food)
    assert one.look_up("2100000000005", NOW, 9).status is LookupStatus.UNKNOWN
    assert (food.calls, cache.cached) == ([], {})


@pytest.mark.parametrize("kind", RecognitionKind)
def test_codes_are_read_where_packages_are_looked_for(kind: RecognitionKind) -> None:
    one, _ = scanner()
    photos = [Photo(b"", "image/jpeg", 9, 9)] * 2
    looked_for = kind in (RecognitionKind.INGREDIENTS, RecognitionKind.AUTO)
    assert one.codes(photos, kind) == ([CODE] if looked_for else [])
