"""Granting one booking in the place of others: those are displaced, told, and have a decision of their own."""

from typing import Any

import pytest

from booking.errors import Conflict, Invalid, NotAllowed
from booking.model import Claim, Decision, Journal, Outbox, db
from booking.services import bookings, people
from booking.services.decisions import Ruling
from booking.services.decisions import decide as decide_as
from booking.services.views import BookingView
from booking.vocabulary import Audience, DeviationCategory, RoleName, Status
from tests.scenes import NOW, WEEKLY, Scene, count, statuses
from tests.services.deciding import decide

GRANTED, DISPLACED, WAITING = Status.GRANTED, Status.DISPLACED, Status.WAITING
PRIORITY = 'use = "priority"'
DISPLACED_FOR: dict[str, Any] = {"displace": True, "reason": "Børn før voksne", "hearing": "Ringet op i går"}


def adults(scene: Scene, time: str = "", **other: Any) -> BookingView:
    return scene.book(time, organization="judo", audience=Audience.ADULTS, **other)


def again(booking: BookingView, scene: Scene, who: str = "rival") -> BookingView:
    return bookings.find(booking.ref, scene.actor(who))


@pytest.fixture
def ranked(scene: Scene) -> Scene:
    """A town where children come before adults."""
    scene.rule(PRIORITY)
    return scene


def test_displace__who_comes_later_in_order__moves_the_place(ranked: Scene) -> None:
    holder = adults(ranked, rrule=WEEKLY.format(3))
    booking = ranked.book(rrule=WEEKLY.format(2))
    assert statuses(booking) == [WAITING, WAITING]
    assert statuses(decide(ranked, booking, **DISPLACED_FOR)) == [GRANTED, GRANTED]
    after = again(holder, ranked)
    assert statuses(after) == [DISPLACED, DISPLACED, GRANTED]
    assert after.occurrences[0].reason == "Børn før voksne"
    assert (after.version, after.sequence) == (holder.version + 1, holder.sequence + 1)
    assert count(Claim) == 3


def test_displace__several_at_once__each_is_told_and_has_a_decision(ranked: Scene) -> None:
    """The whole hall, where both halves are held."""
    holders = [adults(ranked, spaces=(f"skolen/hal-{half}",)) for half in "ab"]
    booking = ranked.book(spaces=("skolen/hal",))
    decide(ranked, booking, **DISPLACED_FOR)
    assert [statuses(again(it, ranked)) for it in holders] == [[DISPLACED], [DISPLACED]]
    assert count(Outbox, topic="booking.displaced") == count(Journal, act="booking.displaced") == 2
    assert count(Decision, act="displaced", reason="Børn før voksne", hearing="Ringet op i går") == 2


def test_displace__a_larger_place_than_is_needed__frees_all_of_it(ranked: Scene) -> None:
    adults(ranked, spaces=("skolen/hal",))
    decide(ranked, ranked.book(spaces=("skolen/hal-a",)), **DISPLACED_FOR)
    assert ranked.is_free("17:00-18:30", spaces=("skolen/hal-b",))


def test_displace__not_said__is_a_conflict(ranked: Scene) -> None:
    adults(ranked)
    with pytest.raises(Conflict, match="taken"):
        decide(ranked, ranked.book(), reason="Børn før voksne")


@pytest.mark.parametrize("missing", ["reason", "hearing"])
def test_displace__without_what_the_law_asks_for__is_invalid(ranked: Scene, missing: str) -> None:
    adults(ranked)
    with pytest.raises(Invalid) as raised:
        decide(ranked, ranked.book(), **{**DISPLACED_FOR, missing: ""})
    assert list(raised.value.fields) == [missing]


def test_displace__who_does_not_come_later__needs_a_category(ranked: Scene) -> None:
    """The rules give children no right to a time that other children have; a person may."""
    holder = ranked.book(organization="judo")
    booking = ranked.book(wait=True)
    with pytest.raises(Invalid):
        decide(ranked, booking, **DISPLACED_FOR)
    decide(ranked, booking, **DISPLACED_FOR, category=DeviationCategory.SPECIAL_GROUP)
    assert statuses(again(holder, ranked)) == [DISPLACED]


def test_displace__above_the_cap__needs_a_category(scene: Scene) -> None:
    scene.rule(PRIORITY + "\ncap_percent = 10")
    holder = adults(scene, rrule=WEEKLY.format(5))
    booking = scene.book()
    with pytest.raises(Invalid):
        decide(scene, booking, **DISPLACED_FOR)
    decide(scene, booking, **DISPLACED_FOR, category=DeviationCategory.AGREEMENT)
    assert statuses(again(holder, scene))[0] is DISPLACED


def test_displace__at_a_venue_of_other_officers__is_not_allowed(ranked: Scene) -> None:
    """Their booking lies at both venues at once."""
    adults(ranked, spaces=("skolen/hal-a", "torvet/torvet"))
    booking = ranked.book()
    people.add("skole@town.example", NOW, role=RoleName.OFFICER, venue="skolen")
    officer = people.authenticate(people.create_token("skole@town.example", NOW), NOW)
    with pytest.raises(NotAllowed):
        decide_as(booking.ref, Ruling(True, **DISPLACED_FOR), None, officer, NOW)


def test_displace__and_then_fail__changes_nothing(ranked: Scene) -> None:
    """Granted at 17 in the place of others, but refused at 19 without its date: nothing of it happens."""
    holder = adults(ranked)
    booking = ranked.book()
    with pytest.raises(Invalid):
        decide(ranked, booking, **DISPLACED_FOR, refuse=("2027-01-13T17:00",))
    assert statuses(again(holder, ranked)) == [GRANTED]
    with db.session() as session:
        assert session.query(Decision).filter(Decision.act != "asked").count() == 0
