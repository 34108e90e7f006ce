"""The deterministic check between a recipe writer and everybody who might eat what it wrote."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.composing import Draft, composed, ingredient, labelled, restocked
from shared.domain.cooking import food_of
from shared.domain.diet import allows
from shared.domain.food import Category, DateKind, Food
from shared.domain.legible import illegible, legible
from shared.domain.mentions import Mention, mentions
from shared.domain.nutrition import Portion, weight_g
from shared.domain.proposal import ProposedIngredient, ProposedRecipe, RecipeBrief, StockLine
from shared.domain.reasons import why
from shared.domain.recipe import RecipeBody, Step
from shared.domain.units import Quantity, rounded

# Grams per serving: of one ingredient, and of the whole dish.
_MOST_OF_ONE_G = Decimal(1000)
_MOST_IN_ALL_G = Decimal(2000)
_LEAST_IN_ALL_G = Decimal(20)
_MOST_MINUTES = 480
# Foods of the shop that a home recipe may be called without holding any of it.
_BAKED_AT_HOME = frozenset({"granola", "ice_cream", "muffin", "sponge_cake"})
# Prepared foods that recipes take for an ingredient.
_TAKEN_READY = frozenset({"hummus", "potato_salad"})
# What a cook makes of an ingredient and the shop sells ready, with more in it.
_MADE_OF = {
    "lemon_juice": frozenset({"lemon"}),
    "tomato_sauce": frozenset({"tomato", "canned_tomatoes", "tomato_passata"}),
}
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
    resolved = [(one, food_of(one.food_id, one.name, foods)) for one in proposed.ingredients]
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
    for one, food in resolved:
        if food is None:
            if brief.allergens or brief.diets or brief.excluded_food_ids:
                yield f"ingredient '{one.name}' is unknown and cannot be shown to be safe"
        else:
            yield from _refusals(food, brief)
    names = [one.name for one, _ in resolved]
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
    used = {food.id for _, food in resolved if food}
    for mention in (m for text in (*names, *steps) for m in mentions(text, foods, brief.language)):
        if not (mention.with_article and _explained(mention, in_title, known, used)):
            yield from _brought(mention, brief)
    for mention in (m for text in heading for m in mentions(text, foods, brief.language)):
        # A title that calls the recipe a cake is answered by the cake's own ingredients.
        if mention.food is None or not (_is_dish(mention.food) or _is_made(mention.food, used)):
            yield from _brought(mention, brief)


def _explained(
    mention: Mention, in_title: AbstractSet[str], known: str, used: AbstractSet[str]
) -> bool:
    """Whether it is the dish itself, made of an ingredient, or short for one that is looked at by
    itself: "the milk" where oat milk is used."""
    food = mention.food
    if food is not None and (_is_made(food, used) or (food.id in in_title and _is_dish(food))):
        return True
    return f" {fold(mention.words)} " in f" {known} "


def _is_made(food: Food, used: AbstractSet[str]) -> bool:
    return not _MADE_OF.get(food.id, frozenset()).isdisjoint(used)


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
    for one, food in resolved:
        if rounded(one.quantity) <= 0:
            yield f"{one.quantity} {one.unit} of {one.name} is nothing"
        weight = weight_g(Portion(food, Quantity(one.quantity, one.unit)))
        if weight is None:
            weighed = False
            continue
        total += weight
        if weight > _MOST_OF_ONE_G * servings:
            yield f"{one.quantity} {one.unit} of {one.name} is too much"
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
    draft = Draft(
        title=proposed.title,
        summary=proposed.summary,
        servings=proposed.servings,
        minutes=_minutes(proposed),
        difficulty=proposed.difficulty,
        meal=proposed.meal,
        cuisine=fold(proposed.cuisine),
        language=brief.language,
        ingredients=[
            ingredient(
                food.name.of(brief.language) if food else one.name,
                food,
                Quantity(one.quantity, one.unit),
                optional=one.optional,
            )
            for one, food in resolved
        ],
        steps=[
            Step(order=order, text=step.text, minutes=step.minutes)
            for order, step in enumerate(proposed.steps, 1)
        ],
    )
    stock = [line for line in brief.stock if _safe(line)]
    written = composed(draft, foods, free=False)
    held = written.model_copy(update=restocked(written, stock, foods, brief.today))
    told = {
        "allergens": sorted(labelled(held, stock)),
        "why": why(held.uses_expiring, held.ingredients, brief.language, brief.today),
    }
    return held.model_copy(update=told)


def _safe(line: StockLine) -> bool:
    return line.date_kind is not DateKind.USE_BY or line.days_left >= 0
