"""A private feed shows what its owner may see at that moment, and nothing once that has ended."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from booking.errors import Gone, NotFound
from booking.model import Membership, Organization, PrivateFeed, Role, db
from booking.services import people, private_feeds
from booking.services.private_feeds import Choice
from booking.vocabulary import RoleName
from tests.feeds.private import ALL_MINE, CLUB, SCHOOL, end, made, modified, read
from tests.feeds.reading import events
from tests.scenes import NOW, Scene, count

BOTH = Choice(venues=["skolen", "torvet"])


def test_read__a_member_who_left__sees_nothing_more_until_back(scene: Scene) -> None:
    scene.book()
    token = made(scene, "member", CLUB)
    assert len(events(read(token))) == 1
    end(Membership, "member")
    with pytest.raises(Gone) as caught:
        read(token)
    assert "no longer have access" in caught.value.text.template
    people.add("member@town.example", NOW, organization="haandbold")
    assert len(events(read(token))) == 1


@pytest.mark.parametrize("choice", [SCHOOL, ALL_MINE])
def test_read__a_caretaker_whose_role_ended__sees_nothing_more(scene: Scene, choice: Choice) -> None:
    token = made(scene, "caretaker", choice)
    assert read(token)
    end(Role, "caretaker")
    with pytest.raises(Gone):
        read(token)


def test_read__a_role_at_one_of_two_venues__shows_that_one_only(scene: Scene) -> None:
    scene.book()
    scene.book("10:00-11:00", spaces=("torvet/torvet",))
    token = made(scene, "officer", BOTH)
    assert len(events(read(token))) == 2
    people.add("officer@town.example", NOW, role=RoleName.CARETAKER, venue="torvet")
    with db.session() as session:
        session.execute(update(Role).where(Role.venue_id.is_(None)).values(ended_at=NOW + timedelta(minutes=5)))
        session.commit()
    (left,) = events(read(token, NOW + timedelta(minutes=10)))
    assert str(left["LOCATION"]) == "Torvet, Torvet"


def test_read__after_a_right_ended__is_not_said_to_be_unchanged_since(scene: Scene) -> None:
    token = made(scene, "officer", BOTH)
    people.add("officer@town.example", NOW, role=RoleName.CARETAKER, venue="torvet")
    later = NOW + timedelta(minutes=10)
    before = modified(token, later)
    with db.session() as session:
        session.execute(update(Role).where(Role.venue_id.is_(None)).values(ended_at=NOW + timedelta(minutes=5)))
        session.commit()
    assert before < NOW + timedelta(minutes=5) <= modified(token, later)


def test_read__an_officer_who_is_no_member__has_no_feed_of_an_organization(scene: Scene) -> None:
    """Who works at one house must not read along what an organization does in another."""
    people.add("officer@town.example", NOW, organization="haandbold")
    token = made(scene, "officer", CLUB)
    assert read(token)
    end(Membership, "officer")
    with pytest.raises(Gone):
        read(token)


def test_read__revoked__is_gone_and_others_stay(scene: Scene) -> None:
    first, second = (made(scene, "member", CLUB) for _ in range(2))
    number = private_feeds.listed(scene.actor("member"))[0].id
    private_feeds.revoke(number, scene.actor("member"), NOW)
    with pytest.raises(Gone) as caught:
        read(first)
    assert "revoked" in caught.value.text.template
    assert read(second)


@pytest.mark.parametrize("token", ["", "nonsense", "\udcff", "x" * 10_000, "..", "\0"])
def test_read__an_unknown_token__is_not_found_and_not_repeated(scene: Scene, token: str) -> None:
    made(scene, "member", CLUB)
    with pytest.raises(NotFound) as caught:
        read(token)
    assert caught.value.name == "…"


def test_read__does_not_write(scene: Scene) -> None:
    token = made(scene, "member", CLUB)
    with db.session() as session:
        before = session.query(PrivateFeed).one().__dict__.copy()
    read(token, NOW + timedelta(days=3))
    with db.session() as session:
        after = session.query(PrivateFeed).one().__dict__.copy()
    assert {**before, "_sa_instance_state": None} == {**after, "_sa_instance_state": None}


def test_read__a_citizens_own__names_what_is_theirs_to_them_only(scene: Scene) -> None:
    scene.change(Organization, "haandbold", kind="citizen", name="Karla Prøve")
    scene.book(activity="Barnedåb")
    (event,) = events(read(made(scene, "member", CLUB)))
    assert str(event["SUMMARY"]) == "Barnedåb"
    assert count(PrivateFeed) == 1
