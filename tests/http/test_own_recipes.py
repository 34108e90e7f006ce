"""Own recipes, favourites and the public catalog over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.client import Phone, problem

TORTILLA: dict[str, Any] = {
    "title": "Tortilla de mi madre",
    "servings": 4,
    "language": "es",
    "ingredients": [
        "6 huevos",
        "1/2 kg de patatas, en rodajas",
        {"name": "Cebolla", "quantity": 1, "unit": "unit"},
        "2 cucharadas de aceite de oliva",
        "sal al gusto",
    ],
    "steps": ["Fríe las patatas 20 minutos.", {"text": "Cuaja la tortilla.", "minutes": 8}],
}


def written(phone: Phone, **changes: Any) -> dict[str, Any]:
    answer = phone.post("/recipes", json=TORTILLA | changes)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def ids(phone: Phone, query: str = "") -> list[str]:
    answer = phone.get(f"/recipes{query}")
    assert answer.status_code == 200, answer.text
    return sorted(one["id"] for one in answer.json()["items"])


def test_a_recipe_is_written_in_plain_words(phone: Phone) -> None:
    stock = [{"id": "e", "name": "Huevos", "quantity": 4, "unit": "unit"}]
    assert phone.post("/inventory/items", json={"items": stock}).status_code == 201
    made = written(phone)
    told = [(one["food_id"], one["quantity"], one["unit"]) for one in made["ingredients"]]
    assert told == [
        ("egg", 6, "unit"),
        ("potato", 0.5, "kg"),
        ("onion", 1, "unit"),
        ("olive_oil", 2, "tbsp"),
        ("salt", 0, "g"),
    ]
    eggs, _, _, _, salt = made["ingredients"]
    assert (eggs["in_stock"], eggs["missing_quantity"]) == (False, 2)
    assert eggs["uses"] == [{"item_id": "e", "quantity": 4}]
    assert salt["in_stock"]
    assert [(s["order"], s["minutes"]) for s in made["steps"]] == [(1, 20), (2, 8)]
    assert (made["source"], made["minutes"], made["difficulty"]) == ("user", 28, "easy")
    assert made["allergens"] == ["egg"]
    assert 250 < made["nutrition_per_serving"]["kcal"] < 350
    assert made["nutrition_per_serving"]["coverage"] > 0.9
    assert ids(phone) == [made["id"]]


def test_an_own_recipe_is_alerted_about_and_never_refused(phone: Phone) -> None:
    allergies = {"allergies": ["huevo", "leche"]}
    assert phone.patch("/account/profile", json=allergies).status_code == 200
    made = written(phone, ingredients=[*TORTILLA["ingredients"], "1 cucharada de polvo lunar"])
    assert made["allergen_alerts"] == [
        {"ingredient": "huevos", "allergens": ["egg"], "food_id": None, "certain": True},
        {"ingredient": "polvo lunar", "allergens": [], "food_id": None, "certain": False},
    ]
    words = written(phone, ingredients=["2 patatas"], steps=["Sirve con mantequilla."])
    assert [one["allergens"] for one in words["allergen_alerts"]] == [["egg", "milk"]]
    listed = phone.get("/recipes").json()["items"]
    assert all(one["allergen_alerts"] for one in listed)
    assert phone.get("/recipes/carbonara").json()["allergen_alerts"]


def test_the_same_id_writes_once(phone: Phone) -> None:
    first = written(phone, id="mine")
    assert written(phone, id="mine") == first
    answer = phone.post("/recipes", json=TORTILLA | {"id": "mine", "servings": 2})
    problem(answer, 409, "id_taken")
    problem(phone.post("/recipes", json=TORTILLA | {"id": "carbonara"}), 409, "id_taken")
    assert ids(phone) == ["mine"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": ""}, "validation_failed", "title"),
        ({"servings": 0}, "validation_failed", "servings"),
        ({"ingredients": []}, "validation_failed", "ingredients"),
        ({"ingredients": ["1 huevo"] * 41}, "validation_failed", "ingredients"),
        ({"ingredients": ["12"]}, "phrase_not_understood", "ingredients.0"),
        ({"ingredients": [{"name": "x", "quantity": 1}]}, "validation_failed", "ingredients"),
        ({"ingredients": [{"name": "x", "food_id": "nope"}]}, "unknown_food", "ingredients.0"),
        ({"id": "catalog"}, "validation_failed", "id"),
        ({"source": "generated"}, "validation_failed", "source"),
    ],
    ids=str,
)
def test_bad_recipes(phone: Phone, changes: dict[str, Any], code: str, field: str) -> None:
    document = problem(phone.post("/recipes", json=TORTILLA | changes), 422, code)
    assert document["errors"][0]["field"].startswith(field)


def test_a_change_makes_the_figures_anew(phone: Phone) -> None:
    written(phone, id="mine")
    read = phone.get("/recipes/mine")
    tag = {"If-Match": read.headers["ETag"]}
    body = {"ingredients": ["1 taza de leche"], "servings": 1}
    changed = phone.patch("/recipes/mine", json=body, headers=tag)
    assert changed.status_code == 200, changed.text
    assert changed.json()["edited"]
    # It is still called a tortilla, and there is no egg or corn left that would say of which kind.
    assert changed.json()["allergens"] == ["egg", "gluten", "milk"]
    assert changed.json()["title"] == TORTILLA["title"]
    assert changed.json()["nutrition_per_serving"] != read.json()["nutrition_per_serving"]
    problem(phone.patch("/recipes/mine", json=body, headers=tag), 412, "version_mismatch")
    problem(phone.delete("/recipes/mine", headers=tag), 412, "version_mismatch")
    problem(phone.patch("/recipes/mine", json={"title": None}), 422, "null_not_allowed")
    assert phone.delete("/recipes/mine", headers={"If-Match": changed.headers["ETag"]}).ok
    problem(phone.patch("/recipes/mine", json=body), 404, "not_found")


def test_a_generated_recipe_becomes_edited(phone: Phone) -> None:
    [made] = phone.post("/recipes/generations", json={"count": 1}).json()["recipes"]
    changed = phone.patch(f"/recipes/{made['id']}", json={"title": "La mía"}).json()
    assert (changed["edited"], changed["source"]) == (True, "generated")
    assert [one["name"] for one in changed["ingredients"]] == [
        one["name"] for one in made["ingredients"]
    ]


def test_favorites_of_all_kinds(phone: Phone) -> None:
    written(phone, id="mine")
    for _ in range(2):
        for name in ("mine", "carbonara"):
            assert phone.call("PUT", f"/recipes/{name}/favorite").json()["favorite"]
    assert ids(phone, "?favorite=true") == ["carbonara", "mine"]
    assert ids(phone, "?source=catalog") == ["carbonara"]
    english = phone.get("/recipes/carbonara", headers={"Accept-Language": "en"}).json()
    spanish = phone.get("/recipes/carbonara").json()
    assert english["title"] != spanish["title"]
    for _ in range(2):
        for name in ("mine", "carbonara"):
            assert phone.delete(f"/recipes/{name}/favorite").status_code == 204
    assert ids(phone) == ["mine"]
    problem(phone.call("PUT", "/recipes/none/favorite"), 404, "not_found")
    problem(phone.delete("/recipes/none/favorite"), 404, "not_found")


def test_a_catalog_recipe_becomes_the_kitchens_own_version(phone: Phone, stranger: Phone) -> None:
    changed = phone.patch("/recipes/carbonara", json={"title": "Carbonara sin nata"}).json()
    assert (changed["source"], changed["edited"]) == ("catalog", True)
    assert phone.call("PUT", "/recipes/carbonara/favorite").json()["title"] == changed["title"]
    assert phone.delete("/recipes/carbonara/favorite").status_code == 204
    assert phone.get("/recipes/carbonara").json()["title"] == "Carbonara sin nata"
    assert stranger.get("/recipes/carbonara").json()["title"] != "Carbonara sin nata"
    assert phone.delete("/recipes/carbonara").status_code == 204
    assert not phone.get("/recipes/carbonara").json()["edited"]


def test_parallel_favorites_are_one(phone: Phone) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: phone.call("PUT", "/recipes/carbonara/favorite"), range(8))
        )
    assert {answer.status_code for answer in answers} == {200}
    assert ids(phone) == ["carbonara"]


@pytest.mark.parametrize(
    ("q", "found"),
    [("TORTILLAS", True), ("mi madre", True), ("papa", True), ("egg", True), ("tofu", False)],
)
def test_own_recipes_are_found_by_words(phone: Phone, q: str, found: bool) -> None:
    made = written(phone)
    assert ids(phone, f"?q={q}") == ([made["id"]] if found else [])


def test_another_kitchens_recipes_are_not_there(phone: Phone, stranger: Phone) -> None:
    written(phone, id="mine")
    problem(stranger.patch("/recipes/mine", json={"title": "Robada"}), 404, "not_found")
    problem(stranger.call("PUT", "/recipes/mine/favorite"), 404, "not_found")
    assert written(stranger, id="mine")["title"] == TORTILLA["title"]
    assert phone.get("/recipes/mine").json()["favorite"] is False


def anybody(phone: Phone) -> Phone:
    return Phone(phone.stack)


def test_the_catalog_is_public_and_kept(phone: Phone) -> None:
    nobody = anybody(phone)
    answer = nobody.get("/recipes/catalog?limit=5")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "RateLimit" in answer.headers
    tag = {"If-None-Match": answer.headers["ETag"]}
    same = nobody.get("/recipes/catalog?limit=5", headers=tag)
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == answer.headers["ETag"]
    assert nobody.get("/recipes/catalog?limit=6", headers=tag).status_code == 200
    one = nobody.get("/recipes/catalog/carbonara?language=en")
    assert one.json()["steps"][0]["order"] == 1
    assert one.json()["language"] == "en"
    again = {"If-None-Match": one.headers["ETag"]}
    assert nobody.get("/recipes/catalog/carbonara?language=en", headers=again).status_code == 304
    problem(nobody.get("/recipes/catalog/none"), 404, "not_found")
    problem(nobody.get("/recipes/carbonara"), 401, "token_missing")


@pytest.mark.parametrize(
    "query", ["?category=nope", "?limit=0", "?diets=air", "?max_minutes=-1", "?nope=1"]
)
def test_bad_catalog_queries(phone: Phone, query: str) -> None:
    problem(anybody(phone).get(f"/recipes/catalog{query}"), 422, "validation_failed")


def test_the_catalog_goes_on_where_it_ended(phone: Phone) -> None:
    nobody, seen, cursor = anybody(phone), [], ""
    for _ in range(50):
        page = nobody.get(f"/recipes/catalog?category=desserts&limit=4{cursor}").json()
        seen += [one["id"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(seen) == len(set(seen)) > 8
    answer = nobody.get("/recipes/catalog?cursor=nonsense")
    problem(answer, 422, "cursor_invalid")
