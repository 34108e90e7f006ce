"""Which recipes of the catalog a kitchen should cook next."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from shared.domain.adapting import Adapted, Used, adapt, may_use, suits
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.cookbook import CatalogRecipe, Dish, Rendered, render
from shared.domain.food import DateKind, Food, Storage
from shared.domain.language import Language
from shared.domain.larder import Larder
from shared.domain.proposal import (
    Meal,
    ProposedIngredient,
    ProposedRecipe,
    ProposedStep,
    RecipeBrief,
    StockLine,
)
from shared.domain.staples import STAPLE_KINDS
from shared.domain.wording import noun

_MAIN_MEALS = frozenset({Meal.LUNCH, Meal.DINNER})

# Nobody wants the third soup.
_MOST_OF_A_DISH = 2

# Weights of the score; its parts lie between 0 and about 1.
_COVERAGE = Decimal(5)
_RESCUE = Decimal(3)
_PURCHASES = Decimal(2)
_PER_FOOD_USED = Decimal("0.1")
_PER_PURCHASE = Decimal("0.2")
_FEATURED = Decimal("0.2")
_MAIN_MEAL = Decimal("0.3")
_USE_BY_WEIGHT = Decimal("1.5")
_PANTRY_COST, _STAPLE_COST = Decimal("0.4"), Decimal("0.1")


def propose(
    brief: RecipeBrief, recipes: Iterable[CatalogRecipe], foods: FoodCatalog
) -> tuple[ProposedRecipe, ...]:
    """Up to `brief.count` recipes for the kitchen, best first, each fitted to what the ones before
    it leave; () where the constraints leave nothing. The same brief always gets the same answer."""
    larder = Larder(brief.stock, foods)
    shunned = frozenset(food.id for food in foods if not suits(food, brief))
    eligible = {recipe.id: recipe for recipe in _eligible(brief, recipes)}
    fitted: dict[str, _Fitted] = {}
    stale = set(eligible)
    chosen: list[Adapted] = []
    proposed: list[ProposedRecipe] = []
    while len(proposed) < brief.count:
        for recipe_id in stale:
            adapted = adapt(eligible[recipe_id], brief.servings, shunned, larder, foods)
            if adapted is not None:
                fitted[recipe_id] = _Fitted(_score(adapted, larder), adapted)
        if not fitted:
            break
        best = _pop_best(fitted, [one.recipe.dish for one in chosen])
        if best is None:
            break
        stale = set()
        texts = render(best.recipe, brief.language, foods, best.serving)
        if not _tells_the_truth(texts, best, brief.language):
            continue
        chosen.append(best)
        proposed.append(_proposal(best, texts, brief))
        for one in best.used:
            larder.take(one.food, one.quantity)
        taken = {one.food.id for one in best.used if one.covered}
        stale = {one for one in fitted if may_use(eligible[one], brief.servings, taken, foods)}
    return tuple(proposed)


class _Fitted(NamedTuple):
    score: Decimal
    adapted: Adapted


def _pop_best(fitted: dict[str, _Fitted], dishes: Sequence[Dish]) -> Adapted | None:
    """Removes and answers the recipe with the highest score, another kind of dish first; None
    where all that is left would be of one kind too often."""
    open_to = [one for one in fitted if dishes.count(_dish(fitted[one])) < _MOST_OF_A_DISH]
    if not open_to:
        return None

    def order(recipe_id: str) -> tuple[bool, Decimal, str]:
        score, adapted = fitted[recipe_id]
        return adapted.recipe.dish in dishes, -score, recipe_id

    return fitted.pop(min(open_to, key=order)).adapted


def _dish(fitted: _Fitted) -> Dish:
    return fitted.adapted.recipe.dish


def _eligible(brief: RecipeBrief, recipes: Iterable[CatalogRecipe]) -> list[CatalogRecipe]:
    fitting = [recipe for recipe in recipes if _fits(recipe, brief)]
    if brief.cuisine is None:
        return fitting
    wanted = fold(brief.cuisine)
    return [recipe for recipe in fitting if fold(recipe.cuisine) == wanted] or fitting


def _fits(recipe: CatalogRecipe, brief: RecipeBrief) -> bool:
    return (
        (brief.meal is None or _serves(recipe.meal, brief.meal))
        and (brief.difficulty is None or recipe.difficulty is brief.difficulty)
        and (brief.max_minutes is None or recipe.minutes <= brief.max_minutes)
    )


def _serves(meal: Meal, wanted: Meal) -> bool:
    """Lunch and dinner dishes are one and the same."""
    return meal is wanted or {meal, wanted} <= _MAIN_MEALS


def _score(adapted: Adapted, larder: Larder) -> Decimal:
    needed = [one for one in adapted.used if not one.optional]
    of_note = [one for one in needed if one.food.category not in STAPLE_KINDS] or needed
    covered = sum((one.covered for one in of_note), Decimal(0))
    purchases = sum((_cost(one.food) * (1 - one.covered) for one in needed), Decimal(0))
    return (
        _COVERAGE * covered / len(of_note)
        + _RESCUE * sum(_rescued(adapted.used, larder), Decimal(0))
        + _PER_FOOD_USED * covered
        - _PURCHASES * purchases / len(needed)
        - _PER_PURCHASE * purchases
        + (_FEATURED if "featured" in adapted.recipe.tags else 0)
        + (_MAIN_MEAL if adapted.recipe.meal in _MAIN_MEALS else 0)
    )


def _rescued(used: Iterable[Used], larder: Larder) -> Iterator[Decimal]:
    """For each lot drawn from: how pressing it is, times the share of it that gets eaten."""
    for one in used:
        for line, share in larder.shares(one.food, one.quantity):
            yield _urgency(line) * share


def _urgency(line: StockLine) -> Decimal:
    """1 on the last day, a half the day before, and so on; a use-by date weighs more."""
    weight = _USE_BY_WEIGHT if line.date_kind is DateKind.USE_BY else Decimal(1)
    return weight / (1 + max(0, line.days_left))


def _cost(food: Food) -> Decimal:
    if food.category in STAPLE_KINDS:
        return _STAPLE_COST
    return _PANTRY_COST if food.storage is Storage.PANTRY else Decimal(1)


def _tells_the_truth(texts: Rendered, adapted: Adapted, language: Language) -> bool:
    """Whether no text still names outright what was replaced: no rice "con leche" made of oats."""
    kept = " ".join(_phrase(one.food, language) for one in adapted.used)
    told = " ".join(_padded(text) for text in (texts.title, texts.summary, *texts.steps))
    gone = (_phrase(food, language) for food in adapted.replaced)
    return not any(phrase in told and phrase not in kept for phrase in gone)


def _phrase(food: Food, language: Language) -> str:
    return _padded(noun(food, language))


def _padded(text: str) -> str:
    return f" {fold(text)} "


def _proposal(adapted: Adapted, texts: Rendered, brief: RecipeBrief) -> ProposedRecipe:
    recipe = adapted.recipe
    return ProposedRecipe(
        title=texts.title,
        summary=texts.summary,
        servings=adapted.servings,
        minutes=recipe.minutes,
        difficulty=recipe.difficulty,
        meal=brief.meal or recipe.meal,
        cuisine=recipe.cuisine,
        ingredients=tuple(
            ProposedIngredient(
                name=one.food.name.of(brief.language),
                food_id=one.food.id,
                quantity=one.quantity.amount,
                unit=one.quantity.unit,
                optional=one.optional,
            )
            for one in adapted.used
        ),
        steps=tuple(
            ProposedStep(text=text, minutes=step.minutes)
            for text, step in zip(texts.steps, recipe.steps, strict=True)
        ),
        catalog_id=recipe.id,
    )
