"""Persons, what they may do, and the tokens that say who they are."""

from datetime import timedelta

import pytest

from booking.errors import Invalid, NotFound, NotSignedIn
from booking.model import ApiToken, Membership, Person, Role, db
from booking.services import people
from booking.vocabulary import RoleName
from tests.scenes import NOW, Scene, count

pytestmark = pytest.mark.usefixtures("scene")


def test_add__again__gives_more_rights_and_no_second_person() -> None:
    before = count(Person)
    for _ in range(2):
        people.add("Ida@Town.Example", NOW, organization="haandbold")
        people.add("ida@town.example", NOW, role=RoleName.CARETAKER, venue="torvet")
    assert count(Person) == before + 1
    actor = people.authenticate(people.create_token("IDA@town.example", NOW), NOW)
    assert (actor.name, len(actor.organizations), len(actor.roles)) == ("Ida", 1, 1)


@pytest.mark.parametrize("email", ["", "ida", "x" * 201 + "@town.example"])
def test_add__what_is_no_address__is_invalid(email: str) -> None:
    with pytest.raises(Invalid) as caught:
        people.add(email, NOW)
    assert set(caught.value.fields) == {"email"}


@pytest.mark.parametrize("right", [{"role": RoleName.OFFICER, "venue": "ukendt"}, {"organization": "ukendt"}])
def test_add__for_unknown_names__leaves_nothing(right: dict[str, object]) -> None:
    with pytest.raises(NotFound):
        people.add("ida@town.example", NOW, **right)
    assert count(Person, email="ida@town.example") == 0


def test_token__is_kept_as_a_digest_only() -> None:
    token = people.create_token("member@town.example", NOW)
    with db.session() as session:
        assert token not in str([row.digest for row in session.query(ApiToken)])


@pytest.mark.parametrize("token", ["", "nonsense", "\udcff", "x" * 10_000])
def test_authenticate__an_unknown_token__is_not_signed_in(token: str) -> None:
    with pytest.raises(NotSignedIn):
        people.authenticate(token, NOW)


def test_authenticate__expires_and_is_revoked_to_the_second() -> None:
    expires = NOW + timedelta(days=1)
    token = people.create_token("member@town.example", NOW, expires_at=expires)
    assert people.authenticate(token, expires - timedelta(seconds=1)).name == "member"
    with pytest.raises(NotSignedIn):
        people.authenticate(token, expires)
    with db.session() as session:
        session.query(ApiToken).update({"revoked_at": NOW})
        session.commit()
    with pytest.raises(NotSignedIn):
        people.authenticate(token, NOW)


def test_authenticate__rights_that_ended__are_gone(scene: Scene) -> None:
    assert scene.actor("member").organizations
    with db.session() as session:
        session.query(Membership).update({"ended_at": NOW})
        session.query(Role).update({"ended_at": NOW})
        session.commit()
    for who in ("member", "officer"):
        actor = scene.actor(who)
        assert not actor.organizations
        assert not actor.roles
    people.add("member@town.example", NOW, organization="haandbold")
    assert scene.actor("member").organizations


def test_actor__officer_of_one_venue__decides_there_only(scene: Scene) -> None:
    people.add("torv@town.example", NOW, role=RoleName.OFFICER, venue="torvet")
    actor = people.authenticate(people.create_token("torv@town.example", NOW), NOW)
    ((_, torvet),) = actor.roles
    assert torvet
    assert actor.decides_for(frozenset({torvet}))
    assert not actor.decides_for(frozenset({torvet, torvet + 1}))
    assert not actor.decides_for(frozenset())
    assert actor.works_at(frozenset({torvet, torvet + 1}))
    assert not actor.works_at(frozenset({torvet + 1}))
