"""The day sheet marks what changed since yesterday's, and strikes through what is gone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from booking.services import cancellations, changes, days
from booking.services.actors import SYSTEM
from booking.services.day_sheet import Change, Entry
from booking.services.targets import Scope
from booking.vocabulary import BookingKind, Status
from tests.services.diary import LONG_BEFORE, book
from tests.town import founded

DAY = date(2027, 1, 12)
LAST_SHEET = datetime(2027, 1, 11, 5, tzinfo=UTC)
"""06:00 in Copenhagen, the day before."""
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _town(app: Flask, app_context: None) -> None:
    founded(app)


def entries(day: date = DAY) -> tuple[Entry, ...]:
    return days.day("skolen", day, None, LAST_SHEET + timedelta(days=1)).entries


def marks(day: date = DAY) -> list[Change | None]:
    return [entry.change for entry in entries(day)]


def cancel(ref: str, now: datetime) -> None:
    cancellations.cancel(ref, Scope.ALL, None, "", None, SYSTEM, now)


def move(ref: str, now: datetime, **values: str) -> None:
    wish = changes.Change(values, Scope.ONE, "2027-01-12T17:00")
    assert changes.change(ref, wish, None, SYSTEM, now).booking


@pytest.mark.parametrize(("made", "mark"), [(LAST_SHEET, Change.NEW), (LAST_SHEET - A_MINUTE, None)])
def test_day__booked_since_the_last_sheet__is_new(made: datetime, mark: Change | None) -> None:
    book(now=made)
    assert marks() == [mark]


def test_day__booked_since__says_when() -> None:
    book(now=LAST_SHEET)
    assert entries()[0].changed_at == LAST_SHEET


def test_day__cancelled_since__stays_struck_through() -> None:
    """Behaviour 17: cancelled rows stay; they hold nothing."""
    cancel(book().ref, LAST_SHEET)
    [entry] = entries()
    assert (entry.status, entry.change, entry.takes_place) == (Status.CANCELLED, Change.CANCELLED, False)
    book("17:00", "18:30", organization="judo")
    assert [entry.takes_place for entry in entries()].count(True) == 1


def test_day__cancelled_some_days_before__stays_unmarked() -> None:
    cancel(book().ref, LAST_SHEET - timedelta(days=5))
    assert marks() == [None]


def test_day__cancelled_weeks_before__is_gone() -> None:
    cancel(book().ref, LAST_SHEET - timedelta(days=20))
    assert entries() == ()


def test_day__moved_within_the_day__is_marked() -> None:
    ref = book(rrule="FREQ=WEEKLY;COUNT=2").ref
    move(ref, LAST_SHEET, start="2027-01-12T19:00", end="2027-01-12T20:30")
    assert marks() == [Change.MOVED]


def test_day__moved_to_another_day__is_told_on_both() -> None:
    ref = book(rrule="FREQ=WEEKLY;COUNT=2").ref
    move(ref, LAST_SHEET, start="2027-01-14T19:00", end="2027-01-14T20:30")
    [left] = entries()
    assert (left.change, left.start.date()) == (Change.MOVED_AWAY, date(2027, 1, 14))
    assert len(entries(date(2027, 1, 14))) == 1


def test_day__demonstration__is_told_though_it_holds_nothing() -> None:
    book(kind=BookingKind.DEMONSTRATION)
    [entry] = entries()
    assert entry.takes_place


def test_day__long_known__is_unmarked() -> None:
    book(now=LONG_BEFORE)
    assert marks() == [None]
