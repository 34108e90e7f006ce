"""Shared kitchens over HTTP: several phones, one kitchen, and nobody where they do not belong."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from google.cloud.firestore import FieldFilter

from infra.local.addresses import Addresses
from shared.wiring import Wiring
from tests.client import Phone, problem

PHOTO = {"images": ("a.jpg", b"no picture", "image/jpeg")}


class Person:
    """Somebody with a phone."""

    def __init__(self, stack: Addresses) -> None:
        self.phone = Phone(stack, "en")
        self.session = self.phone.sign_in()
        self.uid: str = self.session["user"]["uid"]
        self.home: str = self.session["kitchen_id"]

    def invite(self, role: str = "member") -> str:
        answer = self.phone.post("/account/kitchen/invites", json={"role": role})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["code"])

    def join(self, code: str) -> dict[str, Any]:
        """Joins and refreshes, as the app does."""
        answer = self.phone.post("/account/kitchen/join", json={"code": code})
        assert answer.status_code == 200, answer.text
        self.refresh()
        joined: dict[str, Any] = answer.json()
        return joined

    def refresh(self) -> None:
        answer = self.phone.post(
            "/auth/refresh", json={"refresh_token": self.session["refresh_token"]}
        )
        assert answer.status_code == 200, answer.text
        self.session |= answer.json()
        self.phone.headers["Authorization"] = f"Bearer {self.session['access_token']}"

    def kitchen(self) -> dict[str, Any]:
        answer = self.phone.get("/account/kitchen")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def roles(self) -> dict[str, str]:
        return {one["uid"]: one["role"] for one in self.kitchen()["members"]}

    def add_milk(self) -> str:
        item = {"name": "Leche", "quantity": 1, "unit": "l"}
        answer = self.phone.post("/inventory/items", json={"items": [item]})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["items"][0]["id"])

    def leave(self) -> None:
        gone = self.phone.delete(f"/account/kitchen/members/{self.uid}")
        assert gone.status_code == 204, gone.text
        self.refresh()


@pytest.fixture
def ana(stack: Addresses) -> Person:
    return Person(stack)


@pytest.fixture
def ben(stack: Addresses) -> Person:
    return Person(stack)


@pytest.fixture
def eva(stack: Addresses) -> Person:
    return Person(stack)


def test_a_code_opens_the_kitchen_once(ana: Person, ben: Person, eva: Person) -> None:
    milk = ana.add_milk()
    code = ana.invite()
    assert len(code) == 8
    assert ana.kitchen()["open_invites"] == 1
    joined = ben.join(f" {code[:4].lower()}-{code[4:]} ")
    assert joined["id"] == ana.home
    assert joined["role"] == "member"
    assert ben.phone.get(f"/inventory/items/{milk}").status_code == 200
    assert ana.roles() == {ana.uid: "owner", ben.uid: "member"}
    assert ana.kitchen()["open_invites"] == 0
    again = ben.phone.post("/account/kitchen/join", json={"code": code})
    assert again.status_code == 200
    refused = eva.phone.post("/account/kitchen/join", json={"code": code})
    problem(refused, 404, "invite_not_valid")
    assert eva.kitchen()["id"] == eva.home


@pytest.mark.parametrize("code", ["ZZZZZZZZ", "short", "UUUUUUUU", "a" * 40, "/../x", "ñ"])
def test_a_wrong_code_is_always_the_same_404(ana: Person, code: str) -> None:
    answer = ana.phone.post("/account/kitchen/join", json={"code": code})
    problem(answer, 404, "invite_not_valid")


def test_a_key_keeps_no_code(ana: Person, wiring: Wiring) -> None:
    headers = {"Idempotency-Key": "invite-once"}
    made = [ana.phone.post("/account/kitchen/invites", json={}, headers=headers) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert len({one.json()["code"] for one in made}) == 2
    kept = wiring.firestore.collection("idempotency").where(
        filter=FieldFilter("kitchen_id", "==", ana.home)
    )
    assert list(kept.get()) == []


def test_the_code_is_stored_nowhere(ana: Person, wiring: Wiring) -> None:
    code = ana.invite()
    found = [
        snapshot
        for name in ("invites", "kitchens")
        for snapshot in wiring.firestore.collection(name).stream()
        if code in f"{snapshot.id} {snapshot.to_dict()}"
    ]
    assert found == []
    [invite] = (
        wiring.firestore.collection("invites")
        .where(filter=FieldFilter("kitchen_id", "==", ana.home))
        .get()
    )
    assert invite.id not in str(wiring.firestore.document("kitchens", ana.home).get().to_dict())


def test_an_old_access_token_is_told_to_refresh(ana: Person, ben: Person) -> None:
    code = ana.invite()
    assert ben.phone.post("/account/kitchen/join", json={"code": code}).status_code == 200
    answer = ben.phone.get("/inventory/items")
    problem(answer, 401, "session_moved")
    assert "invalid_token" in answer.headers["WWW-Authenticate"]
    ben.refresh()
    assert ben.session["kitchen_id"] == ana.home
    assert ben.phone.get("/inventory/items").status_code == 200


def test_every_phone_of_the_person_moves(stack: Addresses, ana: Person) -> None:
    token = Phone(stack).sign_up()
    first, second = Phone(stack), Phone(stack)
    first.sign_in(token)
    session = second.sign_in(token)
    code = ana.invite()
    assert first.post("/account/kitchen/join", json={"code": code}).status_code == 200
    problem(second.get("/inventory/items"), 401, "session_moved")
    refreshed = second.post("/auth/refresh", json={"refresh_token": session["refresh_token"]})
    assert refreshed.json()["kitchen_id"] == ana.home
    assert Phone(stack).sign_in(token)["kitchen_id"] == ana.home


def test_the_own_kitchen_waits_and_comes_back(ana: Person, ben: Person) -> None:
    milk = ben.add_milk()
    late = ben.invite()
    ben.join(ana.invite())
    problem(ben.phone.get(f"/inventory/items/{milk}"), 404, "not_found")
    problem(ana.phone.get(f"/inventory/items/{milk}"), 404, "not_found")
    problem(ana.phone.post("/account/kitchen/join", json={"code": late}), 404, "invite_not_valid")
    ben.leave()
    assert ben.kitchen()["id"] == ben.home
    assert ben.roles() == {ben.uid: "owner"}
    assert ben.phone.get(f"/inventory/items/{milk}").status_code == 200
    assert ana.roles() == {ana.uid: "owner"}


def test_a_viewer_reads_and_changes_nothing(ana: Person, ben: Person) -> None:
    milk = ana.add_milk()
    ben.join(ana.invite("viewer"))
    assert ben.phone.get(f"/inventory/items/{milk}").status_code == 200
    assert ben.phone.get("/recipes").status_code == 200
    assert ben.phone.get("/account/profile").status_code == 200
    item = {"name": "Pan", "quantity": 1, "unit": "unit"}
    for method, path, body in (
        ("POST", "/inventory/items", {"items": [item]}),
        ("PATCH", f"/inventory/items/{milk}", {"quantity": 2, "unit": "l"}),
        ("DELETE", f"/inventory/items/{milk}", None),
        ("POST", "/recipes/generations", {"count": 1}),
        ("POST", "/account/kitchen/invites", {}),
        ("PATCH", f"/account/kitchen/members/{ana.uid}", {"role": "viewer"}),
        ("DELETE", f"/account/kitchen/members/{ana.uid}", None),
    ):
        problem(ben.phone.call(method, path, json=body), 403, "role_insufficient")
    problem(ben.phone.post("/recognition", files=PHOTO), 403, "role_insufficient")
    assert ana.roles() == {ana.uid: "owner", ben.uid: "viewer"}


def test_a_role_is_given_and_counts_at_once(ana: Person, ben: Person) -> None:
    ben.join(ana.invite("viewer"))
    path = f"/account/kitchen/members/{ben.uid}"
    changed = ana.phone.patch(path, json={"role": "member"})
    assert changed.status_code == 200, changed.text
    ben.add_milk()
    problem(ben.phone.patch(path, json={"role": "owner"}), 403, "role_insufficient")
    problem(
        ana.phone.patch(f"/account/kitchen/members/{ana.uid}", json={"role": "viewer"}),
        409,
        "owner_needed",
    )
    assert ana.phone.patch(path, json={"role": "owner"}).status_code == 200
    assert ben.roles() == {ana.uid: "member", ben.uid: "owner"}
    problem(ana.phone.patch(path, json={"role": "member"}), 403, "role_insufficient")


def test_the_owner_removes_and_the_removed_are_out(ana: Person, ben: Person, eva: Person) -> None:
    ben.join(ana.invite())
    eva.join(ana.invite())
    open_code = ana.invite()
    path = f"/account/kitchen/members/{ben.uid}"
    problem(eva.phone.delete(path), 403, "role_insufficient")
    assert ana.phone.delete(path).status_code == 204
    problem(ben.phone.get("/inventory/items"), 401, "session_moved")
    ben.refresh()
    assert ben.kitchen()["id"] == ben.home
    refused = ben.phone.post("/account/kitchen/join", json={"code": open_code})
    problem(refused, 404, "invite_not_valid")
    problem(ana.phone.delete(path), 404, "not_found")
    assert ana.roles() == {ana.uid: "owner", eva.uid: "member"}


def test_ownership_passes_to_the_one_longest_there(ana: Person, ben: Person, eva: Person) -> None:
    ben.join(ana.invite("viewer"))
    eva.join(ana.invite("member"))
    milk = ana.add_milk()
    ana.leave()
    assert ana.kitchen()["id"] not in (ana.home, ben.home, eva.home)
    assert ana.kitchen()["role"] == "owner"
    problem(ana.phone.get(f"/inventory/items/{milk}"), 404, "not_found")
    assert eva.roles() == {ben.uid: "viewer", eva.uid: "owner"}
    eva.invite()
    eva.leave()
    assert eva.kitchen()["id"] == eva.home
    assert ben.roles() == {ben.uid: "owner"}


def test_the_last_one_leaving_takes_the_kitchen_along(
    ana: Person, ben: Person, wiring: Wiring
) -> None:
    ben.join(ana.invite())
    ana.leave()
    ben.add_milk()
    ben.leave()
    assert ben.kitchen()["id"] == ben.home
    assert not wiring.firestore.document("kitchens", ana.home).get().exists
    assert wiring.firestore.document("deletions", ana.home).get().exists


def test_foreign_members_are_as_missing_ones(ana: Person, ben: Person) -> None:
    for uid in (ben.uid, "nobody"):
        path = f"/account/kitchen/members/{uid}"
        problem(ana.phone.delete(path), 404, "not_found")
        problem(ana.phone.patch(path, json={"role": "viewer"}), 404, "not_found")
    assert ben.roles() == {ben.uid: "owner"}


def test_five_invites_may_be_open(ana: Person) -> None:
    for _ in range(5):
        ana.invite()
    answer = ana.phone.post("/account/kitchen/invites", json={})
    problem(answer, 409, "too_many_invites")


@pytest.mark.parametrize("role", ["owner", "admin", None, ""])
def test_an_invite_makes_no_owner(ana: Person, role: str | None) -> None:
    answer = ana.phone.post("/account/kitchen/invites", json={"role": role})
    problem(answer, 422, "validation_failed")


def test_the_allergies_of_all_count_and_leave_with_their_people(ana: Person, ben: Person) -> None:
    def alerts() -> list[bool]:
        made = ana.phone.post(
            "/recipes/generations",
            json={"source": "ingredients", "ingredients": ["huevo", "patata", "cebolla"]},
        )
        assert made.status_code == 201, made.text
        return ["egg" in one["allergens"] for one in made.json()["recipes"]]

    assert any(alerts())
    assert ben.phone.patch("/account/profile", json={"allergies": ["huevo"]}).status_code == 200
    ben.join(ana.invite())
    assert not any(alerts())
    ben.leave()
    assert any(alerts())


def test_of_two_with_one_code_one_comes_in(ana: Person, ben: Person, eva: Person) -> None:
    code = ana.invite()

    def join(person: Person) -> int:
        answer = person.phone.post("/account/kitchen/join", json={"code": code})
        return answer.status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(join, (ben, eva))) == [200, 404]
    assert len(ana.kitchen()["members"]) == 2


def test_leaving_and_joining_at_once_leaves_one_owner(
    ana: Person, ben: Person, eva: Person
) -> None:
    ben.join(ana.invite())
    code = ana.invite()
    with ThreadPoolExecutor(2) as pool:
        joined = pool.submit(eva.phone.post, "/account/kitchen/join", json={"code": code})
        gone = pool.submit(ana.phone.delete, f"/account/kitchen/members/{ana.uid}")
    assert gone.result().status_code == 204
    assert joined.result().status_code == 200
    eva.refresh()
    assert sorted(eva.roles().values()) == ["member", "owner"]
    assert eva.roles()[ben.uid] == "owner"
