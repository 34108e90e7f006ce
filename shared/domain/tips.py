"""How to keep a food, in a sentence or two, from its own figures in the catalog."""

from shared.domain.dish import KeepingRule, Kept
from shared.domain.food import Food, Storage
from shared.domain.language import Language, Text

_PLACE = {
    Storage.PANTRY: Text("en la despensa", "in the pantry"),
    Storage.FRIDGE: Text("en la nevera", "in the fridge"),
    Storage.FREEZER: Text("en el congelador", "in the freezer"),
}
_KEEPS = Text("Se conserva unos {days} días {place}.", "Keeps about {days} days {place}.")
_OPENED = Text(
    "Una vez abierto, dura unos {days} días en la nevera.",
    "Once opened it keeps about {days} days in the fridge.",
)
_FREEZES = Text(
    "Se puede congelar: aguanta unos {months} meses.",
    "It freezes well, for about {months} months.",
)
_DISH_KEEPS = Text(
    "Guárdalo en la nevera antes de dos horas y cómelo en {days}.",
    "Put it in the fridge within two hours and eat it within {days}.",
)
_DISH_FROZEN = Text(
    "Congelado aguanta {days}; descongélalo en la nevera.",
    "Frozen it keeps for {days}; thaw it in the fridge.",
)
# USDA FSIS, "Leftovers and Food Safety": two hours at room temperature, 165 F when reheated.
_REHEAT = Text(
    "Recaliéntalo una sola vez, hasta que humee por dentro (74 °C).",
    "Reheat it only once, until steaming hot inside (74 °C).",
)
_ONE_DAY = Text("un día", "a day")
_DAYS = Text("{n} días", "{n} days")


def dish_tips(kept: Kept, language: Language) -> list[str]:
    """Sentences about keeping a dish; nothing raw is reheated."""
    days = _ONE_DAY if kept.days == 1 else _DAYS
    told = _DISH_FROZEN if kept.rule is KeepingRule.FROZEN else _DISH_KEEPS
    tips = [told.of(language).format(days=days.of(language).format(n=kept.days))]
    return tips if kept.rule is KeepingRule.RAW else [*tips, _REHEAT.of(language)]


def keeping_tips(food: Food | None, storage: Storage, language: Language) -> list[str]:
    """Sentences about keeping `food` in `storage`; none for a food the catalog does not know."""
    if food is None:
        return []
    shelf = food.shelf_life
    tips: list[str] = []
    if (days := shelf.days(storage)) is not None:
        tips.append(_KEEPS.of(language).format(days=days, place=_PLACE[storage].of(language)))
    if shelf.opened_days is not None:
        tips.append(_OPENED.of(language).format(days=shelf.opened_days))
    if storage is not Storage.FREEZER and (shelf.freezer_days or 0) >= 60:
        tips.append(_FREEZES.of(language).format(months=(shelf.freezer_days or 0) // 30))
    return tips
