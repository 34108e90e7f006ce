"""images: the kitchen's own photos of its foods and dishes, found by name and shown where assigned.

A photo of a dish is used for the recipes of that name, before anything is drawn. It is never shown
to another kitchen; pictures of dishes and foods that everybody knows are.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.domain.errors import NotFound
from shared.domain.food import Food
from shared.domain.food_picture import FoodPicture, FoodPictureState
from shared.domain.item import Item
from shared.domain.library import PictureForm, PictureView
from shared.domain.model import Identifier, Line, Model
from shared.domain.recipe import Image
from shared.http import Access, Call, Files, Limit, Listed, ListQuery, Route, serve
from shared.workflows.food_picture import ask_for_food, food_picture
from shared.workflows.known_pictures import Gallery
from shared.workflows.library import (
    Shelf,
    add_picture,
    assign_to_item,
    assign_to_recipe,
    remove_picture,
    search_pictures,
)


class SearchQuery(Model):
    """`q` is the name to look for, in Spanish or English; typos and accents do not matter."""

    q: Line
    limit: Annotated[int, Field(ge=1, le=50)] = 10


class Found(Model):
    """The likest first."""

    items: list[PictureView]


class Assignment(Model):
    """One of `item_id` and `recipe_id`."""

    image_id: Identifier
    item_id: Identifier | None = None
    recipe_id: Identifier | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.item_id is None) is (self.recipe_id is None):
            raise ValueError("either item_id or recipe_id is needed")
        return self


class Assigned(Model):
    """The item that shows the picture now, or what the recipe shows; the other is null."""

    item: Item | None = None
    image: Image | None = None


def upload(call: Call, form: PictureForm) -> PictureView:
    """Store a photo of a food or dish under its names; a hundred fit into a kitchen.

    JPEG, PNG or WebP of at most 10 MB and 40 megapixels; its middle is kept as a square, without
    its metadata.
    """
    wiring = call.wiring
    return add_picture(
        form,
        form.id or call.new_id(),
        call.uploads[0],
        _shelf(call),
        cleaner=wiring.photo_cleaner,
        squarer=wiring.squarer,
        thumbnailer=wiring.thumbnailer,
    )


def list_pictures(call: Call, query: ListQuery) -> Listed[PictureView]:
    """List the kitchen's own pictures, newest first."""
    shelf = _shelf(call)
    page = shelf.library.page(query.limit, query.cursor)
    return Listed(items=[shelf.view(one) for one in page.items], next_cursor=page.next_cursor)


def search(call: Call, query: SearchQuery) -> Found:
    """Find pictures by a similar name: the kitchen's own, and those of dishes and foods everybody
    knows."""
    wiring = call.wiring
    found = search_pictures(
        query.q,
        query.limit,
        _shelf(call),
        dishes=wiring.well_known_dishes,
        foods=wiring.foods,
        gallery=_gallery(call),
    )
    return Found(items=found)


def read_food(call: Call, food_id: str) -> FoodPicture:
    """Read what there is of the picture of a food of the catalog, which every kitchen shares."""
    return food_picture(_food(call, food_id), _gallery(call), call.wiring.jobs)


def ask_food(call: Call, food_id: str) -> FoodPicture:
    """Have the picture of a food of the catalog drawn, in the background, once for every kitchen.

    200 where it is there already. 202 where it is `drawing`, whoever asked first; only the request
    that began it is counted. One that `failed` is begun anew. A card that was drawn because no
    model answered is shown until a model's picture takes its place, which is tried again an hour
    after the last try at the earliest.
    """
    food, wiring = _food(call, food_id), call.wiring
    picture, begun = ask_for_food(food, _gallery(call), jobs=wiring.jobs, queue=wiring.queue)
    if not begun:
        call.uncounted()
    if picture.state is FoodPictureState.READY:
        call.status = 200
    return picture


def open_picture(call: Call, id: str) -> PictureView:
    """Go to one of the kitchen's pictures, or one that every kitchen shares: 302 to a link that
    works for hours.

    This address is the `image_url` of the items it is assigned to, and lasts as long as they do.
    """
    shelf = _shelf(call)
    view = shelf.show(shelf.find(id))
    call.answer_headers["Location"] = view.url
    return view


def assign(call: Call, body: Assignment) -> Assigned:
    """Show a picture with an item or a recipe: one of the kitchen's, or one that the search found
    for every kitchen.

    409 while a picture of that recipe is being drawn.
    """
    shelf = _shelf(call)
    if body.item_id is not None:
        address = f"/api/v1/images/{body.image_id}/picture"
        lot = assign_to_item(body.image_id, body.item_id, shelf, call.items, address)
        return Assigned(item=Item.of(lot, call.today))
    recipe = assign_to_recipe(
        body.image_id,
        body.recipe_id or "",
        call.request_id,
        shelf,
        recipes=call.recipes,
        queue=call.wiring.queue,
    )
    return Assigned(image=recipe.image)


def delete(call: Call, id: str) -> None:
    """Delete one of the kitchen's pictures; every link to it stops working at once, and recipes
    that showed it show none."""
    remove_picture(id, _shelf(call), call.recipes)


def _food(call: Call, food_id: str) -> Food:
    food = call.wiring.foods.get(food_id)
    if food is None:
        raise NotFound
    return food


def _gallery(call: Call) -> Gallery:
    wiring = call.wiring
    return Gallery(
        shared=wiring.shared_pictures,
        painters=wiring.painter_names,
        media=lambda: wiring.media,
        now=call.now,
        language=call.language,
    )


def _shelf(call: Call) -> Shelf:
    wiring = call.wiring
    return Shelf(call.kitchen_id, call.library, wiring.shared_pictures, wiring.media, call.now)


ROUTES = (
    Route("POST", "", upload, status=201, files=Files("images", 1, 1), limit=Limit.MODEL),
    Route("GET", "", list_pictures, access=Access.VIEWER),
    Route("GET", "/search", search, access=Access.VIEWER),
    Route("PUT", "/assignments", assign),
    Route("GET", "/foods/{food_id}/picture", read_food, access=Access.VIEWER),
    Route(
        "POST",
        "/foods/{food_id}/picture",
        ask_food,
        status=202,
        other_statuses=(200,),
        limit=Limit.MODEL,
    ),
    Route("GET", "/{id}/picture", open_picture, access=Access.VIEWER, status=302),
    Route("DELETE", "/{id}", delete),
)

images = serve(
    "images", ROUTES, needs=("media_bucket", "worker_base_url", "worker_service_account")
)
