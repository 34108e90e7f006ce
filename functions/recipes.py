"""recipes: dishes from what is there, what expires first.

Links to pictures are good for a day at least, whenever the recipe was made.
"""

from collections import Counter
from collections.abc import Sequence

from shared.domain.generation import GenerationRequest
from shared.domain.model import Model
from shared.domain.recipe import Generation, Recipe, StoredRecipe
from shared.http import Access, Call, Limit, Listed, ListQuery, Route, serve
from shared.workflows.fresh_links import fresh_links
from shared.workflows.generate_recipes import Circumstances, generate_recipes


class Generated(Model):
    """`reason` says what kept the recipes fewer than asked, `constraints` or `stock`; or that the
    kitchen's models had spent the day's `budget`."""

    id: str
    engine: str
    degraded: bool
    reason: str | None
    recipes: list[Recipe]


def generate(call: Call, body: GenerationRequest) -> Generated:
    """Write recipes from the inventory, or from given ingredients.

    Every ingredient is matched to lots, first-expiring-first, or marked missing with the amount;
    nothing a member of the kitchen is allergic to is proposed. A picture of each dish is drawn in
    the background and arrives in `image`.
    """
    wiring = call.wiring
    circumstances = Circumstances(
        kitchen_id=call.kitchen_id,
        request_id=call.request_id,
        language=call.language,
        now=call.now,
        deadline=call.deadline,
    )
    tally: Counter[str] = Counter()
    generation, recipes = generate_recipes(
        body,
        body.id or call.new_id(),
        circumstances,
        items=call.items,
        kitchens=wiring.kitchens,
        writers=wiring.writers_of(call.kitchen_id, tally),
        foods=wiring.foods,
        recipes=call.recipes,
        queue=wiring.queue,
    )
    call.notes |= {"engine": generation.engine, "recipes": len(recipes)}
    call.notes |= {f"cache_{name}": count for name, count in tally.items()}
    return _generated(call, generation, recipes)


def read_generation(call: Call, id: str) -> Generated:
    """Read a generation and its recipes as they are now."""
    generation = call.recipes.generation(id)
    return _generated(call, generation, call.recipes.get_all(generation.recipe_ids))


def list_recipes(call: Call, query: ListQuery) -> Listed[Recipe]:
    """List the kitchen's recipes, newest first."""
    page = call.recipes.page(query.limit, query.cursor)
    return Listed(items=_shown(call, page.items), next_cursor=page.next_cursor)


def read_recipe(call: Call, id: str) -> Recipe:
    """Read one recipe."""
    stored = call.recipes.get(id)
    call.version(stored.version)
    [recipe] = _shown(call, [stored])
    return recipe


def delete_recipe(call: Call, id: str) -> None:
    """Delete a recipe; `If-Match` makes it conditional."""
    call.recipes.remove(id, call.if_match)


def _shown(call: Call, recipes: Sequence[StoredRecipe]) -> list[Recipe]:
    fresh = fresh_links(recipes, call.kitchen_id, lambda: call.wiring.media, call.now)
    return [Recipe.of(one) for one in fresh]


def _generated(call: Call, generation: Generation, recipes: Sequence[StoredRecipe]) -> Generated:
    return Generated(
        id=generation.id,
        engine=generation.engine,
        degraded=generation.degraded,
        reason=generation.reason,
        recipes=_shown(call, recipes),
    )


ROUTES = (
    Route("POST", "/generations", generate, status=201, limit=Limit.MODEL),
    Route("GET", "/generations/{id}", read_generation, access=Access.VIEWER),
    Route("GET", "", list_recipes, access=Access.VIEWER),
    Route("GET", "/{id}", read_recipe, access=Access.VIEWER),
    Route("DELETE", "/{id}", delete_recipe, conditional=True),
)

recipes = serve(
    "recipes", ROUTES, needs=("media_bucket", "worker_base_url", "worker_service_account")
)
