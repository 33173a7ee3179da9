"""Cases that show the rulebook at work: sharing, yielding, neighbours, absence, events on conditions."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from booking.services import bookings, decisions, observations
from booking.services.actors import SYSTEM
from booking.services.decisions import Ruling
from booking.services.demo import town
from booking.services.demo.programmes import WEEKDAYS, Season, responsible
from booking.services.requests import Request, details_of
from booking.services.views import BookingView
from booking.vocabulary import Audience, BookingKind, Seen, Status

WEEKS_TRIED = 8
"""In how many weeks a case may find its place."""
ABSENCES = 3


def play(late: bool, season: Season, asked_at: datetime, decided_at: datetime) -> None:
    """Ask for those that are late or not, and do what people did about them."""
    for case in town.data("cases.toml")["case"]:
        if case.get("late", False) is late and (view := _asked(case, season, asked_at)) is not None:
            _then(case, view, season, decided_at)


def _asked(case: Mapping[str, Any], season: Season, asked_at: datetime) -> BookingView | None:
    """The booking in the first week in which it becomes what it is to become; None if there is none."""
    for request in _requests(case, season):
        verdict = bookings.preview(request, asked_at, SYSTEM)
        if any(it.status is Status(case["becomes"]) for it in verdict.occurrences):
            return bookings.submit(request, SYSTEM, asked_at).booking
    return None


def _requests(case: Mapping[str, Any], season: Season) -> Iterator[Request]:
    """A series once, from the first week of the season on; anything else in each of some weeks."""
    weekday = WEEKDAYS.index(case["weekday"])
    first = season.first if "weeks" in case else season.today + timedelta(days=case["from_day"])
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    begins, ends = (time.fromisoformat(clock) for clock in case["time"])
    for week in range(1 if "weeks" in case else WEEKS_TRIED):
        start = datetime.combine(day + timedelta(weeks=week), begins)
        end = datetime.combine(start.date() + timedelta(days=ends <= begins), ends)
        yield _request(case, start, end, season)


def _request(case: Mapping[str, Any], start: datetime, end: datetime, season: Season) -> Request:
    said, repeats = case["request"], "weeks" in case
    return Request(
        **said
        | {
            "spaces": tuple(said["spaces"]),
            "kind": BookingKind(said["kind"]),
            "audience": Audience(said["audience"]),
            "details": details_of(said.get("details", {})),
        },
        start=start.isoformat(timespec="minutes"),
        end=end.isoformat(timespec="minutes"),
        rrule=f"FREQ=WEEKLY;COUNT={case['weeks']}" if repeats else None,
        skip=season.holidays if repeats else frozenset(),
        accept_partial=repeats,
        responsible=responsible(Random(said["activity"])),
    )


def _then(case: Mapping[str, Any], view: BookingView, season: Season, decided_at: datetime) -> None:
    match case.get("then"):
        case "approved":
            decisions.decide(view.ref, Ruling(True), None, SYSTEM, decided_at)
        case "displaces":
            ruling = Ruling(True, reason=case["reason"], hearing=case["hearing"], displace=True)
            decisions.decide(view.ref, ruling, None, SYSTEM, decided_at)
        case "stays_away":
            _stay_away(view, season)


def _stay_away(view: BookingView, season: Season) -> None:
    """Nobody came the last times before what is late was asked for."""
    last_day = season.today - timedelta(days=3)
    over = [it for it in view.occurrences if it.status is Status.GRANTED and it.end.date() <= last_day]
    for it in over[-ABSENCES:]:
        start = it.start.replace(tzinfo=None).isoformat(timespec="minutes")
        observations.observe(view.ref, start, Seen.NO_SHOW, None, "", SYSTEM, it.end.astimezone(UTC))
