"""The preview says exactly what the booking then does, whatever is asked, and writes nothing."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from booking.model import Booking, Claim, Journal, Occurrence, Outbox
from booking.rules.verdict import Verdict
from booking.services import audit, bookings
from booking.services.requests import Request
from booking.vocabulary import BookingKind, Outcome, Status, Track
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, count, statuses, wish

RULES = (
    'use = "start-grid"\nminutes = 15',
    'use = "horizon"\ndays = 120',
    'use = "lead-time"\ndays = 3',
    'use = "weekly-quota"\nhours = 6',
    'use = "priority"\nnotice_days = 14',
    'use = "length"\nmax_minutes = 300\neffect = "review"',
)

REQUESTS: dict[str, dict[str, Any]] = {
    "free": {"time": "2027-01-14T10:00-11:00"},
    "taken": {},
    "a series partly taken": {"rrule": WEEKLY.format(4)},
    "a series that is accepted in part": {"rrule": WEEKLY.format(4), "accept_partial": True},
    "a series across the horizon": {"rrule": WEEKLY.format(20), "accept_partial": True},
    "the whole hall": {"spaces": ("skolen/hal",), "rrule": WEEKLY.format(2), "accept_partial": True},
    "two spaces": {"spaces": ("skolen/hal-b", "skolen/bane"), "rrule": WEEKLY.format(2)},
    "more lanes than there are": {"spaces": ("skolen/bane",), "lanes": 7},
    "lanes partly taken": {"spaces": ("skolen/bane",), "lanes": 4},
    "too many people": {"time": "10:00-11:00", "people": 500},
    "off the grid": {"time": "10:07-11:00"},
    "closed": {"time": "06:00-07:00"},
    "beyond the quota": {"time": "2027-02-01T10:00-13:00", "rrule": "FREQ=DAILY;COUNT=4", "accept_partial": True},
    "over a clock change": {"time": "2027-03-14T02:30-04:00", "rrule": WEEKLY.format(3), "accept_partial": True},
    "own use before others": {"organization": "kommunen", "track": Track.OWN_USE, "accept_partial": True},
    "a market": {"time": "2027-01-14T10:00-11:00", "kind": BookingKind.MARKET},
    "a demonstration where others are": {"kind": BookingKind.DEMONSTRATION},
    "set-up against a neighbour": {"time": "18:30-19:30", "setup_minutes": 15},
    "dates": {"dates": (TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=7)), "accept_partial": True},
    "its own neighbour": {
        "time": "2027-01-14T10:00-11:00",
        "dates": (("2027-01-14T11:00", "2027-01-14T12:00"),),
        "clear_up_minutes": 30,
        "accept_partial": True,
    },
}


@pytest.fixture
def busy(scene: Scene) -> Scene:
    """Rules, hours, and somebody there already."""
    scene.open(8 * 60, 22 * 60)
    scene.rule(*RULES)
    scene.institution("kommunen")
    scene.book("17:00-18:30", organization="judo", rrule=WEEKLY.format(2))
    scene.book("17:00-18:30", organization="judo", spaces=("skolen/bane",), lanes=3)
    return scene


@pytest.mark.parametrize("name", REQUESTS)
def test_preview__of_any_request__says_what_submit_does(busy: Scene, name: str) -> None:
    """Behaviour 15 and 19."""
    given = dict(REQUESTS[name])
    same(busy, wish(given.pop("time", ""), **given))


@pytest.mark.parametrize("seed", range(4))
def test_preview__of_one_random_request_after_another__says_what_submit_does(busy: Scene, seed: int) -> None:
    """Behaviour 25: same input, same outcome; each request meets what those before it left."""
    choose = random.Random(seed)
    for _ in range(15):
        same(busy, anything(choose))
    assert audit.problems() == []


def anything(choose: random.Random) -> Request:
    day = TUESDAY + timedelta(days=choose.randrange(21))
    start = choose.randrange(7 * 4, 21 * 4)
    end = min(start + choose.randrange(2, 16), 24 * 4 - 1)
    repeats = choose.choice(
        ({}, {"rrule": WEEKLY.format(3)}, {"dates": (day + timedelta(days=choose.randrange(1, 9)),)})
    )
    return wish(
        f"{day}T{start // 4:02}:{start % 4 * 15:02}-{end // 4:02}:{end % 4 * 15:02}",
        spaces=choose.choice((("skolen/hal",), ("skolen/hal-a",), ("skolen/hal-b",), ("skolen/bane", "skolen/hal-a"))),
        organization=choose.choice(("haandbold", "judo", "kommunen")),
        setup_minutes=choose.choice((0, 15)),
        clear_up_minutes=choose.choice((0, 30)),
        kind=choose.choice((BookingKind.TRAINING, BookingKind.MARKET)),
        accept_partial=choose.random() < 0.7,
        **repeats,
    )


def same(scene: Scene, request: Request) -> None:
    before = written()
    said = bookings.preview(request, NOW)
    assert bookings.preview(request, NOW) == said
    assert written() == before
    done = bookings.submit(request, scene.actor("system"), NOW)
    assert done.verdict
    books = said.outcome in (Outcome.GRANTED, Outcome.REVIEW) or (
        said.outcome is Outcome.PARTLY and request.accept_partial
    )
    assert (done.booking is not None) is books
    if done.booking is None:
        assert done.verdict == said
    else:
        assert replace(done.verdict, alternatives=()) == replace(said, alternatives=())
        assert statuses(done.booking) == statuses(said)


def written() -> list[int]:
    return [count(kind) for kind in (Booking, Occurrence, Claim, Journal, Outbox)]


def test_preview__alternatives__can_be_had_as_they_are_offered__behaviour_20(busy: Scene) -> None:
    """The nearest first, each with as many free times as it says."""
    busy.book("18:30-19:00", organization="judo", spaces=("skolen/hal-b",))
    verdict = busy.preview(rrule=WEEKLY.format(2))
    assert verdict.alternatives
    for offered in verdict.alternatives:
        again = busy.preview(
            spaces=offered.spaces,
            start=f"{offered.start:%Y-%m-%dT%H:%M}",
            end=f"{offered.end:%Y-%m-%dT%H:%M}",
            rrule=offered.rrule,
        )
        assert granted(again) >= offered.free > granted(verdict)
        assert offered.of == 2


def test_preview__alternatives__lie_on_the_same_day_within_two_hours_or_in_equal_rooms(busy: Scene) -> None:
    verdict = busy.preview()
    elsewhere = [it for it in verdict.alternatives if it.spaces != ("skolen/hal-a",)]
    assert {it.spaces for it in elsewhere} == {("skolen/hal-b",)}
    asked = verdict.occurrences[0].start
    for offered in verdict.alternatives:
        assert offered.start.date() == date(2027, 1, 12)
        assert abs(offered.start - asked) <= timedelta(hours=2)


def test_preview__alternatives__leave_room_to_set_up(busy: Scene) -> None:
    busy.book("16:00-17:00", organization="judo", spaces=("skolen/hal-b",))
    verdict = busy.preview(setup_minutes=30)
    assert all(it.spaces != ("skolen/hal-b",) or it.start.hour != 17 for it in verdict.alternatives)


def test_preview__of_what_is_granted__offers_nothing_else(busy: Scene) -> None:
    assert busy.preview("2027-01-14T10:00-11:00").alternatives == ()


def granted(verdict: Verdict) -> int:
    return sum(said.status is not Status.REFUSED for said in verdict.occurrences)
