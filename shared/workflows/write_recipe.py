"""A kitchen's own recipes: written, changed, kept as favourites, and held against the stock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from shared.domain.briefing import stock_of
from shared.domain.catalog import FoodCatalog
from shared.domain.composing import composed, needs_as_written, restocked
from shared.domain.cookbook import CatalogRecipe
from shared.domain.digest import digest_of
from shared.domain.errors import AlreadyExists, NotFound, Unavailable, VersionMismatch
from shared.domain.language import Language
from shared.domain.own_recipe import NewRecipe, RecipeChange, changed, drafted
from shared.domain.proposal import StockLine
from shared.domain.reasons import why
from shared.domain.recipe import NOT_DRAWN, RecipeBody, RecipeSource, StoredRecipe
from shared.ports.recipes import Recipes
from shared.ports.stock import Items
from shared.workflows.cook import lots_for
from shared.workflows.known_recipe import Cookbook, from_catalog

# Each lost race means that somebody else's change was stored.
_LOOKS = 10

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Desk:
    """What writing a recipe touches and looks up; `cookbook` is asked for only where it is
    needed."""

    recipes: Recipes
    items: Items
    foods: FoodCatalog
    cookbook: Callable[[], Cookbook]
    language: Language
    now: datetime


class Held(NamedTuple):
    """A recipe with what of it is in stock, and the stock that it was held against."""

    recipe: StoredRecipe
    stock: tuple[StockLine, ...]


def held_against_stock(recipe: StoredRecipe, desk: Desk) -> Held:
    """The recipe with what of it is in stock at this moment: a query for each of its foods,
    whatever else is stored. Of a recipe that was chosen for a reason, the reason is that of
    today, in the reader's language: none where nothing expires."""
    today = desk.now.date()
    lots = lots_for(needs_as_written(recipe, desk.foods), desk.items, today)
    stock = stock_of(lots, today)
    held = recipe.model_copy(update=restocked(recipe, stock, desk.foods, today))
    return Held(held.model_copy(update={"why": _reason(held, desk)}), stock)


def write_recipe(new: NewRecipe, recipe_id: str, desk: Desk) -> Held:
    """The recipe, stored once however often it is sent.

    Raises:
        AlreadyExists: the id is that of another recipe, of the catalog's too.
        Invalid: see `drafted`.
    """
    if new.id is not None and new.id in desk.cookbook():
        raise AlreadyExists(id=new.id, field="id")
    own = {
        "id": recipe_id,
        "generation_id": None,
        "fingerprint": digest_of(new, without={"id"}),
        "image": NOT_DRAWN,
        "source": RecipeSource.USER,
        "favorite": new.favorite,
        "created_at": desk.now,
        "updated_at": desk.now,
    }
    body = composed(drafted(new, desk.language, desk.foods), desk.foods)
    stored = StoredRecipe.model_validate(dict(body) | own)
    return _kept(held_against_stock(stored, desk), desk.recipes.add, desk)


def change_recipe(recipe_id: str, change: RecipeChange, if_match: str | None, desk: Desk) -> Held:
    """The recipe with the change in it and its figures made anew; one of the catalog becomes the
    kitchen's own version of it.

    Raises:
        NotFound: there is no such recipe.
        VersionMismatch: it is not in the version `if_match` names.
        Invalid: see `changed`.
        Unavailable: every race was lost.
    """

    def once() -> Held:
        recipe = _stored_or_catalog(recipe_id, desk)
        if if_match not in (None, recipe.version):
            raise VersionMismatch
        body: RecipeBody = composed(changed(recipe, change, desk.foods), desk.foods)
        update = dict(body) | {"edited": True, "updated_at": desk.now}
        held = held_against_stock(recipe.model_copy(update=update), desk)
        return _kept(held, lambda one: _put(one, desk), desk)

    return _again(once, tries=1 if if_match is not None else _LOOKS)


def keep_favorite(recipe_id: str, desk: Desk) -> Held:
    """The recipe, a favourite from now on; one of the catalog is kept with the kitchen's.

    Raises:
        NotFound, Unavailable: see `change_recipe`.
    """

    def once() -> Held:
        recipe = _stored_or_catalog(recipe_id, desk)
        if recipe.favorite:
            return held_against_stock(recipe, desk)
        held = held_against_stock(recipe.model_copy(update={"favorite": True}), desk)
        return _kept(held, lambda one: _put(one, desk), desk)

    return _again(once)


def drop_favorite(recipe_id: str, desk: Desk, remove: Callable[[str], None]) -> None:
    """The recipe is no favourite any more; one of the catalog that nobody changed goes back there:
    `remove` takes it, in the version it is given, out of the kitchen with its pictures.

    Raises:
        NotFound, Unavailable: see `change_recipe`.
    """

    def once() -> None:
        recipe = _stored_or_catalog(recipe_id, desk)
        if not recipe.favorite:
            return
        if recipe.source is RecipeSource.CATALOG and not recipe.edited:
            remove(recipe.version)
        else:
            desk.recipes.replace(recipe.model_copy(update={"favorite": False}))

    _again(once)


def _reason(held: StoredRecipe, desk: Desk) -> str:
    chosen = held.source is RecipeSource.GENERATED and not held.edited
    if not chosen or not held.uses_expiring:
        return ""
    return why(held.uses_expiring, held.ingredients, desk.language, desk.now.date())


def _again(once: Callable[[], Done], tries: int = _LOOKS) -> Done:
    for left in reversed(range(tries)):
        try:
            return once()
        except (VersionMismatch, AlreadyExists):
            if tries == 1:
                raise
            if not left:
                break
    raise Unavailable


def _stored_or_catalog(recipe_id: str, desk: Desk) -> StoredRecipe:
    try:
        return desk.recipes.get(recipe_id)
    except NotFound:
        found: CatalogRecipe | None = desk.cookbook().get(recipe_id)
        if found is None:
            raise
        written = from_catalog(found, desk.language, desk.foods)
        return written.model_copy(update={"created_at": desk.now, "updated_at": desk.now})


def _put(recipe: StoredRecipe, desk: Desk) -> StoredRecipe:
    return desk.recipes.replace(recipe) if recipe.version else _added(recipe, desk)


def _added(recipe: StoredRecipe, desk: Desk) -> StoredRecipe:
    """A recipe of the catalog, stored for the first time.

    Raises:
        AlreadyExists: somebody else did so at the same moment.
    """
    mark = digest_of(recipe, without={"version"})
    return desk.recipes.add(recipe.model_copy(update={"fingerprint": mark}))


def _kept(held: Held, store: Callable[[StoredRecipe], StoredRecipe], desk: Desk) -> Held:
    """The recipe as it is stored. The stock is not read again, unless what is stored is an earlier
    one that stood otherwise."""
    stored = store(held.recipe)
    same = stored.ingredients == held.recipe.ingredients
    same &= stored.uses_expiring == held.recipe.uses_expiring
    return Held(stored, held.stock) if same else held_against_stock(stored, desk)
