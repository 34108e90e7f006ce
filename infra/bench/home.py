"""One kitchen, and the main routes as its people ask them.

`ROUTES` holds every route that the benchmarks measure by its name: what it takes first, which is
not measured, and the request that is.
"""

import itertools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from infra.bench.app import Asked

_PAGE = "limit=20"
_RECIPE = {
    "title": "Lentejas de la abuela",
    "servings": 2,
    "language": "es",
    "ingredients": ["20 g de lentejas secas", "1 g de sal"],
    "steps": ["Cuece las lentejas 40 minutos."],
}
LABEL = "Ingredients: Aqua, Glycerin, Cetearyl Alcohol, Parfum, Limonene, Methylparaben, CI 77891"
Send = Callable[[Asked], Any]


class Home:
    """A signed-in person's kitchen; `send` answers with the body of the answer.

    It is set up with lentils and salt that never run out, a recipe for them, a plan, a line on the
    shopping list and an analysed label.
    """

    def __init__(self, send: Send) -> None:
        self.send = send
        self.numbers = itertools.count()
        self.today = datetime.now(UTC).date()
        self.tomorrow = self.today + timedelta(days=1)
        self.sack = self.add(quantity=900, unit="kg", name="Lentejas", food_id="lentils")
        self.add(quantity=900, unit="kg", name="Sal", food_id="salt")
        self.post("/recipes", _RECIPE | {"id": "lentil-dish"})
        self.plan()
        self.line()
        self.refresh = ""
        self.label = self.post("/labels/analyses", {"text": LABEL})["id"]

    def post(self, path: str, body: Any) -> Any:  # noqa: ANN401
        return self.send(Asked("POST", path, body))

    def new(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
        """An item of its own id."""
        milk = {"name": "Leche entera", "food_id": "whole_milk", "quantity": 1, "unit": "l"}
        return milk | {"id": f"n{next(self.numbers)}"} | changes

    def add(self, **changes: Any) -> str:  # noqa: ANN401
        """The id of an item that was added."""
        return str(
            self.post("/inventory/items", {"items": [self.new(**changes)]})["items"][0]["id"]
        )

    def plan(self) -> str:
        """Tomorrow's dinner; the id of its entry."""
        meals = {"dinner": [{"recipe_id": "lentil-dish", "servings": 2}]}
        day = self.send(Asked("PUT", f"/planning/days/{self.tomorrow}", {"meals": meals}))
        return str(day["meals"]["dinner"][0]["id"])

    def line(self) -> str:
        """A line on the shopping list."""
        line = {"id": f"line{next(self.numbers)}", "food_id": "egg", "quantity": 6, "unit": "unit"}
        return str(self.post("/planning/shopping-list/items", {"items": [line]})["items"][0]["id"])

    def moved(self) -> str:
        """A movement that can be undone."""
        taken = {"quantity": 1, "unit": "g"}
        path = f"/inventory/items/{self.sack}/consume"
        return str(self.post(path, taken)["movement"]["id"])


def _get(path: str) -> Callable[[Home], Asked]:
    return lambda home: Asked("GET", path)


def _kept(verb: str, storage: str = "fridge") -> Callable[[Home], Asked]:
    def asked(home: Home) -> Asked:
        return Asked("POST", f"/inventory/items/{home.add(storage=storage)}/{verb}", {})

    return asked


def _taken(home: Home) -> Asked:
    path = f"/inventory/items/{home.sack}/consume"
    return Asked("POST", path, {"quantity": 1, "unit": "g"})


def _thrown(home: Home) -> Asked:
    body = {"quantity": 1, "unit": "g", "reason": "surplus"}
    return Asked("POST", f"/inventory/items/{home.sack}/discard", body)


def _planned(home: Home) -> Asked:
    meals = {"dinner": [{"recipe_id": "lentil-dish", "servings": 2}]}
    return Asked("PUT", f"/planning/days/{home.tomorrow}", {"meals": meals})


def _cleared(home: Home) -> Asked:
    home.plan()
    return Asked("DELETE", f"/planning/days/{home.tomorrow}")


def _cooked_meal(home: Home) -> Asked:
    entry = home.plan()
    return Asked("POST", f"/planning/days/{home.tomorrow}/entries/{entry}/cook", {})


def _ticked(home: Home) -> Asked:
    return Asked("PATCH", f"/planning/shopping-list/items/{home.line()}", {"ticked": True})


def _bought(home: Home) -> Asked:
    lines = [{"id": home.line(), "price": 1.8, "currency": "EUR"}]
    return Asked("POST", "/planning/shopping-list/purchase", {"lines": lines})


def _line_written(home: Home) -> Asked:
    line = {"id": f"line{next(home.numbers)}", "name": "Jabón"}
    return Asked("POST", "/planning/shopping-list/items", {"items": [line]})


def _several(home: Home) -> Asked:
    return Asked("POST", "/inventory/items", {"items": [home.new() for _ in range(5)]})


def _changed(home: Home) -> Asked:
    return Asked("PATCH", f"/inventory/items/{home.sack}", {"notes": f"{next(home.numbers)}"})


def _own_recipe(home: Home) -> Asked:
    return Asked("POST", "/recipes", _RECIPE | {"id": f"own{next(home.numbers)}"})


def _recipe_changed(home: Home) -> Asked:
    return Asked("PATCH", "/recipes/lentil-dish", {"title": f"Lentejas {next(home.numbers)}"})


def _recipe_gone(home: Home) -> Asked:
    made = home.send(_own_recipe(home))
    return Asked("DELETE", f"/recipes/{made['id']}")


def _not_favorite(home: Home) -> Asked:
    home.send(Asked("PUT", "/recipes/lentil-dish/favorite"))
    return Asked("DELETE", "/recipes/lentil-dish/favorite")


def _allergic(home: Home) -> Asked:
    return Asked("PATCH", "/account/profile", {"avoid": [f"sal {next(home.numbers)}"]})


_SACK = "/inventory/items/{id}"
ROUTES: Mapping[str, Callable[[Home], Asked]] = {
    "GET /inventory/items": _get(f"/inventory/items?{_PAGE}"),
    f"GET {_SACK}": lambda home: Asked("GET", f"/inventory/items/{home.sack}"),
    "POST /inventory/items": _several,
    f"PATCH {_SACK}": _changed,
    f"DELETE {_SACK}": lambda home: Asked("DELETE", f"/inventory/items/{home.add()}"),
    f"POST {_SACK}/consume": _taken,
    f"POST {_SACK}/discard": _thrown,
    f"POST {_SACK}/open": _kept("open"),
    f"POST {_SACK}/freeze": _kept("freeze"),
    f"POST {_SACK}/thaw": _kept("thaw", "freezer"),
    "POST /inventory/consume": lambda _: Asked(
        "POST", "/inventory/consume", {"food_id": "lentils", "quantity": 1, "unit": "g"}
    ),
    "GET /inventory/expiring": _get(f"/inventory/expiring?days=30&{_PAGE}"),
    "GET /inventory/summary": _get("/inventory/summary"),
    "GET /inventory/movements": _get(f"/inventory/movements?{_PAGE}"),
    "POST /inventory/movements/{id}/undo": lambda home: Asked(
        "POST", f"/inventory/movements/{home.moved()}/undo", {}
    ),
    "GET /inventory/changes": _get(f"/inventory/changes?{_PAGE}"),
    "GET /inventory/waste": _get("/inventory/waste"),
    "GET /planning/days": _get("/planning/days"),
    "GET /planning/days/{date}": lambda home: Asked("GET", f"/planning/days/{home.tomorrow}"),
    "PUT /planning/days/{date}": _planned,
    "DELETE /planning/days/{date}": _cleared,
    "POST /planning/days/{date}/entries/{id}/cook": _cooked_meal,
    "GET /planning/streak": _get("/planning/streak"),
    "GET /planning/shopping-list": _get("/planning/shopping-list"),
    "POST /planning/shopping-list/items": _line_written,
    "PATCH /planning/shopping-list/items/{id}": _ticked,
    "POST /planning/shopping-list/purchase": _bought,
    "GET /recipes": _get(f"/recipes?{_PAGE}"),
    "GET /recipes/{id}": _get("/recipes/lentil-dish"),
    "POST /recipes": _own_recipe,
    "PATCH /recipes/{id}": _recipe_changed,
    "DELETE /recipes/{id}": _recipe_gone,
    "PUT /recipes/{id}/favorite": lambda _: Asked("PUT", "/recipes/lentil-dish/favorite"),
    "DELETE /recipes/{id}/favorite": _not_favorite,
    "POST /recipes/{id}/cook": lambda _: Asked(
        "POST", "/recipes/lentil-dish/cook", {"servings": 2, "partial": True}
    ),
    "GET /impact/summary": _get("/impact/summary"),
    "POST /impact/estimates": lambda _: Asked(
        "POST", "/impact/estimates", {"recipe_id": "lentil-dish"}
    ),
    "GET /impact/estimates": _get(f"/impact/estimates?{_PAGE}"),
    "GET /labels/analyses": _get(f"/labels/analyses?{_PAGE}"),
    "GET /labels/analyses/{id}": lambda home: Asked("GET", f"/labels/analyses/{home.label}"),
    "GET /labels/ingredients/{name}": _get(f"/labels/ingredients/{quote('methylparaben')}"),
    "POST /labels/substitutes": lambda _: Asked(
        "POST", "/labels/substitutes", {"ingredient": "methylparaben"}
    ),
    "GET /images": _get(f"/images?{_PAGE}"),
    "GET /images/search": _get("/images/search?q=tortilla"),
    "GET /images/foods/{id}/picture": _get("/images/foods/tomato/picture"),
    "GET /recognition": _get(f"/recognition?{_PAGE}"),
    "GET /account/profile": _get("/account/profile"),
    "PATCH /account/profile": _allergic,
    "GET /account/kitchen": _get("/account/kitchen"),
    "GET /auth/sessions": _get(f"/auth/sessions?{_PAGE}"),
}
# What these do for most of their time is not asking a store: they look around, read and choose.
WORKING: Mapping[str, Callable[[Home], Asked]] = {
    "GET /status": _get("/status"),
    "POST /labels/analyses": lambda home: Asked(
        "POST", "/labels/analyses", {"text": f"{LABEL}, Aqua {next(home.numbers)}"}
    ),
    "POST /planning/suggestions": lambda _: Asked("POST", "/planning/suggestions", {"days": 3}),
    "POST /recipes/generations": lambda _: Asked("POST", "/recipes/generations", {"count": 3}),
}
