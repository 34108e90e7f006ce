"""The deterministic check between a recipe writer and everybody who might eat what it wrote."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.diet import allows
from shared.domain.food import Allergen, Category, DateKind, Food
from shared.domain.item import EXPIRING_DAYS
from shared.domain.larder import Draw, Larder
from shared.domain.legible import illegible, legible
from shared.domain.mentions import Mention, mentions
from shared.domain.nutrition import Portion, impact, nutrition_per_serving, weight_g
from shared.domain.proposal import ProposedIngredient, ProposedRecipe, RecipeBrief, StockLine
from shared.domain.reasons import why
from shared.domain.recipe import ExpiringUse, Ingredient, LotUse, RecipeBody, Step
from shared.domain.units import Quantity, rounded

# Grams per serving: of one ingredient, and of the whole dish.
_MOST_OF_ONE_G = Decimal(1000)
_MOST_IN_ALL_G = Decimal(2000)
_LEAST_IN_ALL_G = Decimal(20)
# The share of a need that rounding of a conversion may leave open: nobody buys half a gram.
_CRUMB = Decimal("0.005")
_MOST_MINUTES = 480
# Foods of the shop that a home recipe may be called without holding any of it.
_BAKED_AT_HOME = frozenset({"granola", "ice_cream", "muffin", "sponge_cake"})
# Prepared foods that recipes take for an ingredient.
_TAKEN_READY = frozenset({"hummus", "potato_salad"})
_Resolved = Sequence[tuple[ProposedIngredient, Food | None]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A recipe to show, or what is wrong with the proposal, in words a writer can act on."""

    recipe: RecipeBody | None
    findings: tuple[str, ...]


def check(proposed: ProposedRecipe, brief: RecipeBrief, foods: FoodCatalog) -> Verdict:
    """Holds a proposal against allergies, diets, exclusions, plausibility and the stock.

    Nothing in the proposal is believed: allergens come from the catalog, and what is in stock from
    the lots themselves, first-expiring-first.
    """
    resolved = [(one, _food_of(one, foods)) for one in proposed.ingredients]
    findings = (
        *_forbidden(proposed, resolved, brief, foods),
        *_implausible(resolved, proposed.servings),
        *_too_long(proposed, brief),
    )
    if findings:
        return Verdict(None, findings)
    return Verdict(_body(proposed, resolved, brief, foods), ())


def _forbidden(
    proposed: ProposedRecipe, resolved: _Resolved, brief: RecipeBrief, foods: FoodCatalog
) -> Iterator[str]:
    for ingredient, food in resolved:
        if food is None:
            if brief.allergens or brief.diets or brief.excluded_food_ids:
                yield f"ingredient '{ingredient.name}' is unknown and cannot be shown to be safe"
        else:
            yield from _refusals(food, brief)
    names = [ingredient.name for ingredient, _ in resolved]
    # The catalog's own texts name no food but their ingredients, which were looked at above.
    free = proposed.catalog_id is None
    heading = [proposed.title, proposed.summary] if free else []
    steps = [step.text for step in proposed.steps] if free else []
    told = [legible(text) for text in (*names, *heading, *steps)]
    for word in sorted(brief.excluded_words):
        if any(f" {fold(word)} " in f" {fold(text)} " for text in told):
            yield f"'{word}' is excluded"
    if (brief.allergens or brief.diets) and any(map(illegible, told)):
        yield "the text has letters that are not Latin"
    in_title = {m.food.id for m in mentions(proposed.title, foods, brief.language) if m.food}
    known = " ".join(fold(name) for name in names)
    for mention in (m for text in (*names, *steps) for m in mentions(text, foods, brief.language)):
        if not (mention.with_article and _explained(mention, in_title, known)):
            yield from _brought(mention, brief)
    for mention in (m for text in heading for m in mentions(text, foods, brief.language)):
        # A title that calls the recipe a cake is answered by the cake's own ingredients.
        if mention.food is None or not _is_dish(mention.food):
            yield from _brought(mention, brief)


def _explained(mention: Mention, in_title: AbstractSet[str], known: str) -> bool:
    """Whether it is the dish itself, or short for an ingredient that is looked at by itself: "the
    milk" where oat milk is used."""
    if mention.food is not None and mention.food.id in in_title and _is_dish(mention.food):
        return True
    return f" {fold(mention.words)} " in f" {known} "


def _brought(mention: Mention, brief: RecipeBrief) -> Iterator[str]:
    if mention.food is not None:
        yield from _refusals(mention.food, brief)
        return
    if hit := sorted(mention.contents.allergens & brief.allergens):
        yield f"the text names '{mention.words}', which has {', '.join(hit)}"
    for diet in sorted(brief.diets):
        if not allows(diet, mention.contents):
            yield f"the text names '{mention.words}', which is not {diet}"


def _is_dish(food: Food) -> bool:
    prepared = food.category is Category.PREPARED and food.id not in _TAKEN_READY
    return prepared or food.id in _BAKED_AT_HOME


def _refusals(food: Food, brief: RecipeBrief) -> Iterator[str]:
    if hit := sorted(food.allergens & brief.allergens):
        yield f"{food.id} has {', '.join(hit)}"
    if food.id in brief.excluded_food_ids:
        yield f"{food.id} is excluded"
    for diet in sorted(brief.diets):
        if not allows(diet, food):
            yield f"{food.id} is not {diet}"


def _implausible(resolved: _Resolved, servings: int) -> Iterator[str]:
    total = Decimal(0)
    weighed = True
    for ingredient, food in resolved:
        if rounded(ingredient.quantity) <= 0:
            yield f"{ingredient.quantity} {ingredient.unit} of {ingredient.name} is nothing"
        weight = weight_g(Portion(food, Quantity(ingredient.quantity, ingredient.unit)))
        if weight is None:
            weighed = False
            continue
        total += weight
        if weight > _MOST_OF_ONE_G * servings:
            yield f"{ingredient.quantity} {ingredient.unit} of {ingredient.name} is too much"
    if total > _MOST_IN_ALL_G * servings:
        yield f"{total:.0f} g is too much for {servings} servings"
    if weighed and total < _LEAST_IN_ALL_G * servings:
        yield f"{total:.0f} g is too little for {servings} servings"


def _minutes(proposed: ProposedRecipe) -> int:
    return max(proposed.minutes, sum(step.minutes or 0 for step in proposed.steps))


def _too_long(proposed: ProposedRecipe, brief: RecipeBrief) -> Iterator[str]:
    most = brief.max_minutes or _MOST_MINUTES
    if _minutes(proposed) > most:
        yield f"{_minutes(proposed)} minutes are more than {most}"


def _body(
    proposed: ProposedRecipe, resolved: _Resolved, brief: RecipeBrief, foods: FoodCatalog
) -> RecipeBody:
    larder = Larder(filter(_safe, brief.stock), foods)
    ingredients: list[Ingredient] = []
    used: dict[str, StockLine] = {}
    for one, food in resolved:
        amount = rounded(one.quantity)
        draws = larder.take(food or one.name, Quantity(amount, one.unit))
        used |= {draw.line.item_id: draw.line for draw in draws}
        missing = _missing(amount, draws)
        ingredients.append(
            Ingredient(
                name=food.name.of(brief.language) if food else one.name,
                food_id=food.id if food else None,
                quantity=amount,
                unit=one.unit,
                optional=one.optional,
                in_stock=missing == 0,
                item_ids=[draw.line.item_id for draw in draws],
                uses=[LotUse(item_id=draw.line.item_id, quantity=draw.amount) for draw in draws],
                missing_quantity=missing,
            )
        )
    portions = [Portion(food, Quantity(one.quantity, one.unit)) for one, food in resolved]
    expiring = _expiring(used.values(), brief)
    return RecipeBody(
        title=proposed.title,
        summary=proposed.summary,
        servings=proposed.servings,
        minutes=_minutes(proposed),
        difficulty=proposed.difficulty,
        meal=proposed.meal,
        cuisine=fold(proposed.cuisine),
        language=brief.language,
        ingredients=ingredients,
        steps=[
            Step(order=order, text=step.text, minutes=step.minutes)
            for order, step in enumerate(proposed.steps, 1)
        ],
        nutrition_per_serving=nutrition_per_serving(portions, proposed.servings),
        allergens=sorted(_allergens(resolved, used.values())),
        uses_expiring=expiring,
        why=why(expiring, ingredients, brief.language, brief.today),
        impact=impact(portions),
    )


def _safe(line: StockLine) -> bool:
    return line.date_kind is not DateKind.USE_BY or line.days_left >= 0


def _missing(wanted: Decimal, draws: Sequence[Draw]) -> Decimal:
    missing = rounded(wanted - sum((draw.amount for draw in draws), Decimal(0)))
    return Decimal(0) if missing <= wanted * _CRUMB else missing


def _food_of(one: ProposedIngredient, foods: FoodCatalog) -> Food | None:
    """The food an ingredient means: by its id where it is one, else by its exact name."""
    return (foods.get(one.food_id) if one.food_id else None) or foods.by_name(one.name)


def _allergens(resolved: _Resolved, used: Iterable[StockLine]) -> frozenset[Allergen]:
    """Those of the foods, and those that the labels of the very lots name."""
    foods = (food.allergens for _, food in resolved if food)
    return frozenset().union(*foods, *(line.allergens for line in used))


def _expiring(used: Iterable[StockLine], brief: RecipeBrief) -> list[ExpiringUse]:
    until = brief.today + timedelta(days=EXPIRING_DAYS)
    soon = [line for line in used if line.expires_on <= until]
    return [
        ExpiringUse(item_id=line.item_id, name=line.name, expires_on=line.expires_on)
        for line in sorted(soon, key=lambda line: (line.expires_on, line.item_id))
    ]
