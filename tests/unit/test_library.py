"""Pictures found by similar names, shown where they are assigned, and used before drawing."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from shared.catalog import foods, recipes
from shared.domain.errors import AlreadyExists, Conflict, NotFound, Unavailable, VersionMismatch
from shared.domain.item import Lot
from shared.domain.job import JobState, food_job
from shared.domain.language import Language
from shared.domain.library import (
    LIKENESS,
    MOST_PICTURES,
    LibraryPicture,
    PictureForm,
    PictureView,
    library_picture,
    likeness,
)
from shared.domain.picture import library_names
from shared.domain.recipe import (
    NOT_DRAWN,
    PENDING,
    AltTexts,
    Image,
    ImageOrigin,
    ImageStatus,
    StoredRecipe,
)
from shared.domain.recognition import Photo
from shared.domain.shared_picture import SharedPicture, SharedState
from shared.domain.well_known import WellKnownDishes, known_food
from shared.workflows.draw_picture import Outcome
from shared.workflows.known_pictures import Gallery
from shared.workflows.library import (
    Shelf,
    add_picture,
    assign_to_item,
    assign_to_recipe,
    remove_picture,
    search_pictures,
)
from shared.workflows.take_down import take_down
from tests.fakes.library import FakeLibrary
from tests.fakes.media import FakeMedia, FakeQueue
from tests.fakes.pictures import FakeSharedPictures
from tests.fakes.recipes import FakeJobs, FakeRecipes, FakeStore
from tests.fakes.stock import FakeItems
from tests.killing import Killed, Plug
from tests.samples import NOW, generation, lot, stored_recipe
from tests.unit.test_draw_picture import FakePainter, Kitchen

FOODS = foods.load()
DISHES = WellKnownDishes(recipes.load(), FOODS)
READY = Image(status=ImageStatus.READY, url="http://media.test/1", id="p1")


def shelf() -> Shelf:
    made = Shelf("k1", FakeLibrary(), FakeSharedPictures(), FakeMedia(), NOW)
    for id_, form in {
        "croquetas": PictureForm(name_es="Croquetas de jamón", name_en="Ham croquettes"),
        "limonada": PictureForm(name_es="Limonada"),
    }.items():
        made.library.add(library_picture(id_, form, b"photo", NOW))
        made.media.put(f"kitchens/k1/images/{id_}/image.webp", b"photo", "image/webp")
        made.media.put(f"kitchens/k1/images/{id_}/thumbnail.webp", b"small", "image/webp")
    return made


def found(text: str, shared: FakeSharedPictures, limit: int = 10) -> list[str]:
    made = shelf()
    gallery = Gallery(shared, [FakePainter()], lambda: made.media, NOW, Language.ES)
    views = search_pictures(text, limit, made, dishes=DISHES, foods=FOODS, gallery=gallery)
    assert all(view.url_expires_at > NOW + timedelta(hours=10) for view in views)
    return [f"{view.origin}:{view.names.es}" for view in views]


@pytest.fixture(scope="module")
def drawn() -> FakeSharedPictures:
    """Torrijas are drawn already; nothing else is."""
    kitchen = Kitchen(title="Torrijas")
    kitchen.draw(kitchen.saved[0])
    return kitchen.shared


@pytest.mark.parametrize(
    "text", ["croquetas de jamon", "CROQUETAS JAMÓN", "croketas de jamon", "ham croquete"]
)
def test_typos_accents_and_languages_do_not_matter(drawn: FakeSharedPictures, text: str) -> None:
    assert found(text, drawn)[:1] == ["library:Croquetas de jamón"]


@pytest.mark.parametrize("text", ["torrijas", "torija", "spanish torrijas"])
def test_dishes_everybody_knows_are_found_once_drawn(drawn: FakeSharedPictures, text: str) -> None:
    assert found(text, drawn) == ["shared:Torrijas"]
    assert found(text, FakeSharedPictures()) == []


@pytest.fixture(scope="module")
def foods_drawn() -> FakeSharedPictures:
    """Courgettes and garlic are drawn already; nothing else is."""
    kitchen = Kitchen(recipes=0)
    gallery = Gallery(kitchen.shared, [FakePainter()], FakeMedia, NOW, Language.ES)
    for food_id in ("courgette", "garlic"):
        job = food_job(food_id, gallery.ids(known_food(FOODS[food_id]))[0], NOW)
        kitchen.draw(FakeJobs(kitchen.store).add(job))
    return kitchen.shared


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("calabacín", "calabacín"),
        ("CALABACINES", "calabacín"),
        ("calavacin", "calabacín"),
        ("courgettes", "calabacín"),
        ("courgete", "calabacín"),
        ("zucchini", "calabacín"),
        ("ajos", "ajo"),
        ("garlick", "ajo"),
    ],
)
def test_foods_are_found_once_drawn_by_any_of_their_names(
    foods_drawn: FakeSharedPictures, text: str, name: str
) -> None:
    assert found(text, foods_drawn)[:1] == [f"shared:{name}"]
    assert found(text, FakeSharedPictures()) == []


def test_foods_that_are_not_drawn_take_no_dishs_place(drawn: FakeSharedPictures) -> None:
    assert found("torrijas", drawn, limit=1) == ["shared:Torrijas"]


def test_a_picture_that_everybody_shares_is_assigned_like_an_own_one(
    foods_drawn: FakeSharedPictures,
) -> None:
    [picture, _] = [one.id for one in foods_drawn.stored.values()]
    at = replace(shelf(), shared=foods_drawn)
    items = FakeItems()
    items.add([lot()])
    assert assign_to_item(picture, "milk-1", at, items, "/p").image_url == "/p"
    store, queue = FakeStore(), FakeQueue()
    store.recipes_of("k1").save(generation(), [stored_recipe(image=READY)], [])
    recipes = store.recipes_of("k1")
    shown = assign_to_recipe(picture, "recipe-1", "req", at, recipes=recipes, queue=queue).image
    assert (shown.origin, shown.id, shown.status) == (
        ImageOrigin.SHARED,
        picture,
        ImageStatus.READY,
    )
    assert shown.url is not None
    assert f"shared/pictures/{picture}/image.webp" in shown.url
    assert at.show(at.find(picture)).origin is ImageOrigin.SHARED


def test_a_shared_picture_that_is_not_drawn_yet_is_not_there() -> None:
    begun = FakeSharedPictures()
    gallery = Gallery(begun, [FakePainter()], FakeMedia, NOW, Language.ES)
    [id_] = gallery.ids(known_food(FOODS["garlic"]))
    texts = AltTexts(es="Ajo.", en="Garlic.")
    begun.create(
        SharedPicture(
            id=id_,
            dish_id="food:garlic",
            painter="fake:1",
            state=SharedState.DRAWING,
            leased_until=None,
            alt_texts=texts,
            created_at=NOW,
        )
    )
    with pytest.raises(NotFound):
        replace(shelf(), shared=begun).find(id_)


def test_one_that_is_being_drawn_is_not_shown(drawn: FakeSharedPictures) -> None:
    drawing = FakeSharedPictures()
    [ready] = drawn.stored.values()
    begun = SharedPicture.model_validate(ready.model_dump() | {"state": "drawing"})
    drawing.stored[begun.id] = begun
    assert found("torrijas", drawing) == []


@pytest.mark.parametrize("text", ["xyzzy", "zumo de naranja", "…"])
def test_other_names_find_nothing(drawn: FakeSharedPictures, text: str) -> None:
    assert found(text, drawn) == []


def test_the_same_name_is_wholly_alike_and_none_not_at_all() -> None:
    assert likeness("Café", ["cafe"]) == 1
    assert likeness("café", []) == likeness("", ["cafe"]) == 0
    assert likeness("leche", ["tomate"]) < LIKENESS


def test_a_photo_of_the_dish_is_used_before_anything_is_drawn() -> None:
    kitchen = Kitchen(title="Croquetas de  JAMÓN")
    form = PictureForm(name_en="Ham croquettes", name_es="Croquetas de jamón")
    kitchen.library.add(library_picture("mine", form, b"photo", NOW))
    assert kitchen.draw(kitchen.saved[0]) is Outcome.REUSED
    image = kitchen.image()
    assert (image.origin, image.id, image.alt) == (
        ImageOrigin.LIBRARY,
        "mine",
        "Croquetas de jamón",
    )
    assert image.url is not None
    assert "kitchens/k1/images/mine/image.webp" in image.url
    assert kitchen.painter.calls == 0
    assert kitchen.shared.stored == {}


def test_an_item_gets_the_lasting_address_whoever_changes_it_meanwhile() -> None:
    items = FakeItems()
    items.add([lot()])

    class Busy(FakeItems):
        times = 1

        def replace(self, lot: Lot) -> Lot:
            if self.times:
                self.times -= 1
                raise VersionMismatch
            return super().replace(lot)

    busy = Busy()
    busy.add([lot()])
    for store in (items, busy):
        changed = assign_to_item("croquetas", "milk-1", shelf(), store, "/api/v1/images/x/picture")
        assert changed.image_url == store.get("milk-1").image_url == "/api/v1/images/x/picture"
    with pytest.raises(NotFound):
        assign_to_item("missing", "milk-1", shelf(), items, "/x")


def assign(
    store: FakeStore, queue: FakeQueue, image_id: str = "croquetas", now: datetime = NOW
) -> Image:
    at = replace(shelf(), now=now)
    recipes = store.recipes_of("k1")
    return assign_to_recipe(image_id, "recipe-1", "req", at, recipes=recipes, queue=queue).image


def test_a_recipe_shows_the_photo_and_what_was_drawn_is_cleared_up() -> None:
    store, queue = FakeStore(), FakeQueue()
    store.recipes_of("k1").save(generation(), [stored_recipe(image=READY)], [])
    image = assign(store, queue)
    assert (image.origin, image.status) == (ImageOrigin.LIBRARY, ImageStatus.READY)
    assert store.recipes["k1", "recipe-1"].image == image
    assert assign(store, queue, "limonada", NOW + timedelta(seconds=1)).id == "limonada"
    assert [(job.kind, job.state) for job in store.jobs.values()] == [
        ("picture_removal", JobState.QUEUED)
    ] * 2
    # The queue drops a name that it has seen, even if that task is done.
    assert len(queue.sent) == 2


def test_while_a_picture_is_drawn_none_is_assigned() -> None:
    store = FakeStore()
    store.recipes_of("k1").save(generation(), [stored_recipe()], [])
    with pytest.raises(Conflict):
        assign(store, FakeQueue())
    with pytest.raises(NotFound):
        assign(store, FakeQueue(), "missing")


def test_a_removed_picture_takes_its_objects_along() -> None:
    made = shelf()
    recipes = FakeStore().recipes_of("k1")
    remove_picture("croquetas", made, recipes)
    assert {name.split("/")[3] for name in made.media.names("")} == {"limonada"}
    with pytest.raises(NotFound):
        remove_picture("croquetas", made, recipes)


class Copier:
    """Takes every photo as it is."""

    def clean(self, data: bytes, field: str) -> Photo:
        return Photo(data, "image/jpeg", 1, 1)


def upload(form: PictureForm, photo: bytes, made: Shelf) -> PictureView:
    return add_picture(
        form,
        "new",
        photo,
        made,
        cleaner=Copier(),
        squarer=lambda data: data,
        thumbnailer=lambda data: data[:1],
    )


@pytest.mark.parametrize("writes", range(3))
def test_an_upload_that_dies_anywhere_lists_nothing_without_its_photo(writes: int) -> None:
    """Two objects and the name: who dies before any of them can send it again."""
    made, plug = shelf(), Plug(writes)
    form = PictureForm(name_es="Potaje de la casa")
    media, library = plug.around(made.media, ("put",)), plug.around(made.library, ("add",))
    with pytest.raises(Killed):
        upload(form, b"photo", replace(made, media=media, library=library))
    assert {one.id for one in made.library.page(10, None).items} == {"croquetas", "limonada"}
    assert made.library.named("Potaje de la casa") is None
    upload(form, b"photo", made)
    assert made.library.named("Potaje de la casa") is not None
    names = library_names("k1", "new")
    assert [made.media.get(name) for name in names] == [b"photo", b"p"]


def test_a_refused_upload_leaves_every_photo_as_it_is() -> None:
    made = shelf()
    form = PictureForm(name_es="Potaje")
    upload(form, b"photo", made)
    with pytest.raises(AlreadyExists):
        upload(form, b"another", made)
    assert made.media.get(library_names("k1", "new").picture) == b"photo"
    for n in range(MOST_PICTURES - 3):
        made.library.add(library_picture(f"p{n}", form, b"photo", NOW))
    made.library.remove("new")
    made.library.add(library_picture("last", form, b"photo", NOW))
    empty = FakeMedia()
    with pytest.raises(Conflict):
        upload(form, b"photo", replace(made, media=empty))
    assert empty.objects == {}


def test_a_picture_without_a_name_is_refused() -> None:
    with pytest.raises(ValidationError):
        PictureForm()


LIBRARY = READY.model_copy(update={"id": "croquetas", "origin": ImageOrigin.LIBRARY})


def shown_in(count: int, **changes: Any) -> FakeStore:
    """A kitchen of recipes that show the library's croquetas."""
    store = FakeStore()
    image = LIBRARY.model_copy(update=changes)
    made = [stored_recipe(id=f"r{n}", image=image) for n in range(count)]
    other = stored_recipe(id="other", image=READY)
    store.recipes_of("k1").save(generation(), [*made, other], [])
    return store


def images(store: FakeStore) -> list[Image]:
    return [one.image for one in store.recipes.values() if one.id != "other"]


def test_recipes_that_showed_a_removed_picture_show_none() -> None:
    store = shown_in(120)
    remove_picture("croquetas", shelf(), store.recipes_of("k1"))
    assert images(store) == [NOT_DRAWN] * 120
    assert store.recipes["k1", "other"].image == READY


def test_one_whose_own_picture_is_being_drawn_waits_on() -> None:
    store = shown_in(1, status=ImageStatus.PENDING)
    take_down("croquetas", store.recipes_of("k1"))
    assert images(store) == [PENDING]


@pytest.mark.parametrize("writes", range(7))
def test_a_removal_that_died_anywhere_is_made_good_by_asking_again(writes: int) -> None:
    """Two objects, two recipes and the name: who dies before any of them can ask again."""
    store, made, plug = shown_in(2), shelf(), Plug(writes)
    dying = replace(made, media=plug.around(made.media), library=plug.around(made.library))
    with suppress(Killed):
        remove_picture("croquetas", dying, Dying(store, plug))
    with suppress(NotFound):
        remove_picture("croquetas", made, store.recipes_of("k1"))
    assert images(store) == [NOT_DRAWN] * 2
    assert {name.split("/")[3] for name in made.media.names("")} == {"limonada"}


class Dying(FakeRecipes):
    def __init__(self, store: FakeStore, plug: Plug) -> None:
        super().__init__(store, "k1")
        self._plug = plug

    def replace(self, recipe: StoredRecipe) -> StoredRecipe:
        self._plug.pull()
        return super().replace(recipe)


def test_others_that_never_stop_changing_a_recipe_are_not_waited_for() -> None:
    class Busy(FakeRecipes):
        def replace(self, recipe: StoredRecipe) -> StoredRecipe:
            raise VersionMismatch

    with pytest.raises(Unavailable):
        take_down("croquetas", Busy(shown_in(1), "k1"))


def test_a_picture_deleted_while_a_recipe_comes_to_show_it_is_not_shown() -> None:
    kitchen = Kitchen(title="Croquetas")
    photo = library_picture("mine", PictureForm(name_es="Croquetas"), b"photo", NOW)
    kitchen.library.add(photo)

    class Deleted(FakeLibrary):
        """Found by name, and deleted right after."""

        def named(self, name: str) -> LibraryPicture | None:
            return photo

    assert kitchen.draw(kitchen.saved[0], library_of=lambda _: Deleted()) is Outcome.REUSED
    assert kitchen.image() == NOT_DRAWN


def test_a_worker_that_died_before_it_looked_again_is_made_good_by_the_next_delivery() -> None:
    kitchen = Kitchen(title="Croquetas")
    kitchen.library.add(library_picture("mine", PictureForm(name_es="Croquetas"), b"p", NOW))
    kitchen.draw(kitchen.saved[0])
    assert kitchen.image().id == "mine"
    kitchen.library.remove("mine")
    assert kitchen.draw(kitchen.saved[0]) is Outcome.SKIPPED
    assert kitchen.image() == NOT_DRAWN
