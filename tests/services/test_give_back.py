"""The deadline of cancelling: kept to the second, kind where it is missed, and no matter for officers."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.errors import Conflict
from booking.model import Claim, Journal, db
from booking.services import audit, cancellations
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.services.wording import say
from booking.vocabulary import BookingKind, Effect, Status
from tests.queries import counted
from tests.scenes import WEEKLY, Scene, count, statuses

DEADLINE = datetime(2027, 1, 10, 16, tzinfo=UTC)
"""48 hours before Tuesday 12 January 17:00 in Copenhagen."""
LATER = DEADLINE + timedelta(seconds=1)
KIND = 'use = "cancellation"\nhours = 48'
STRICT = 'use = "cancellation"\nhours = 48\neffect = "refuse"\nsource = "DK-52"'


def cancel(scene: Scene, booking: BookingView, now: datetime, who: str = "member", **other: str) -> BookingView:
    scope, occurrence = Scope(other.get("scope", "all")), other.get("occurrence")
    return cancellations.cancel(booking.ref, scope, occurrence, "", None, scene.actor(who), now)


def test_cancel__at_the_deadline__is_in_time__behaviour_22(scene: Scene) -> None:
    scene.rule(STRICT)
    left = cancel(scene, scene.book(), DEADLINE)
    assert (left.status, left.findings) == (Status.CANCELLED, ())


def test_cancel__a_second_later_where_the_rule_is_strict__is_a_conflict_that_says_who_helps(scene: Scene) -> None:
    """Behaviour 22."""
    scene.rule(STRICT)
    booking = scene.book()
    with pytest.raises(Conflict) as caught:
        cancel(scene, booking, LATER)
    assert say(caught.value.text, "en") == (
        "It could be cancelled until Sunday 10 January 2027 17:00. "
        "Turn to the municipality: an officer can still cancel it."
    )
    assert count(Claim) == 1


def test_cancel__late_where_the_rule_is_kind__is_given_back_and_told(scene: Scene) -> None:
    """DK-52: giving time back is the easiest thing."""
    scene.rule(KIND)
    left = cancel(scene, scene.book(), LATER)
    assert (left.status, [finding.effect for finding in left.findings]) == (Status.CANCELLED, [Effect.INFORM])
    with db.session() as session:
        details = session.scalars(select(Journal).where(Journal.act == "booking.cancelled")).one().details
    assert details["late"] == details["occurrences"]


def test_cancel__by_an_officer__is_never_late(scene: Scene) -> None:
    scene.rule(STRICT)
    left = cancel(scene, scene.book(), LATER, "officer")
    assert (left.status, left.findings) == (Status.CANCELLED, ())


def test_cancel__a_series_of_which_one_time_is_too_near__gives_back_the_rest_and_says_so(scene: Scene) -> None:
    """Behaviour 16: what can no longer be cancelled stays as it was."""
    scene.rule(STRICT)
    left = cancel(scene, scene.book(rrule=WEEKLY.format(3)), LATER)
    assert statuses(left) == [Status.GRANTED, Status.CANCELLED, Status.CANCELLED]
    assert [finding.effect for finding in left.findings] == [Effect.REFUSE]
    assert audit.problems() == []


def test_cancel__what_was_never_granted__has_no_deadline(scene: Scene) -> None:
    scene.rule(STRICT)
    held = scene.book(kind=BookingKind.MARKET)
    assert held.status is Status.HELD
    assert cancel(scene, held, LATER).status is Status.CANCELLED


def test_cancel__times_at_several_places__are_judged_where_they_are(scene: Scene) -> None:
    """DK-52: each place its own deadline."""
    scene.rule('use = "cancellation"\nhours = 48\neffect = "refuse"\nwhere = { space = "skolen/hal-b" }')
    in_a, in_both = scene.book(), scene.book("19:00-20:00", spaces=("skolen/hal-a", "skolen/hal-b"))
    assert cancel(scene, in_a, LATER).status is Status.CANCELLED
    with pytest.raises(Conflict):
        cancel(scene, in_both, DEADLINE + timedelta(hours=2, seconds=1))


def test_cancel__of_long_series__takes_no_more_queries_than_of_short_ones(app: Flask, scene: Scene) -> None:
    scene.rule(KIND)
    numbers = []
    for times, hour in ((2, 10), (30, 12)):
        booking = scene.book(f"2027-01-12T{hour}:00-{hour + 1}:00", rrule=WEEKLY.format(times))
        with counted(app) as queries:
            cancel(scene, booking, LATER)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
