"""recipes: dishes from what is there, what expires first; the kitchen's own, and the catalog.

Links to pictures are good for an hour at least, whenever the recipe was made.
"""

from collections import Counter
from collections.abc import Sequence

from shared.domain.alerts import alerts
from shared.domain.catalog_list import (
    CatalogCard,
    CatalogPage,
    CatalogQuery,
    LanguageQuery,
    catalog_page,
)
from shared.domain.composing import labelled
from shared.domain.errors import NotFound
from shared.domain.generation import GenerationRequest
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.own_recipe import NewRecipe, RecipeChange
from shared.domain.planning.cooking import CookedRecipe, RecipeCooking
from shared.domain.recipe import (
    Generated,
    Generation,
    Image,
    Recipe,
    StoredRecipe,
)
from shared.domain.recipe_import import Imported, RecipeImport, UnderstoodLine
from shared.domain.recipe_search import RecipeFilter, RecipeQuery, searched_keys
from shared.http import Access, Call, Limit, Listed, Route, serve
from shared.workflows.cook_recipe import cook_recipe
from shared.workflows.fresh_links import fresh_links
from shared.workflows.generate_recipes import Circumstances, generate_recipes
from shared.workflows.import_recipe import import_recipe
from shared.workflows.known_pictures import Gallery, illustrated, kept_illustrated
from shared.workflows.known_recipe import known_recipe, told_in
from shared.workflows.move_stock import Stock
from shared.workflows.profiles import profile_of
from shared.workflows.proposal_cache import look_ups
from shared.workflows.recipe_pictures import redraw_picture, remove_recipe
from shared.workflows.write_recipe import (
    Desk,
    Held,
    change_recipe,
    drop_favorite,
    held_against_stock,
    keep_favorite,
    write_recipe,
)

# How long a public answer may be kept before asking again.
_PUBLIC_SECONDS = 3600


def generate(call: Call, body: GenerationRequest) -> Generated:
    """Write recipes from the inventory, or from given ingredients.

    Every ingredient is matched to lots, first-expiring-first, or marked missing with the amount;
    nothing a member of the kitchen is allergic to is proposed, nor what the caller avoids. Each
    dish's picture is drawn in the background and arrives in `image`.
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
        avoided=lambda: profile_of(call.signed_in.uid, wiring.people).avoid,
    )
    call.notes |= {"engine": generation.engine, "recipes": len(recipes)}
    call.notes |= look_ups(tally)
    return _generated(call, generation, recipes)


def read_generation(call: Call, id: str) -> Generated:
    """Read a generation and its recipes as they are now."""
    generation = call.recipes.generation(id)
    return _generated(call, generation, call.recipes.get_all(generation.recipe_ids))


def list_recipes(call: Call, query: RecipeQuery) -> Listed[Recipe]:
    """List the kitchen's recipes, newest first: all, favourites, of one source, or found by words.

    What of them is in stock is as it was when they were written; reading one looks again.
    """
    keys = searched_keys(query.q, call.wiring.foods) if query.q else []
    if query.q and not keys:
        return Listed(items=[], next_cursor=None)
    chosen = RecipeFilter(query.favorite, query.source, keys)
    page = call.recipes.page(query.limit, query.cursor, chosen)
    return Listed(items=_shown(call, page.items), next_cursor=page.next_cursor)


def read_recipe(call: Call, id: str) -> Recipe:
    """Read one recipe, of the kitchen or of the catalog, held against the stock as it is now."""
    return _told(call, held_against_stock(_known(call, id), _desk(call)), call.needs())


def create_recipe(call: Call, body: NewRecipe) -> Recipe:
    """Write a recipe of one's own; a repeated id writes nothing a second time.

    Ingredients may be lines as they stand in a cookbook. Each is matched to a food and to the
    stock, and nutrition, footprint and allergens follow. An own recipe is never refused for an
    allergy: `allergen_alerts` name it.
    """
    held = write_recipe(body, body.id or call.new_id(), _desk(call))
    return _told(call, held, call.needs())


def import_one(call: Call, body: RecipeImport) -> Imported:
    """Understand a recipe from a text, or from a page's HTML that the app has loaded.

    Nothing is kept unless `save` says so: `recipe` can be corrected and sent to `POST /recipes`,
    and `lines` say how each ingredient was understood; one that heads others is in the note of the
    first of them. What does not fit into a recipe, or is an amount that was not understood, comes
    in `left_out`, and then nothing is kept; allergens are those of the whole text. Nothing is
    fetched; the body may have 1 MB.
    """
    found = import_recipe(body, call.new_id(), _desk(call), lambda: call.wiring.recipe_pages)
    if found.saved is not None:
        call.status = 201
    needs = call.needs()
    return Imported(
        recipe=found.proposed.recipe,
        lines=[UnderstoodLine.of(line) for line in found.proposed.lines],
        left_out=found.proposed.left_out,
        allergens=found.whole.allergens,
        allergen_alerts=alerts(found.whole, needs, call.wiring.foods),
        saved=_told(call, found.saved, needs) if found.saved else None,
    )


def edit_recipe(call: Call, id: str, body: RecipeChange) -> Recipe:
    """Change a recipe, a generated one too; `If-Match` makes it conditional.

    Its figures and allergens are made anew and it is `edited` from then on. Of a recipe of the
    catalog the kitchen gets its own version.
    """
    return _told(call, change_recipe(id, body, call.if_match, _desk(call)), call.needs())


def add_favorite(call: Call, id: str) -> Recipe:
    """Keep a recipe as a favourite, one of the catalog too."""
    return _told(call, keep_favorite(id, _desk(call)), call.needs())


def remove_favorite(call: Call, id: str) -> None:
    """Keep a recipe as a favourite no longer."""
    drop_favorite(id, _desk(call), lambda version: _remove(call, id, version))


def list_catalog(call: Call, query: CatalogQuery) -> Listed[CatalogCard]:
    """List the public catalog, featured recipes first; nobody need be signed in.

    `q` finds recipes by words of their title or foods in either language, with a typing mistake or
    two.
    """
    wiring = call.wiring
    language = query.language or call.language
    page = catalog_page(
        wiring.cookbook.values(), query, language, wiring.foods, query.limit, query.cursor
    )
    call.public(_PUBLIC_SECONDS)
    shown = illustrated(page.items, wiring.well_known_dishes, _gallery(call, language))
    return Listed(items=shown, next_cursor=page.next_cursor)


def read_catalog(call: Call, id: str, query: LanguageQuery) -> CatalogPage:
    """Read one recipe of the public catalog; nobody need be signed in."""
    wiring, language = call.wiring, query.language or call.language
    found = wiring.cookbook.get(id)
    if found is None:
        raise NotFound
    call.public(_PUBLIC_SECONDS)
    page = CatalogPage.of(found, language, wiring.foods)
    [shown] = illustrated([page], wiring.well_known_dishes, _gallery(call, language))
    return shown


def delete_recipe(call: Call, id: str) -> None:
    """Delete a recipe; `If-Match` makes it conditional. Links to its own picture stop working."""
    _remove(call, id, call.if_match)


def redraw_image(call: Call, id: str) -> Image:
    """Draw another picture of a recipe, in the background; ten a day for each person.

    The picture there was is shown until the new one is `ready`, under another `id`, and is removed
    then. Where one is being drawn already the answer is its state, and nothing is counted.
    """
    recipe, begun = redraw_picture(
        id,
        call.kitchen_id,
        call.request_id,
        recipes=call.recipes,
        jobs=call.wiring.jobs,
        queue=call.wiring.queue,
        now=call.now,
    )
    if not begun:
        call.uncounted()
    [shown] = _shown(call, [recipe])
    return shown.image


def cook(call: Call, id: str, body: RecipeCooking) -> CookedRecipe:
    """Take what a recipe needs out of the stock, scaled to the servings cooked.

    Lots go first-expiring-first, never past their use-by date, all of it or none: what is short
    comes in `short`, with the refusal, or with the answer where `partial` takes what there is. What
    is optional, "to taste", a pinch, and water are never short. Undoing one of the movements puts
    everything back. A lot whose label names an allergen of somebody in the kitchen, which its food
    has not, is never taken: to use it nevertheless, consume that item.

    Where the recipe is planned for today, that meal is cooked, as it was planned and first from
    what was kept for it, and `meal` names it; `planned: false` cooks beside the plan.
    """
    stock = Stock(call.items, call.movements, call.wiring.foods)
    act = call.act()
    made = cook_recipe(
        id,
        lambda: _known(call, id),
        body,
        act,
        call.plans,
        stock,
        allergens=lambda: call.needs().allergens,
    )
    call.notes |= {"movements": len(made.movements), "short": len(made.short)}
    return made


def _known(call: Call, id: str) -> StoredRecipe:
    wiring = call.wiring
    return known_recipe(
        id,
        call.language,
        recipes=call.recipes,
        cookbook=lambda: wiring.cookbook,
        foods=wiring.foods,
    )


def _desk(call: Call) -> Desk:
    wiring = call.wiring
    return Desk(
        recipes=call.recipes,
        items=call.items,
        foods=wiring.foods,
        cookbook=lambda: wiring.cookbook,
        language=call.language,
        now=call.now,
    )


def _remove(call: Call, id: str, version: str | None) -> None:
    remove_recipe(
        id,
        version,
        call.kitchen_id,
        call.request_id,
        recipes=call.recipes,
        queue=call.wiring.queue,
        now=call.now,
    )


def _told(call: Call, held: Held, needs: Needs) -> Recipe:
    if held.recipe.version:
        call.version(held.recipe.version)
    foods = call.wiring.foods
    [fresh] = _fresh(call, [held.recipe])
    return Recipe.of(fresh, alerts(fresh, needs, foods, labelled(fresh, held.stock)))


def _shown(call: Call, recipes: Sequence[StoredRecipe]) -> list[Recipe]:
    if not recipes:
        return []
    wiring = call.wiring
    needs = call.needs()
    told = [told_in(one, call.language, lambda: wiring.cookbook, wiring.foods) for one in recipes]
    return [Recipe.of(one, alerts(one, needs, wiring.foods)) for one in _fresh(call, told)]


def _gallery(call: Call, language: Language) -> Gallery:
    wiring = call.wiring
    return Gallery(
        shared=wiring.shared_pictures,
        painters=wiring.painter_names,
        media=lambda: wiring.media,
        now=call.now,
        language=language,
    )


def _fresh(call: Call, recipes: Sequence[StoredRecipe]) -> list[StoredRecipe]:
    wiring = call.wiring
    fresh = fresh_links(recipes, call.kitchen_id, lambda: wiring.media, call.now)
    return kept_illustrated(fresh, lambda: wiring.well_known_dishes, _gallery(call, call.language))


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
    Route("GET", "/catalog", list_catalog, access=Access.PUBLIC),
    Route("GET", "/catalog/{id}", read_catalog, access=Access.PUBLIC),
    Route("GET", "", list_recipes, access=Access.VIEWER),
    Route("POST", "", create_recipe, status=201),
    Route("POST", "/imports", import_one, other_statuses=(201,), limit=Limit.MODEL),
    Route("GET", "/{id}", read_recipe, access=Access.VIEWER),
    Route("PATCH", "/{id}", edit_recipe, conditional=True),
    Route("DELETE", "/{id}", delete_recipe, conditional=True),
    Route("POST", "/{id}/image", redraw_image, status=202, limit=Limit.REDRAW),
    Route("PUT", "/{id}/favorite", add_favorite),
    Route("DELETE", "/{id}/favorite", remove_favorite),
    Route("POST", "/{id}/cook", cook),
)

recipes = serve(
    "recipes", ROUTES, needs=("media_bucket", "worker_base_url", "worker_service_account")
)
