"""Invite codes, and the rules of who may be where."""

import re
from datetime import timedelta

import pytest

from shared.catalog import foods
from shared.domain.errors import Conflict, Invalid, NotFound
from shared.domain.invite import INVITE_LIFETIME, Invite, invite_id, new_code, typed_code
from shared.domain.kitchen import MOST_MEMBERS, Kitchen, Member
from shared.domain.membership import given_role, joined
from shared.domain.needs import allergy_codes
from shared.domain.person import MOST_DEVICES, Device, Platform
from shared.domain.profile_change import ProfileChange, changed
from shared.domain.session import Role
from tests.samples import NOW, kitchen, person

FOODS = foods.load()


def invite(**changes: object) -> Invite:
    values = {
        "id": "i",
        "kitchen_id": "host",
        "slot": "slot",
        "role": Role.VIEWER,
        "created_at": NOW,
        "expires_at": NOW + INVITE_LIFETIME,
    }
    return Invite.model_validate(values | changes)


def test_codes_are_forty_bits_that_can_be_read_aloud() -> None:
    codes = {new_code(str(n)) for n in range(2000)}
    assert len(codes) == 2000
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}", code) for code in codes)
    assert set("".join(codes)) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@pytest.mark.parametrize("text", ["01ab-cdef", "OIAB CDEF", "oLabcdef", " 0 1 A B C D E F "])
def test_what_people_type_is_understood(text: str) -> None:
    assert typed_code(text) == "01ABCDEF"
    assert invite_id("01ABCDEF") != "01ABCDEF"


@pytest.mark.parametrize("text", ["", "01ABCDE", "01ABCDEFG", "U1ABCDEF", "ñ1ABCDEF", "../../.."])
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert typed_code(text) is None


def test_an_invite_ends() -> None:
    assert invite().open(NOW)
    assert not invite().open(NOW + INVITE_LIFETIME)
    assert not invite(used_by="ben").open(NOW)


def test_ownership_passes_to_members_before_viewers_and_to_the_longest_there() -> None:
    def member(role: Role, days: int) -> Member:
        return Member(role=role, name=None, joined_at=NOW + timedelta(days=days))

    members = {
        "owner": member(Role.OWNER, 0),
        "viewer": member(Role.VIEWER, 1),
        "late": member(Role.MEMBER, 3),
        "early": member(Role.MEMBER, 2),
    }
    shared = Kitchen(id="k", members=members, created_at=NOW)
    order = []
    while shared.members:
        order.append(shared.owner)
        shared = shared.without(shared.owner)
    assert order == ["owner", "early", "late", "viewer"]


def test_joining_needs_an_open_invite_an_awake_kitchen_and_room() -> None:
    guest, own = person("ben", "own"), kitchen("own", "ben")
    host = kitchen("host", "ana").with_invite("slot", NOW + INVITE_LIFETIME)
    assert joined(guest, own, host, invite(), NOW).places["ben"] == ("host", Role.VIEWER)
    with pytest.raises(NotFound):
        joined(guest, own, kitchen("host", "ana"), invite(), NOW)
    asleep = host.with_member("ana", host.members["ana"].model_copy(update={"away": True}))
    with pytest.raises(NotFound):
        joined(guest, own, asleep, invite(), NOW)
    full = host
    for n in range(MOST_MEMBERS):
        full = full.with_member(f"m{n}", Member(role=Role.MEMBER, name=None, joined_at=NOW))
    with pytest.raises(Conflict) as refused:
        joined(guest, own, full, invite(), NOW)
    assert refused.value.code == "kitchen_full"


def test_a_second_kitchen_of_ones_own_is_not_lost_by_joining_a_third() -> None:
    inherited = kitchen("inherited", "ben")
    guest = person("ben", "inherited").cooking_in("inherited", "own")
    host = kitchen("host", "ana").with_invite("slot", NOW + INVITE_LIFETIME)
    with pytest.raises(Conflict) as refused:
        joined(guest, inherited, host, invite(), NOW)
    assert refused.value.code == "last_member"
    eva = Member(role=Role.MEMBER, name=None, joined_at=NOW)
    change = joined(guest, inherited.with_member("eva", eva), host, invite(), NOW)
    assert (change.closed, change.deletions) == ((), ())
    [moved] = change.people
    assert moved.kitchen_ids == ("host", "own")


def test_an_away_owner_has_no_needs_there() -> None:
    home = kitchen("k", "ana")
    needs = home.needs(FOODS).model_copy(update={"food_ids": frozenset({"kiwi"})})
    member = home.members["ana"].model_copy(update={"needs": needs})
    assert home.with_member("ana", member).needs(FOODS) == needs.widened(FOODS)
    away = member.model_copy(update={"away": True})
    assert home.with_member("ana", away).needs(FOODS).food_ids == frozenset()


def test_the_owner_is_replaced_never_dropped() -> None:
    shared = kitchen("k", "ana").with_member(
        "ben", Member(role=Role.VIEWER, name=None, joined_at=NOW)
    )
    [after] = given_role(shared, "ben", Role.OWNER).kitchens
    assert {uid: one.role for uid, one in after.members.items()} == {
        "ana": Role.MEMBER,
        "ben": Role.OWNER,
    }
    with pytest.raises(Conflict):
        given_role(shared, "ana", Role.VIEWER)
    with pytest.raises(NotFound):
        given_role(shared, "leo", Role.VIEWER)


def test_allergies_are_understood_in_both_languages() -> None:
    said = ["eggs", "LECHE", "Frutos secos", "marisco", "kiwis", "wheat"]
    found = allergy_codes(said, FOODS)
    wide = {"nuts", "peanut", "crustaceans", "molluscs"}
    assert found == {"egg", "milk", "kiwi", "gluten"} | wide
    with pytest.raises(Invalid) as refused:
        allergy_codes(["egg", "stardust"], FOODS)
    assert refused.value.field == "allergies.1"


def test_what_is_left_out_of_a_profile_change_stays() -> None:
    profile = person("ana", "k").profile.model_copy(update={"pregnancy": True})
    assert changed(profile, ProfileChange(), FOODS) == profile
    after = changed(profile, ProfileChange(avoid=["Kiwi", "kiwis", "---"]), FOODS)
    assert (after.avoid, after.pregnancy) == (("Kiwi", "---"), True)


def test_devices_are_known_by_their_token() -> None:
    ana = person("ana", "k")
    for n in range(MOST_DEVICES + 5):
        device = Device(token=f"token-{n:04}", platform=Platform.IOS, added_at=NOW)
        ana = ana.with_device(device)
        assert ana.with_device(device) is ana
    assert len(ana.devices) == MOST_DEVICES
    assert ana.devices[0].token == "token-0005"
    assert len(ana.without_devices({"token-0005"}).devices) == MOST_DEVICES - 1
    assert ana.shell().devices == ()
    assert ana.shell().profile == person("x", "k").profile
