"""How well the check keeps recipes safe: `python -m infra.bench.checking`.

`hidden_allergens.txt` holds names of foods that bring each allergen, in Spanish and English. Every
name is hidden in a harmless proposal: in each place a text has, and written in each way a writer
may write it. Not one may get through. `harmless_lines.txt` and the catalog's recipes are what must
get through: the lines marked `tuned` were known when the check was made, those marked `held` were
written afterwards and then worked on; those marked `fresh` were written last, and nothing was
changed for them.

`named_foods.txt` holds allergies that are told by a food or a family of foods and not by a code,
and names of what they must not be given; every catalog recipe that has none of it must get through.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any, NamedTuple

from pydantic import ValidationError

from shared.catalog import foods, recipes
from shared.domain.briefing import brief_for
from shared.domain.catalog import fold
from shared.domain.check import check
from shared.domain.cookbook import CatalogRecipe, render
from shared.domain.diet import Diet, allows
from shared.domain.food import Allergen, Category
from shared.domain.generation import GenerationRequest
from shared.domain.language import Language
from shared.domain.needs import allergy_codes, needs_of
from shared.domain.person import Profile
from shared.domain.proposal import ProposedRecipe, RecipeBrief
from shared.domain.suiting import suits
from tests.samples import TODAY

FOODS = foods.load()
_MOST_REFUSED = 0.02
_LOOKALIKES = str.maketrans("aeiopc", "аеіорс")
_MISSPELT_FROM = 6


class Hidden(NamedTuple):
    """A proposal that must not get through, and how it hides what it hides."""

    how: str
    name: str
    brief: RecipeBrief
    proposal: dict[str, Any]


def names() -> Iterator[tuple[Allergen, Language, str]]:
    """Every allergen under each of its names."""
    for line in files("infra.bench").joinpath("hidden_allergens.txt").read_text().splitlines():
        allergen, told = line.split(": ", 1)
        for language, listed in zip(Language, told.split("; "), strict=True):
            yield from ((Allergen(allergen), language, name) for name in listed.split(", "))


def asking(language: Language, **needs: Any) -> RecipeBrief:  # noqa: ANN401
    """A brief for two, with nothing in stock."""
    free: dict[str, Any] = {
        "stock": (),
        "servings": 2,
        "count": 1,
        "language": language,
        "diets": frozenset(),
        "allergens": frozenset(),
        "excluded_food_ids": frozenset(),
        "today": TODAY,
    }
    wishes = dict.fromkeys(("meal", "difficulty", "max_minutes", "cuisine"))
    return RecipeBrief.model_validate(free | wishes | needs)


def written(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A harmless proposal, but for the changes."""
    potatoes = {"name": "potato", "food_id": "potato", "quantity": 400, "unit": "g"}
    plain: dict[str, Any] = {
        "title": "Potato 1",
        "summary": "",
        "servings": 2,
        "minutes": 20,
        "difficulty": "easy",
        "meal": "dinner",
        "cuisine": "",
        "ingredients": (potatoes,),
        "steps": ({"text": "1, 2, 3.", "minutes": 10},),
    }
    return plain | changes


def _ingredient(
    name: str,
    food_id: str | None,
    quantity: Decimal | str | int = 30,
    unit: str = "g",
) -> dict[str, Any]:
    return {"name": name, "food_id": food_id, "quantity": quantity, "unit": unit}


_PLACES: dict[str, Callable[[str], dict[str, Any]]] = {
    "title": lambda name: written(title=f"Mix: {name}"),
    "summary": lambda name: written(summary=f"Mix, {name}."),
    "ingredient": lambda name: written(
        ingredients=(_ingredient("potato", "potato", 400), _ingredient(name, None))
    ),
    "innocent id": lambda name: written(ingredients=(_ingredient(name, "potato", 400),)),
    "step": lambda name: written(steps=({"text": f"Mix {name}; 2 min.", "minutes": 2},)),
}


def _doubled(name: str) -> str:
    middle = len(name) // 2
    return name[:middle] + name[middle] + name[middle:]


def _swapped(name: str) -> str:
    middle = max(place for place in range(1, len(name) - 1) if place <= len(name) // 2)
    return name[:middle] + name[middle + 1] + name[middle] + name[middle + 2 :]


def _plain(name: str) -> str:
    return name.translate(str.maketrans("áéíóúüñÁÉÍÓÚ", "aeiouunAEIOU"))


_SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "no accents": _plain,
    "wide letters": lambda name: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name
    ),
    "invisible characters": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "foreign lookalikes": lambda name: name.translate(_LOOKALIKES),
    "stress marks": lambda name: "".join(c + "\u0332" for c in name),
    "dashes for blanks": lambda name: name.replace(" ", "-"),
    "commas for blanks": lambda name: name.replace(" ", ", "),
}
# Of names that are one word long enough to be told from another when a letter is wrong.
_BROKEN: dict[str, Callable[[str], str]] = {
    "a letter doubled": _doubled,
    "two letters swapped": _swapped,
    "a letter lost": lambda name: name[: len(name) // 2] + name[len(name) // 2 + 1 :],
    "a letter wrong": lambda name: name[: len(name) // 2] + "x" + name[len(name) // 2 + 1 :],
    "hyphenated": lambda name: f"{name[:3]}-{name[3:]}",
    "in pieces": lambda name: f"{name[:3]} {name[3:]}",
    "letter by letter": ".".join,
}


def hidden() -> Iterator[Hidden]:
    """Every name in every place as it is, and in a step and a title in every other spelling."""
    for allergen, language, name in names():
        for asked in Language:
            brief = asking(asked, allergens={allergen})
            for place, put in _PLACES.items():
                yield Hidden(f"{place}, in {language} for {asked}", name, brief, put(name))
        brief = asking(language, allergens={allergen})
        for how, spelling in _spelt(name):
            for place in ("title", "step", "ingredient"):
                yield Hidden(f"{place}, {how}", name, brief, _PLACES[place](spelling))


def _spelt(name: str) -> Iterator[tuple[str, str]]:
    yield from ((how, spell(name)) for how, spell in _SPELLINGS.items())
    if len(name) >= _MISSPELT_FROM and name.isalpha() and _plain(name) == name:
        yield from (
            (how, spell(name)) for how, spell in _BROKEN.items() if not _a_word(spell(name))
        )


def _a_word(spelling: str) -> bool:
    """Whether it is another word altogether: a beer without a letter is a cherry in Spanish."""
    return fold(spelling) in FOODS.vocabulary.ordinary or FOODS.by_name(spelling) is not None


def misleading() -> Iterator[Hidden]:
    """Lines that only seem to say that something is not in them."""
    for line in files("infra.bench").joinpath("misleading_lines.txt").read_text().splitlines():
        head, text = line.split(": ", 1)
        language, allergen = head.split(" ")
        brief = asking(Language(language), allergens={Allergen(allergen)})
        for place in ("title", "summary", "step"):
            yield Hidden(f"misleading, {place}", text, brief, _PLACES[place](text))


def allergies() -> Iterator[tuple[Language, str, list[str]]]:
    """Each allergy that is told by a food, in each language, and what brings it."""
    for line in files("infra.bench").joinpath("named_foods.txt").read_text().splitlines():
        words, told = line.split(": ", 1)
        for language, word, listed in zip(
            Language, words.split("; "), told.split("; "), strict=True
        ):
            yield language, word, listed.split(", ")


def allergic_to(word: str, language: Language) -> RecipeBrief:
    """A brief for somebody who wrote that word into their profile."""
    told = needs_of(Profile(allergies=allergy_codes([word], FOODS)))
    request = GenerationRequest.model_validate({"count": 1})
    return brief_for(request, (), told.widened(FOODS), FOODS, language, TODAY)


def named() -> Iterator[Hidden]:
    """Every name that brings what somebody is allergic to, in every place. The title of a dish is
    answered by its own ingredients."""
    for language, word, brings in allergies():
        brief = allergic_to(word, language)
        for name in brings:
            food = FOODS.by_name(name)
            dish = food and (food.category is Category.PREPARED or food.id == "granola")
            for place, put in _PLACES.items():
                if dish and place in {"title", "summary"}:
                    continue
                yield Hidden(f"allergic to {word!r}, named {place}", name, brief, put(name))


def absurd() -> Iterator[Hidden]:
    """Amounts, units, foods and texts that no recipe has, and diets broken."""
    free = asking(Language.EN)
    for amount in ("NaN", "inf", "-inf", -1, 0, "0.0001", 1_000_001, 90_000, 5_000):
        one = written(ingredients=(_ingredient("potato", "potato", amount),))
        yield Hidden("amount", str(amount), free, one)
    for unit in ("handful", "", "oz", "кг", "G"):
        one = written(ingredients=(_ingredient("potato", "potato", 400, unit),))
        yield Hidden("unit", unit, free, one)
    broken = {
        Diet.VEGAN: "honey, gelatin, anchovy, ghee, whey, egg white, lard, kefir, mayo, "
        "carbonara, custard, brioche, turrón",
        Diet.VEGETARIAN: "lard, rennet, gelatin, anchovy, suet, fish sauce, bacon, tallow, "
        "ribs, mince, lomo, embutido, carne picada, callos, bolognese",
        Diet.PESCATARIAN: "lard, ham, chicken, beef stock, gelatin, duck fat, pancetta, "
        "ribs, mince, carne, callos, foie",
        Diet.GLUTEN_FREE: "seitan, couscous, barley, orzo, panko, farro, soy sauce, malt",
        Diet.DAIRY_FREE: "ghee, whey, casein, paneer, butter, half and half, ricotta",
        Diet.PORK_FREE: "lard, guanciale, ham, pancetta, gelatin, chorizo, lardons, "
        "lomo, ribs, codillo, carbonara, secreto ibérico",
        Diet.ALCOHOL_FREE: "rum, white wine, sherry, mirin, brandy, vermouth, cooking wine, "
        "Guinness, amaretto, Baileys, coq au vin, sake",
    }
    for diet, told in broken.items():
        for name in told.split(", "):
            for place, put in _PLACES.items():
                brief = asking(Language.EN, diets={diet})
                yield Hidden(f"{diet}, {place}", name, brief, put(name))
    for word in ("zorblax", "kiwi"):
        brief = asking(Language.EN, excluded_words={word})
        yield from (Hidden(f"excluded, {p}", word, brief, put(word)) for p, put in _PLACES.items())


def gets_through(one: Hidden) -> bool:
    """Whether the proposal would be shown."""
    try:
        proposal = ProposedRecipe.model_validate(one.proposal)
    except ValidationError:
        return False
    return check(proposal, one.brief, FOODS).recipe is not None


def as_if_written(recipe: CatalogRecipe, language: Language) -> ProposedRecipe:
    """A catalog recipe as a model might have written it, every word of it unproven."""
    text = render(recipe, language, FOODS)
    return ProposedRecipe.model_validate(
        written(
            title=text.title,
            summary=text.summary,
            servings=recipe.servings,
            minutes=recipe.minutes,
            ingredients=tuple(
                _ingredient(FOODS[one.food_id].name.of(language), None, *one.quantity)
                for one in recipe.ingredients
            ),
            steps=tuple({"text": step, "minutes": None} for step in text.steps),
        )
    )


def harmless_recipes() -> Iterator[tuple[str, bool]]:
    """Each catalog recipe with each need that none of its foods touches, and whether it passes."""
    for language in Language:
        for recipe in recipes.load():
            used = [FOODS[one.food_id] for one in recipe.ingredients]
            needs: list[dict[str, Any]] = [
                {"diets": {diet}} for diet in Diet if all(allows(diet, food) for food in used)
            ]
            held = frozenset().union(*(food.allergens for food in used))
            needs += [{"allergens": {allergen}} for allergen in Allergen if allergen not in held]
            proposal = as_if_written(recipe, language)
            for need in needs:
                passed = check(proposal, asking(language, **need), FOODS).recipe is not None
                yield f"{recipe.id} {language} {need}", passed


def harmless_to_the_allergic() -> Iterator[tuple[str, bool]]:
    """Each catalog recipe and each allergy none of its foods touches, and whether it passes."""
    for language, word, _ in allergies():
        brief = allergic_to(word, language)
        for recipe in recipes.load():
            if all(suits(FOODS[one.food_id], brief) for one in recipe.ingredients):
                passed = check(as_if_written(recipe, language), brief, FOODS).recipe is not None
                yield f"{recipe.id} {word}", passed


def harmless_lines(group: str) -> Iterator[tuple[str, bool]]:
    """Each harmless line of a group as a step and as a summary, and whether it passes."""
    for line in files("infra.bench").joinpath("harmless_lines.txt").read_text().splitlines():
        head, text = line.split(": ", 1)
        own, language, allergen = head.split(" ")
        if own != group:
            continue
        brief = asking(Language(language), allergens={Allergen(allergen)})
        for one in (written(steps=({"text": text, "minutes": 5},)), written(summary=text)):
            yield text, check(ProposedRecipe.model_validate(one), brief, FOODS).recipe is not None


def _rate(name: str, results: list[tuple[str, bool]], *, verbose: bool) -> float:
    refused = [what for what, passed in results if not passed]
    rate = len(refused) / len(results)
    print(f"{name:30} {len(refused):4} of {len(results):5} refused: {rate:.2%}")
    if verbose:
        print(*(f"  {what}" for what in dict.fromkeys(refused)), sep="\n")
    return rate


def main(arguments: list[str]) -> int:
    verbose = "-v" in arguments
    tried, through = Counter[str](), Counter[str]()
    for one in (*hidden(), *misleading(), *named(), *absurd()):
        how = one.how.split(", ", 1)[-1]
        tried[how] += 1
        if gets_through(one):
            through[how] += 1
            against = sorted((*one.brief.allergens, *(one.brief.told_excluded or ())))
            print(f"  got through: {one.name!r} ({one.how}) against {against}")
    if verbose:
        print(*(f"  {how:30} {count:6}" for how, count in tried.items()), sep="\n")
    known = Counter(allergen.value for allergen, _, _ in names())
    print(f"{sum(known.values())} names, of an allergen at least {min(known.values())}")
    print(f"{tried.total()} proposals that must not pass: {through.total()} got through")
    rates = (
        _rate("harmless, the catalog", list(harmless_recipes()), verbose=verbose),
        _rate("harmless, named foods", list(harmless_to_the_allergic()), verbose=verbose),
        _rate("harmless, tuned lines", list(harmless_lines("tuned")), verbose=verbose),
        _rate("harmless, held-out lines", list(harmless_lines("held")), verbose=verbose),
        _rate("harmless, fresh lines", list(harmless_lines("fresh")), verbose=verbose),
    )
    return int(through.total() > 0 or max(rates) > _MOST_REFUSED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
