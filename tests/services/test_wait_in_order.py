"""Several who wait for the same place (DK-31): who gets it, what they share, and what an officer decides."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from booking.model import Booking, Claim, Decision, Journal, Organization, Outbox, Space, db
from booking.services import bookings, expiry, waiting
from booking.services.actors import SYSTEM
from booking.vocabulary import Audience, BookingKind, Status
from tests.scenes import NOW, WEEKLY, Scene, count
from tests.services.deciding import decide
from tests.services.waiting import now_of, wait

GRANTED, HELD, WAITING = Status.GRANTED, Status.HELD, Status.WAITING
STATED = 'use = "priority"\ncriteria = ["rank"]'
"""Who asked first counts for nothing."""


@pytest.fixture
def clubs(scene: Scene) -> list[str]:
    return scene.clubs(4)


@pytest.mark.parametrize("first", [Audience.CHILDREN, Audience.ADULTS])
def test_wait__children_and_adults__children_come_first_whoever_asked_first(scene: Scene, first: Audience) -> None:
    """DK-31: rank among the waiting, not oldest first."""
    audiences = [first, Audience.ADULTS if first is Audience.CHILDREN else Audience.CHILDREN]
    holder = scene.book()
    later = {
        it: wait(scene, club=club, minutes=minutes, audience=it)
        for minutes, (it, club) in enumerate(zip(audiences, scene.clubs(2), strict=True))
    }
    scene.cancel(holder)
    assert now_of(later[Audience.CHILDREN]) == [GRANTED]
    assert now_of(later[Audience.ADULTS]) == [WAITING]


def test_wait__equals__who_asked_first_gets_it_where_the_order_says_so(scene: Scene, clubs: list[str]) -> None:
    holder = scene.book()
    later, earlier = (wait(scene, club=club, minutes=minutes) for club, minutes in zip(clubs[:2], (9, 1), strict=True))
    scene.cancel(holder)
    assert (now_of(earlier), now_of(later)) == ([GRANTED], [WAITING])


def test_wait__asked_anew__counts_from_then(scene: Scene, clubs: list[str]) -> None:
    """Who changes the request of long ago has not asked first."""
    holder = scene.book()
    one, other = (wait(scene, club=club, minutes=minutes) for minutes, club in enumerate(clubs[:2]))
    with db.session() as session:
        session.execute(update(Booking).where(Booking.ref == one.ref).values(asked_at=NOW + timedelta(hours=1)))
        session.commit()
    scene.cancel(holder)
    assert (now_of(one), now_of(other)) == ([WAITING], [GRANTED])


def test_wait__a_tie__goes_to_an_officer_and_to_nobody_by_itself(scene: Scene, clubs: list[str]) -> None:
    scene.rule(STATED)
    holder = scene.book()
    tied = [wait(scene, club=club, minutes=minutes) for minutes, club in enumerate(clubs[:2])]
    behind = wait(scene, club=clubs[2], audience=Audience.ADULTS)
    scene.cancel(holder)
    assert [now_of(it) for it in (*tied, behind)] == [[WAITING]] * 3
    assert count(Claim) == 0
    assert count(Journal, act="waiting.tie") == 2
    with db.session() as session:
        told = session.query(Outbox.payload).filter_by(topic="waiting.tie").scalar()
    assert told["occurrences"] == [it.occurrences[0].id for it in tied]
    decide(scene, tied[1])
    assert [now_of(it) for it in tied] == [[WAITING], [GRANTED]]


def test_wait__equal_to_the_same_instant__is_a_tie(scene: Scene, clubs: list[str]) -> None:
    """Neither the number of a row nor chance decides."""
    holder = scene.book()
    tied = [wait(scene, club=club) for club in clubs[:2]]
    scene.cancel(holder)
    assert [now_of(it) for it in tied] == [[WAITING], [WAITING]]
    assert count(Outbox, topic="waiting.tie") == 1


def test_wait__those_who_need_parts_of_it__share_what_they_leave(scene: Scene, clubs: list[str]) -> None:
    """Who comes first is in the way of the one in the middle, who is in nobody's way any more."""
    holder = scene.book("17:00-21:00")
    times = ("17:00-19:00", "18:00-20:00", "19:00-21:00")
    early, middle, late = (wait(scene, it, clubs[n], minutes=n) for n, it in enumerate(times))
    scene.cancel(holder)
    assert [now_of(it) for it in (early, middle, late)] == [[GRANTED], [WAITING], [GRANTED]]


def test_wait__a_half_of_the_hall_given_back__goes_to_who_waits_for_the_half(scene: Scene, clubs: list[str]) -> None:
    """Behaviour 1: the other half is still held."""
    holder = scene.book(spaces=("skolen/hal-a",))
    scene.book(spaces=("skolen/hal-b",))
    whole = wait(scene, club=clubs[0], spaces=("skolen/hal",))
    half = wait(scene, club=clubs[1], spaces=("skolen/hal-a",), minutes=1)
    scene.cancel(holder)
    assert (now_of(whole), now_of(half)) == ([WAITING], [GRANTED])


def test_wait__lanes_enough_for_all_who_tie__all_get_theirs(scene: Scene, clubs: list[str]) -> None:
    scene.rule(STATED)
    lanes = {"spaces": ("skolen/bane",)}
    holder = scene.book(lanes=6, **lanes)
    tied = [wait(scene, club=club, lanes=2, **lanes) for club in clubs[:3]]
    behind = wait(scene, club=clubs[3], audience=Audience.ADULTS, lanes=1, **lanes)
    scene.cancel(holder)
    assert [now_of(it) for it in tied] == [[GRANTED]] * 3
    assert now_of(behind) == [WAITING]


def test_wait__lanes_too_few_for_all_who_tie__go_to_an_officer(scene: Scene, clubs: list[str]) -> None:
    scene.rule(STATED)
    lanes = {"spaces": ("skolen/bane",)}
    holder = scene.book(lanes=6, **lanes)
    tied = [wait(scene, club=club, lanes=3, **lanes) for club in clubs[:3]]
    scene.cancel(holder)
    assert [now_of(it) for it in tied] == [[WAITING]] * 3
    assert count(Claim) == 0


def test_wait__lanes_left_by_those_who_come_first__go_to_the_next(scene: Scene, clubs: list[str]) -> None:
    lanes = {"spaces": ("skolen/bane",)}
    holder = scene.book(lanes=6, **lanes)
    asked = [wait(scene, club=club, minutes=n, lanes=4 - n, **lanes) for n, club in enumerate(clubs[:3])]
    scene.cancel(holder)
    assert [now_of(it) for it in asked] == [[GRANTED], [WAITING], [GRANTED]]


def test_wait__two_series__one_decision_for_all_the_dates_of_each(scene: Scene, clubs: list[str]) -> None:
    holder = scene.book(rrule=WEEKLY.format(6))
    first = wait(scene, club=clubs[0], rrule=WEEKLY.format(3))
    second = wait(scene, club=clubs[1], rrule=WEEKLY.format(6), minutes=1)
    scene.cancel(holder)
    assert (now_of(first), now_of(second)) == ([GRANTED] * 3, [WAITING] * 3 + [GRANTED] * 3)
    assert count(Decision, act="promoted") == 2


def test_wait__what_an_officer_decides__is_held_until_then_and_then_offered_to_the_next(scene: Scene) -> None:
    holder = scene.book()
    first = wait(scene, kind=BookingKind.MARKET)
    second = wait(scene, audience=Audience.ADULTS, minutes=1)
    scene.cancel(holder)
    assert (now_of(first), now_of(second)) == ([HELD], [WAITING])
    expires = bookings.find(first.ref, SYSTEM).occurrences[0].expires_at
    assert expires
    expiry.release_overdue(expires)
    assert waiting.offer_freed(expires) == 1
    assert (now_of(first), now_of(second)) == ([Status.CANCELLED], [GRANTED])


def test_wait__whose_place_is_no_longer_booked_there__leaves_it_to_the_next(scene: Scene, clubs: list[str]) -> None:
    holder = scene.book(spaces=("skolen/hal",))
    gone = wait(scene, club=clubs[0], spaces=("skolen/hal-b",))
    waits = wait(scene, club=clubs[1], spaces=("skolen/hal",), minutes=1)
    scene.change(Space, "hal-b", retired=True)
    scene.cancel(holder)
    assert (now_of(gone), now_of(waits)) == ([WAITING], [GRANTED])


def test_wait__suspended_meanwhile__is_judged_by_what_is_known_now(scene: Scene, clubs: list[str]) -> None:
    scene.rule('use = "suspension"')
    holder = scene.book()
    first, second = (wait(scene, club=club, minutes=n) for n, club in enumerate(clubs[:2]))
    scene.change(Organization, clubs[0], suspended_by="Socialministeriet")
    scene.cancel(holder)
    assert (now_of(first), now_of(second)) == ([WAITING], [GRANTED])
