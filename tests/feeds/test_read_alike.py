"""Calendars with hard histories in the programs of people: all read the same, and it is what the database holds."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from booking.model import Booking, Venue, db
from booking.services import cancellations, changes
from booking.services.changes import Change
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import BookingKind
from tests.feeds.conftest import Read
from tests.feeds.readers.every import READERS, Reader, read_alike
from tests.feeds.readers.texts import TEXTS
from tests.feeds.reading import Shown
from tests.feeds.stored import stored, told
from tests.scenes import NOW, Scene, write_calendars

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
LATER = NOW + timedelta(hours=1)
YEAR_ROUND = "FREQ=WEEKLY;COUNT=48"
"""From January on over both changes of the clock: on 28 March, when 02:00 to 03:00 is skipped, and on 31 October."""
SATURDAY, SUNDAY = "2027-01-09", "2027-01-10"
WEEKLY = (
    *(f"{SATURDAY}T{time}" for time in ("17:00-18:30", "22:00-01:30", "22:00-02:00", "22:00-03:00", "20:00-08:00")),
    *(f"{SUNDAY}T{time}" for time in ("00:00-01:00", "00:00-02:00", "00:30-02:30", "01:30-04:00", "03:00-04:00")),
    *(f"{SUNDAY}T{time}" for time in ("00:00-00:00", "23:00-00:00", "02:00-03:00", "01:00-02:00", "09:00-10:30")),
)
SERIES = (
    ("2027-01-12", "FREQ=WEEKLY;INTERVAL=2;COUNT=24"),
    ("2027-01-12", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=80"),
    ("2027-01-12", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=40"),
    ("2027-01-12", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO;COUNT=40"),
    ("2027-04-06", "FREQ=WEEKLY;UNTIL=20271026"),
    ("2027-11-02", "FREQ=WEEKLY;UNTIL=20271228"),
    ("2027-01-29", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12"),
    ("2027-01-12", "FREQ=MONTHLY;BYDAY=2TU;COUNT=12"),
    ("2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=7"),
    ("2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12"),
    ("2027-01-29", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12"),
    ("2027-01-01", "FREQ=DAILY;COUNT=365"),
    ("2027-01-01", "FREQ=DAILY;INTERVAL=10;COUNT=36"),
    ("2026-12-31", "FREQ=YEARLY;COUNT=3"),
)

MISREAD = {
    "en bagstreg \\n foran et n": ("node-ical",),
    "en bagstreg \\N foran et N": ("node-ical", "khal"),
    "America/Nuuk": ("libical",),
}
"""By whom: node-ical takes the backslash and the n of an escaped backslash before an n for a newline, khal writes a
backslash before an N as one. libical shows what is every week at 22:00 in Nuuk an hour late on the day after the clocks
went forward there, at 23:00; once at that time it shows right."""

Look = Callable[..., Sequence[Shown]]


@pytest.fixture
def look(read: Read) -> Look:
    """`look("skolen", now=...)`: what all readers see, which is what the database holds."""

    def seen(place: str = "skolen", now: datetime = LATER, but: Sequence[str] = ()) -> Sequence[Shown]:
        shown = read_alike(read(place, now, first=FIRST, last=LAST), FIRST, LAST, but)
        assert told(shown) == stored(place, FIRST, LAST, now)
        return shown

    return seen


def change(scene: Scene, booking: BookingView, scope: Scope, occurrence: str | None, **values: object) -> None:
    wish = Change(values, scope, occurrence)
    answer = changes.change(booking.ref, wish, None, scene.actor("system"), LATER)
    assert answer.booking, answer.verdict


def move(scene: Scene, booking: BookingView, occurrence: str, to: str, scope: Scope = Scope.ONE) -> None:
    start = datetime.fromisoformat(to)
    times = {"start": to, "end": (start + timedelta(minutes=90)).isoformat(timespec="minutes")}
    change(scene, booking, scope, occurrence, **times)


def cancel(scene: Scene, booking: BookingView, *occurrences: str, scope: Scope = Scope.ONE) -> None:
    for occurrence in occurrences:
        cancellations.cancel(booking.ref, scope, occurrence, "", None, scene.actor("system"), NOW)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("reader", READERS, ids=lambda it: it.name)
def test_read_alike__nothing_booked__is_an_empty_calendar(reader: Reader, read: Read, scene: Scene) -> None:
    if reader.lacks():
        pytest.skip(f"{reader.name} is not installed: {reader.lacks()}")
    assert reader.read(read("skolen"), FIRST, LAST) == []


@pytest.mark.database("sqlite")
def test_read_alike__weekly_over_both_changes_of_the_clock__is_as_booked(scene: Scene, look: Look) -> None:
    """Those that would begin or end in an hour that is skipped or repeated are refused."""
    for hall, time in zip(scene.halls(len(WEEKLY)), WEEKLY, strict=True):
        scene.book(time, spaces=(hall,), rrule=YEAR_ROUND, accept_partial=True)
    assert len(look("centret")) > 47 * len(WEEKLY)


@pytest.mark.database("sqlite")
def test_read_alike__every_kind_of_series__is_as_booked_with_and_without_one_cancelled(
    scene: Scene, look: Look
) -> None:
    for hall, (first, rrule) in zip(scene.halls(len(SERIES)), SERIES, strict=True):
        booking = scene.book(f"{first}T17:00-18:30", spaces=(hall,), rrule=rrule)
        middle = booking.occurrences[len(booking.occurrences) // 2]
        cancel(scene, booking, f"{middle.start:%Y-%m-%dT%H:%M}")
    called_off = [it for it in look("centret") if it.status == "CANCELLED"]
    assert len(called_off) == len(SERIES)


@pytest.mark.parametrize("gone", [(0,), (-1,), (0, 1), (-2, -1), (0, -1), (2,), (0, 1, 3, 4, 5), (0, 1, 2, 3, 4, 5)])
def test_read_alike__some_cancelled__are_called_off_and_later_left_out(
    scene: Scene, look: Look, gone: tuple[int, ...]
) -> None:
    booking = scene.book(rrule="FREQ=WEEKLY;COUNT=6")
    cancel(scene, booking, *(f"{booking.occurrences[it].start:%Y-%m-%dT%H:%M}" for it in gone))
    assert [it.status for it in look()].count("CANCELLED") == len(gone)
    assert len(look(now=datetime(2027, 4, 1, tzinfo=UTC))) == 6 - len(gone)


@pytest.mark.parametrize(
    ("occurrence", "to"),
    [
        ("2027-01-12T17:00", "2027-01-12T19:00"),
        ("2027-01-12T17:00", "2027-01-02T17:00"),
        ("2027-01-12T17:00", "2027-02-20T17:00"),
        ("2027-01-26T17:00", "2027-01-27T09:00"),
        ("2027-01-26T17:00", "2027-02-04T17:00"),
        ("2027-01-26T17:00", "2027-01-11T17:00"),
        ("2027-01-26T17:00", "2027-03-27T23:00"),
        ("2027-01-26T17:00", "2027-03-28T03:00"),
        ("2027-01-26T17:00", "2027-10-31T01:30"),
        ("2027-02-09T17:00", "2027-12-24T17:00"),
        ("2027-02-09T17:00", "2027-01-03T17:00"),
        ("2027-01-19T17:00", "2027-02-02T18:30"),
    ],
)
def test_read_alike__one_moved__is_where_it_went_and_not_where_it_was(
    scene: Scene, look: Look, occurrence: str, to: str
) -> None:
    booking = scene.book(rrule="FREQ=WEEKLY;COUNT=5")
    move(scene, booking, occurrence, to)
    assert len(look()) == 5
    assert len(look("skolen/hal")) == 5


def test_read_alike__one_moved_to_where_another_was__is_there_beside_what_is_called_off(
    scene: Scene, look: Look
) -> None:
    booking = scene.book(rrule="FREQ=WEEKLY;COUNT=5")
    cancel(scene, booking, "2027-01-26T17:00")
    move(scene, booking, "2027-01-19T17:00", "2027-01-26T17:00")
    assert [it.start.day for it in look()] == [12, 26, 26, 2, 9]


def test_read_alike__two_that_changed_places__are_both_there(scene: Scene, look: Look) -> None:
    booking = scene.book(rrule="FREQ=WEEKLY;COUNT=5")
    move(scene, booking, "2027-01-19T17:00", "2027-01-26T19:00")
    move(scene, booking, "2027-01-26T17:00", "2027-01-19T17:00")
    move(scene, booking, "2027-01-26T19:00", "2027-01-26T17:00")
    assert [it.start.day for it in look()] == [12, 19, 26, 2, 9]


def test_read_alike__one_elsewhere__is_in_both_calendars_where_it_belongs(scene: Scene, look: Look) -> None:
    booking = scene.book(rrule="FREQ=WEEKLY;COUNT=5")
    change(scene, booking, Scope.ONE, "2027-01-12T17:00", spaces=("torvet/torvet",))
    change(scene, booking, Scope.ONE, "2027-01-26T17:00", spaces=("skolen/hal-b", "torvet/torvet"))
    assert [len(look(place)) for place in ("skolen", "skolen/hal-a", "skolen/hal-b", "torvet")] == [4, 3, 1, 2]


@pytest.mark.parametrize("occurrence", ["2027-01-19T17:00", "2027-03-23T17:00", "2027-03-30T17:00"])
def test_read_alike__this_and_following__end_one_series_and_begin_another(
    scene: Scene, look: Look, occurrence: str
) -> None:
    booking = scene.book(rrule=YEAR_ROUND)
    cancel(scene, booking, "2027-02-16T17:00", "2027-04-13T17:00")
    move(scene, booking, "2027-03-09T17:00", "2027-03-10T20:00")
    move(scene, booking, occurrence, occurrence.replace("17:00", "19:30"), Scope.FOLLOWING)
    look()
    cancel(scene, booking, "2027-01-12T17:00", scope=Scope.FOLLOWING)
    look()


@pytest.mark.parametrize("time", ["2027-03-27T20:00-10:00", "2027-10-30T20:00-10:00", "2027-03-28T01:00-03:00"])
def test_read_alike__one_event_over_a_change_of_the_clock__is_as_long_as_booked(
    scene: Scene, look: Look, time: str
) -> None:
    booking = scene.book(time)
    (shown,) = look()
    assert (shown.start, shown.end) == (booking.start.astimezone(UTC), booking.end.astimezone(UTC))


def test_read_alike__held_beside_granted__are_told_apart(scene: Scene, look: Look) -> None:
    scene.book(rrule=YEAR_ROUND)
    scene.book("2027-02-06T09:00-16:00", spaces=("torvet/torvet",), kind=BookingKind.MARKET, rrule=YEAR_ROUND)
    assert {it.status for it in look("torvet")} == {"TENTATIVE"}
    assert {it.status for it in look("skolen")} == {"CONFIRMED"}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("zone", ["America/New_York", "America/Nuuk", "Atlantic/Faroe", "Asia/Kolkata", "UTC"])
def test_read_alike__in_any_zone__is_as_booked(scene: Scene, look: Look, zone: str) -> None:
    scene.change(Venue, "skolen", timezone=zone)
    for time in (f"{SATURDAY}T22:00-04:00", f"{SATURDAY}T09:00-10:30"):
        scene.book(time, rrule=YEAR_ROUND)
    assert len(look(but=MISREAD.get(zone, ()))) == 96


@pytest.mark.database("sqlite")
def test_read_alike__any_text__is_the_same_to_all(scene: Scene, look: Look) -> None:
    write(scene, TEXTS)
    expected = [f"{'AFLYST: ' if index % 2 else ''}{said(text)}" for index, text in enumerate(TEXTS)]
    assert [it.summary for it in look()] == expected


@pytest.mark.parametrize("text", [text for text in MISREAD if "\\" in text])
@pytest.mark.database("sqlite")
def test_read_alike__a_text_that_some_misread__is_the_same_to_all_others(scene: Scene, look: Look, text: str) -> None:
    write(scene, [text])
    (shown,) = look(but=MISREAD[text])
    assert shown.summary == said(text)


def write(scene: Scene, activities: Sequence[str]) -> None:
    """A booking of each, day by day; every second is cancelled. PostgreSQL holds no more than 200 letters."""
    first = date(2027, 1, 12)
    for index, activity in enumerate(activities):
        booking = scene.book(f"{first + timedelta(days=index)}T17:00-18:30")
        if index % 2:
            scene.cancel(booking)
        with db.session() as session:
            session.execute(update(Booking).where(Booking.ref == booking.ref).values(activity=activity))
            write_calendars(session)
            session.commit()


def said(activity: str) -> str:
    return f"Håndboldklubben: {activity}"
