"""Printed names and the foods they mean."""

import pytest

from shared.catalog.foods import load
from shared.domain.language import Language
from shared.domain.receipt_names import FoodNames

NAMES = FoodNames(load())


def matched(text: str, language: Language) -> str | None:
    found = NAMES.match(text, language)
    return found.food.id if found else None


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("PECHUGA POLLO FILETES", "chicken_breast"),
        ("TOMATE RAMA", "tomato"),
        ("TOMATE FRITO", "tomato_sauce"),
        ("AJ0 MORAD0", "garlic"),
        ("LECHEENTERA", "whole_milk"),
        ("LECHE SEMI BRIK", "semi_skimmed_milk"),
        ("QUES0 RALLAD0", "grated_cheese"),
        ("GUISANTE CONG.", "frozen_pea"),
        ("ZUMO NARANJA", "orange_juice"),
        ("NARANJA ZUMO", "orange"),
        ("CERVEZA S/ALC", "alcohol_free_beer"),
        ("YOG.GRIEGO", "greek_yogurt"),
        ("CALDO DE POLLO", "chicken_stock"),
        ("ACEITE OLIVA V.E.", "olive_oil"),
        ("PAPA PASTUSA", "potato"),
        ("CARNE MOLIDA RES", "minced_beef"),
        ("JITOMATE SALADETTE", "tomato"),
        ("PINA MIEL", "pineapple"),
        ("CHAMPINON ENTERO", "mushroom"),
        ("ESPINAC4 BABY", "spinach"),
    ],
)
def test_spanish_names(text: str, food: str) -> None:
    assert matched(text, Language.ES) == food


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("SEMI SKIMMED MILK", "semi_skimmed_milk"),
        ("LOW FAT MILK", "semi_skimmed_milk"),
        ("CKN BREAST", "chicken_breast"),
        ("BONELESS CHKN THIGHS", "chicken_thigh"),
        ("SWEET POTATOES", "sweet_potato"),
        ("MOZZ SHRED", "mozzarella"),
        ("COCONUT MILK", "coconut_milk"),
        ("PEANUT BUTTER", "peanut_butter"),
        ("OLIVE 0IL XV", "olive_oil"),
        ("TOMATO KETCHUP", "ketchup"),
        ("CHOPPED TOMS IN JUICE", "canned_tomatoes"),
        ("Chick Peas", "cooked_chickpeas"),
        ("GROUND BEEF", "minced_beef"),
        ("ORG HASS AVOCADOS", "avocado"),
        ("Irish Chicken Fillets", "chicken_breast"),
    ],
)
def test_english_names(text: str, food: str) -> None:
    found = matched(text, Language.EN)

    assert found == food or (food == "cooked_chickpeas" and found == "chickpeas")


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "XYZQW", "DE LA", "CLIENTE HABITUAL", "CAJERA ANA", "SECCION VARIOS",
        "SALSA DE TORTUGA", "TARTA SAN MARCOS", "PARKING 2H", "REGALO SORPRESA",
    ],
)  # fmt: skip
def test_what_is_no_food_of_the_catalog(text: str) -> None:
    assert matched(text, Language.ES) is None


def test_a_doubtful_name_scores_below_a_sure_one() -> None:
    sure = NAMES.match("TOMATE", Language.ES)
    doubtful = NAMES.match("TOMATE QWERTY ASDFG", Language.ES)

    assert sure is not None
    assert sure.score == pytest.approx(1.0)
    assert doubtful is None or doubtful.score < sure.score
