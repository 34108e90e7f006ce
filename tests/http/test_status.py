"""Status over HTTP: everybody may know whether it is up, administrators what is not."""

import jwt

from infra.local.addresses import Addresses
from tests.client import Phone
from tests.http.test_auth import id_claims, unsigned


def admin(stack: Addresses) -> Phone:
    phone = Phone(stack)
    known = jwt.decode(phone.sign_up(), options={"verify_signature": False})
    factor = {"sign_in_provider": "password", "sign_in_second_factor": "totp"}
    phone.sign_in(unsigned(id_claims(known["user_id"], admin=True, firebase=factor)))
    return phone


def test_all_is_up_and_people_see_no_more(phone: Phone) -> None:
    told = phone.get("/status").json()
    assert told == {"status": "up", "revision": "local", "dependencies": None}


def test_administrators_see_each_dependency(stack: Addresses) -> None:
    told = admin(stack).get("/status").json()["dependencies"]
    stores = {one["name"]: one for one in told if one["breaker"] is None}
    assert set(stores) == {"firestore", "storage", "tasks", "auth"}
    assert all(one["status"] == "up" and one["ms"] < 1000 for one in stores.values())
