"""The deterministic check between a recipe writer and everybody who might eat what it wrote."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.composing import Draft, composed, ingredient, labelled, restocked
from shared.domain.cooking import food_of
from shared.domain.diet import allows
from shared.domain.food import Category, DateKind, Food
from shared.domain.legible import illegible, legible
from shared.domain.made_of import MADE_OF, TITLES_OF, WORDS_OF, is_made
from shared.domain.mentions import Mention, mentions
from shared.domain.plausible import (
    Resolved,
    difficulty_of,
    implausible_amounts,
    minutes_of,
    too_quick,
)
from shared.domain.proposal import ProposedRecipe, RecipeBrief, StockLine
from shared.domain.reasons import why
from shared.domain.recipe import RecipeBody, Step
from shared.domain.staples import to_buy
from shared.domain.units import Quantity

_MOST_MINUTES = 480
# Foods of the shop that a home recipe may be called without holding any of it.
_BAKED_AT_HOME = frozenset({"granola", "ice_cream", "muffin", "sponge_cake"})
# Prepared foods that recipes take for an ingredient.
_TAKEN_READY = frozenset({"hummus", "potato_salad"})


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
        *implausible_amounts(
            resolved, proposed.servings, {(line.food_id, line.unit) for line in brief.stock}
        ),
        *_mistimed(proposed, resolved, brief),
    )
    if findings:
        return Verdict(None, findings)
    body = _body(proposed, resolved, brief, foods)
    beyond = tuple(_beyond_budget(body, brief, foods))
    return Verdict(None, beyond) if beyond else Verdict(body, ())


def _beyond_budget(body: RecipeBody, brief: RecipeBrief, foods: FoodCatalog) -> Iterator[str]:
    if brief.most_to_buy is not None:
        lacking = to_buy(body.ingredients, foods)
        if len(lacking) > brief.most_to_buy:
            yield f"not in stock: {', '.join(sorted(lacking))}; at most {brief.most_to_buy} may be"


def _forbidden(
    proposed: ProposedRecipe, resolved: Resolved, brief: RecipeBrief, foods: FoodCatalog
) -> Iterator[str]:
    for one, food in resolved:
        if food is not None:
            yield from _refusals(food, brief)
        elif brief.allergens or brief.diets or brief.excluded_food_ids:
            yield f"ingredient '{one.name}' is unknown and cannot be shown to be safe"
    names = [one.name for one, _ in resolved]
    # The catalog's own texts name no food but their ingredients, which were looked at above.
    free = proposed.catalog_id is None
    heading = [proposed.title, proposed.summary] if free else []
    steps = [step.text for step in proposed.steps] if free else []
    yield from _unreadable((*names, *heading, *steps), brief)
    for mention in _named_in(names, brief, foods):
        yield from _brought(mention, brief, foods)
    used = {food.id for _, food in resolved if food}
    in_title = {m.food.id for m in mentions(proposed.title, foods, brief.language) if m.food}
    known = _proper_names(resolved, foods)
    for mention in _named_in(steps, brief, foods):
        if not _explained(mention, in_title, known, used):
            yield from _brought(mention, brief, foods, used)
    for mention in _named_in(heading, brief, foods):
        if not _answered(mention, used):
            yield from _brought(mention, brief, foods, used)


def _proper_names(resolved: Resolved, foods: FoodCatalog) -> str:
    """What the ingredients are called, as the catalog calls them: whatever else a writer puts into
    a name explains nothing."""
    names = (
        [one.name] if foods.by_name(one.name) is food else [*food.name]
        for one, food in resolved
        if food is not None
    )
    return " | ".join(fold(name) for told in names for name in told)


def _unreadable(texts: Sequence[str], brief: RecipeBrief) -> Iterator[str]:
    """Words that are left out as such, and letters nobody here can read."""
    told = [legible(text) for text in texts]
    for word in sorted(brief.excluded_words):
        if any(f" {fold(word)} " in f" {fold(text)} " for text in told):
            yield f"'{word}' is excluded"
    if (brief.allergens or brief.diets) and any(map(illegible, told)):
        yield "the text has letters that are not Latin"


def _named_in(texts: Sequence[str], brief: RecipeBrief, foods: FoodCatalog) -> Iterator[Mention]:
    return (mention for text in texts for mention in mentions(text, foods, brief.language))


def _explained(
    mention: Mention, in_title: AbstractSet[str], known: str, used: AbstractSet[str]
) -> bool:
    """Whether it is what an ingredient was made into, or, with an article, the dish itself or short
    for an ingredient that is looked at by itself: "the milk" where oat milk is used."""
    if is_made(mention.words, WORDS_OF, used):
        return True
    if not mention.with_article:
        return False
    food = mention.food
    if food is not None and (
        is_made(food.id, MADE_OF, used) or (food.id in in_title and _is_dish(food))
    ):
        return True
    return f" {fold(mention.words)} " in f" {known} "


def _answered(mention: Mention, used: AbstractSet[str]) -> bool:
    """Whether the ingredients answer for what a title calls the recipe, such as a cake."""
    if is_made(mention.words, WORDS_OF, used) or is_made(mention.words, TITLES_OF, used):
        return True
    food = mention.food
    return food is not None and (_is_dish(food) or is_made(food.id, MADE_OF, used))


def _brought(
    mention: Mention,
    brief: RecipeBrief,
    foods: FoodCatalog,
    used: AbstractSet[str] = frozenset(),
) -> Iterator[str]:
    if hit := sorted(mention.contents.allergens & brief.allergens):
        yield f"the text names '{mention.words}', which has {', '.join(hit)}"
    if not mention.contents.kinds.isdisjoint(brief.excluded_food_ids):
        # "The meat" of a chicken that was looked at by itself is no other meat.
        families = foods.kinds.named(fold(mention.words))
        if used.isdisjoint(foods.kinds.under(families)):
            yield f"the text names '{mention.words}', which is excluded"
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


def _mistimed(proposed: ProposedRecipe, resolved: Resolved, brief: RecipeBrief) -> Iterator[str]:
    most = brief.max_minutes or _MOST_MINUTES
    minutes = minutes_of(proposed)
    if minutes > most:
        yield f"{minutes} minutes are more than {most}"
    yield from too_quick(proposed, resolved)
    difficulty = difficulty_of(proposed)
    if brief.difficulty is not None and difficulty is not brief.difficulty:
        yield f"this recipe is {difficulty}, not {brief.difficulty}"


def _body(
    proposed: ProposedRecipe, resolved: Resolved, brief: RecipeBrief, foods: FoodCatalog
) -> RecipeBody:
    draft = Draft(
        title=proposed.title,
        summary=proposed.summary,
        servings=proposed.servings,
        minutes=minutes_of(proposed),
        difficulty=difficulty_of(proposed),
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
