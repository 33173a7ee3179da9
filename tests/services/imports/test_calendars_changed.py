"""A calendar that says something else than it did: told, and left to people."""

from collections.abc import Sequence

import pytest

from booking.errors import Invalid
from booking.model import Closure, Occurrence
from booking.services import closures
from booking.vocabulary import Status
from tests.scenes import NOW, Scene, count
from tests.services.imports.taking import calendar, day, held, said, take, timed, verdicts

WEEKLY = timed("20270112T170000", "20270112T180000", "UID:w", "RRULE:FREQ=WEEKLY;COUNT=3")
TIMES = ["2027-01-12 17:00-18:00", "2027-01-19 17:00-18:00", "2027-01-26 17:00-18:00"]


@pytest.mark.parametrize(
    ("now_said", "reasons"),
    [
        (
            timed("20270112T173000", "20270112T180000", "UID:w"),
            [
                "lacks what the calendar has: Tuesday 12 January 2027 17:30.",
                "has what the calendar lacks: Tuesday 12 January 2027 17:00, ",
            ],
        ),
        (
            [*WEEKLY, "EXDATE;TZID=Europe/Copenhagen:20270119T170000"],
            ["the calendar lacks: Tuesday 19 January 2027 17:00."],
        ),
        ([*WEEKLY, "SUMMARY:Noget andet"], ["is called “Håndbold”."]),
        ([*WEEKLY, "STATUS:CANCELLED"], ["It is cancelled in the calendar, and booking", "still stands."]),
    ],
)
def test_calendars__changed_since__is_told_and_nothing_done(
    now_said: Sequence[str], reasons: Sequence[str], scene: Scene
) -> None:
    take(calendar(WEEKLY))
    [result] = take(calendar(now_said))
    assert result.verdict == "differs"
    assert all(reason in said(result) for reason in reasons), said(result)
    assert held() == TIMES


def test_calendars__into_another_space__says_where_it_is(scene: Scene) -> None:
    take(calendar(WEEKLY))
    [result] = take(calendar(WEEKLY), space="skolen/hal-b")
    assert result.verdict == "differs"
    assert said(result).endswith("of this event is of skolen/hal-a.")


def test_calendars__cancelled_before_it_was_ever_booked__is_skipped(scene: Scene) -> None:
    assert verdicts(take(calendar([*WEEKLY, "STATUS:CANCELLED"]))) == ["skipped"]


def test_calendars__some_times_are_taken__the_others_are_booked_and_stay_unchanged(scene: Scene) -> None:
    scene.book("2027-01-19T17:00-18:00", organization="judo")
    first = take(calendar(WEEKLY))
    assert verdicts(first) == ["partly"]
    assert verdicts(take(calendar(WEEKLY))) == ["unchanged"]
    assert count(Occurrence, status=Status.GRANTED) == 3


CLOSED = [
    ["UID:jul", "SUMMARY:Juleferie", "DTSTART;VALUE=DATE:20271223", "DTEND;VALUE=DATE:20280103"],
    timed("20270112T080000", "20270112T120000", "UID:m", "SUMMARY:Eksamen", "RRULE:FREQ=WEEKLY;COUNT=2"),
]


def test_calendars__as_closures__closes_each_time_once(scene: Scene) -> None:
    wishes = {"organization": None}
    assert verdicts(take(calendar(*CLOSED), dry_run=True, **wishes)) == ["added", "added"]
    assert count(Closure) == 0
    assert verdicts(take(calendar(*CLOSED), **wishes)) == ["added", "added"]
    assert (count(Closure), count(Closure, all_day=True, reason="Juleferie")) == (3, 1)
    assert verdicts(take(calendar(*CLOSED), **wishes)) == ["unchanged", "unchanged"]
    assert count(Closure) == 3


@pytest.mark.parametrize(
    ("now_said", "closed", "left"),
    [
        (timed("20270113T080000", "20270113T120000", "UID:m"), 3, ["Tuesday 12 ", "Tuesday 19"]),
        (timed("20270112T080000", "20270112T120000", "UID:m"), 2, ["had it: Tuesday 19 January 2027 08:00."]),
        ([*timed("20270112T080000", "20270112T120000", "UID:m"), "STATUS:CANCELLED"], 2, ["Tuesday 12 ", "Tuesday 19"]),
    ],
)
def test_calendars__as_closures_changed_since__closes_anew_and_tells_what_still_is(
    scene: Scene, now_said: Sequence[str], closed: int, left: Sequence[str]
) -> None:
    take(calendar(timed("20270112T080000", "20270112T120000", "UID:m", "RRULE:FREQ=WEEKLY;COUNT=2")), organization=None)
    for _ in range(2):
        (result,) = take(calendar(now_said), organization=None)
        assert result.verdict == "differs"
        assert all(it in said(result) for it in left)
        assert count(Closure, withdrawn_at=None) == closed


def test_calendars__as_closures_called_otherwise__tells_of_the_old_ones_until_they_are_withdrawn(scene: Scene) -> None:
    renamed = [line.replace("Eksamen", "Prøver") for line in CLOSED[1]]
    take(calendar(CLOSED[1]), organization=None)
    results = take(calendar(renamed), organization=None)
    assert verdicts(results) == ["differs"]
    for row in closures.closures("skolen", "hal-a", NOW):
        if row.reason == "Eksamen":
            closures.withdraw("skolen", "hal-a", row.id, scene.actor("caretaker"), NOW)
    assert verdicts(take(calendar(renamed), organization=None)) == ["unchanged"]
    assert count(Closure, withdrawn_at=None) == 2


def test_calendars__as_closures_of_a_venue__tells_whom_they_hit(scene: Scene) -> None:
    hit = scene.book("2027-01-12T09:00-10:00")
    results = take(calendar(*CLOSED), organization=None, space="skolen", until=day("2027-06-30"))
    assert verdicts(results) == ["skipped", "added"]
    assert said(results[1]) == f"It takes back 1 booked time: {hit.ref}."


def test_calendars__bookings_of_a_whole_venue__are_refused(scene: Scene) -> None:
    with pytest.raises(Invalid):
        take(calendar(WEEKLY), space="skolen")
