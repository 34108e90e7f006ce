"""Recipes from what is there: gathered, proposed, checked, saved, their pictures sent for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from shared.domain.briefing import TYPED, brief_for, stock_of, typed_stock
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.check import check
from shared.domain.digest import digest, digest_of
from shared.domain.errors import AlreadyExists, Invalid, NotFound, Overloaded, ProviderFailed
from shared.domain.generation import GenerationRequest
from shared.domain.job import image_job
from shared.domain.language import Language
from shared.domain.listing import ItemFilter
from shared.domain.proposal import RecipeBrief, StockLine
from shared.domain.recipe import (
    PENDING,
    Generation,
    RecipeBody,
    RecipeSource,
    StoredRecipe,
)
from shared.domain.spending import BUDGET
from shared.ports.household import Kitchens
from shared.ports.jobs import TaskQueue
from shared.ports.recipes import Recipes, RecipeWriter
from shared.ports.stock import Items
from shared.telemetry import Threads
from shared.workflows.chain import degraded, time_for
from shared.workflows.send_jobs import send_jobs

# The soonest to expire; more would not fit a prompt, and nobody cooks with the 301st.
STOCK_LIMIT = 300
# Reads for them: lots that may not be cooked are read past, to here.
_STOCK_PAGES = 3
# What expired longer ago is forgotten rather than kept, and no recipe needs it first.
_FORGOTTEN_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who asks, when, and how long they wait."""

    kitchen_id: str
    request_id: str
    language: Language
    now: datetime
    deadline: float


@dataclass(frozen=True, slots=True)
class Written:
    """Checked recipes, and who wrote the first of them; `degraded` where the offline writer wrote
    any."""

    recipes: Sequence[RecipeBody]
    engine: str
    degraded: bool
    reason: str | None


def generate_recipes(
    request: GenerationRequest,
    generation_id: str,
    circumstances: Circumstances,
    *,
    items: Items,
    kitchens: Kitchens,
    writers: Sequence[RecipeWriter],
    foods: FoodCatalog,
    recipes: Recipes,
    queue: TaskQueue,
    avoided: Callable[[], Sequence[str]] = tuple,
) -> tuple[Generation, list[StoredRecipe]]:
    """Proposes, checks and stores recipes, and sends for one picture each. What the person avoids
    is left out as if they had said so this time.

    The recipes and the jobs of their pictures are saved together before any task is sent: a crash
    in between leaves jobs that the next sweep sends. An id is looked up first, which costs one read
    even where it is new: a client's own and that of an `Idempotency-Key` come again. Of two runs at
    once both write, and both answer what the first of them saved.

    Raises:
        AlreadyExists: another request was made under that id.
        Invalid: no ingredients were given where they are the source.
        ProviderFailed: no writer answered.
        Overloaded: none did, the last for want of a place.
    """
    fingerprint = _fingerprint(request, circumstances.language)
    if repeated := _repeated(generation_id, fingerprint, recipes):
        return repeated
    brief = _gather(request, circumstances, items, kitchens, foods, avoided)
    written = write_checked(brief, writers, foods, circumstances.deadline)
    stored = _to_store(written, generation_id, circumstances)
    generation = Generation(
        id=generation_id,
        engine=written.engine,
        degraded=written.degraded,
        recipe_ids=[recipe.id for recipe in stored],
        reason=written.reason,
        fingerprint=fingerprint,
        created_at=circumstances.now,
    )
    jobs = [
        image_job(recipe.id, circumstances.kitchen_id, circumstances.request_id, circumstances.now)
        for recipe in stored
    ]
    if not recipes.save(generation, stored, jobs):
        return _known(generation_id, fingerprint, recipes)
    send_jobs(jobs, queue, circumstances.now)
    return generation, stored


def write_checked(
    brief: RecipeBrief, writers: Sequence[RecipeWriter], foods: FoodCatalog, deadline: float
) -> Written:
    """Recipes that pass the check, from the writers in order until there are enough.

    What fails is written again once, with the findings; what fails then is dropped, as is a dish
    that is there already, and the next writer asked for the rest. So is it where a writer fails, or
    where those who wait for one that hangs have all its places.
    """
    kept: list[RecipeBody] = []
    authors: list[RecipeWriter] = []
    answered = False
    failure: ProviderFailed | Overloaded = ProviderFailed("no_provider")
    for writer in writers:
        missing = brief.count - len(kept)
        if missing <= 0:
            break
        try:
            asked = brief.model_copy(update={"count": missing})
            good = _good(writer, asked, foods, time_for(writer, deadline))
        except (ProviderFailed, Overloaded) as error:
            failure = error
            continue
        answered = True
        together = _distinct(kept, good)[: brief.count]
        if len(together) > len(kept):
            authors.append(writer)
        kept = together
    if not answered:
        raise failure
    authors = authors or [writers[-1]]
    stood_in = any(map(degraded, authors))
    kept.sort(key=_urgency)
    reason = None if len(kept) == brief.count else _too_few(brief)
    spent = isinstance(failure, ProviderFailed) and failure.reason == BUDGET
    if spent and stood_in:
        reason = BUDGET
    return Written(kept, authors[0].name, stood_in, reason)


def _good(
    writer: RecipeWriter, brief: RecipeBrief, foods: FoodCatalog, deadline: float
) -> list[RecipeBody]:
    verdicts = [check(one, brief, foods) for one in writer.write(brief, (), deadline)]
    good = _distinct((), (verdict.recipe for verdict in verdicts if verdict.recipe))
    findings = [finding for verdict in verdicts for finding in verdict.findings]
    if findings and len(good) < brief.count:
        again = brief.model_copy(update={"count": brief.count - len(good)})
        try:
            repaired = [check(one, brief, foods) for one in writer.write(again, findings, deadline)]
        except (ProviderFailed, Overloaded):
            if not good:
                raise
            return good
        return _distinct(good, (verdict.recipe for verdict in repaired if verdict.recipe))
    return good


def _distinct(kept: Iterable[RecipeBody], more: Iterable[RecipeBody]) -> list[RecipeBody]:
    """What is kept, and of the rest every dish that is not there yet."""
    dishes: dict[str, RecipeBody] = {}
    for recipe in chain(kept, more):
        dishes.setdefault(fold(recipe.title), recipe)
    return list(dishes.values())


def _urgency(recipe: RecipeBody) -> tuple[int, str, int]:
    """Most expiring lots first, then the soonest day, then the fewest purchases."""
    soonest = min((use.expires_on.isoformat() for use in recipe.uses_expiring), default="9999")
    missing = sum(not one.in_stock and not one.optional for one in recipe.ingredients)
    return -len(recipe.uses_expiring), soonest, missing


def _too_few(brief: RecipeBrief) -> str:
    constrained = brief.diets or brief.allergens or brief.excluded_food_ids or brief.max_minutes
    return "constraints" if constrained or brief.meal or brief.difficulty else "stock"


def _gather(
    request: GenerationRequest,
    circumstances: Circumstances,
    items: Items,
    kitchens: Kitchens,
    foods: FoodCatalog,
    avoided: Callable[[], Sequence[str]],
) -> RecipeBrief:
    today = circumstances.now.date()
    if request.source == "ingredients" and not request.ingredients:
        raise Invalid("no_ingredients", field="ingredients")
    with Threads(2) as pool:
        shunned = pool.submit(avoided)
        needs = pool.submit(lambda: kitchens.get(circumstances.kitchen_id).needs(foods))
        if request.source == "ingredients":
            stock = typed_stock(request.ingredients, foods, today)
        else:
            stock = _cookable(items, today)
        exclude = (*request.exclude, *shunned.result())
        asked = request.model_copy(update={"exclude": exclude})
        return brief_for(asked, stock, needs.result(), foods, circumstances.language, today)


def _cookable(items: Items, today: date) -> tuple[StockLine, ...]:
    chosen = ItemFilter(expires_from=today - _FORGOTTEN_AFTER)
    found: list[StockLine] = []
    cursor: str | None = None
    for _ in range(_STOCK_PAGES):
        page = items.page(chosen, STOCK_LIMIT, cursor)
        found += stock_of(page.items, today)
        cursor = page.next_cursor
        if cursor is None or len(found) >= STOCK_LIMIT:
            break
    return tuple(found[:STOCK_LIMIT])


def _to_store(
    written: Written, generation_id: str, circumstances: Circumstances
) -> list[StoredRecipe]:
    def stored(place: int, body: RecipeBody) -> StoredRecipe:
        own = {
            "id": _recipe_id(circumstances.kitchen_id, generation_id, place),
            "generation_id": generation_id,
            "image": PENDING,
            "source": RecipeSource.GENERATED,
            "favorite": False,
            "created_at": circumstances.now,
            "updated_at": circumstances.now,
        }
        return StoredRecipe.model_validate(_without_typed(body) | own)

    return [stored(place, body) for place, body in enumerate(written.recipes)]


def _without_typed(body: RecipeBody) -> dict[str, object]:
    """The recipe's fields, with no ids of ingredients that are no lots."""
    ingredients = [
        one.model_copy(
            update={
                "item_ids": [i for i in one.item_ids if not i.startswith(TYPED)],
                "uses": [use for use in one.uses if not use.item_id.startswith(TYPED)],
            }
        )
        for one in body.ingredients
    ]
    return dict(body.model_copy(update={"ingredients": ingredients}))


def _recipe_id(kitchen_id: str, generation_id: str, place: int) -> str:
    return digest(f"{kitchen_id}:{generation_id}:{place}")


def _fingerprint(request: GenerationRequest, language: Language) -> str:
    told = {"id": None, "language": request.language or language}
    return digest_of(request.model_copy(update=told))


def _repeated(
    generation_id: str, fingerprint: str, recipes: Recipes
) -> tuple[Generation, list[StoredRecipe]] | None:
    try:
        return _known(generation_id, fingerprint, recipes)
    except NotFound:
        return None


def _known(
    generation_id: str, fingerprint: str, recipes: Recipes
) -> tuple[Generation, list[StoredRecipe]]:
    """What the same request saved before."""
    known = recipes.generation(generation_id)
    if known.fingerprint != fingerprint:
        raise AlreadyExists(id=generation_id, field="id")
    return known, recipes.get_all(known.recipe_ids)
