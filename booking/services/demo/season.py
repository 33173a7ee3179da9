"""A season as it goes: bookings asked for through the real services, decided, given back, and seen by caretakers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from booking.services import bookings, cancellations, decisions, observations
from booking.services.actors import SYSTEM
from booking.services.decisions import Ruling
from booking.services.demo import cases, town
from booking.services.demo.programmes import Season, drawn
from booking.services.targets import Scope
from booking.services.views import BookingView, OccurrenceView
from booking.vocabulary import Seen, Status
from calendars.holidays import NamedPeriod
from calendars.zone import to_utc_lenient, zone

WEEKS_BEFORE = 6
SHORTEST_WEEKS = 8
LONGEST_DAYS = 350
REASONS = ("Træneren er syg", "Stævne", "Klubben holder fri", "For få tilmeldte")
DRAWS = 6
"""How often a programme is drawn again, on average, before the place is taken to be full."""


def beginning(now: datetime) -> datetime:
    """The moment, some weeks before `now`, at which the season was asked for: nine o'clock local."""
    day = now.astimezone(zone(town.TIMEZONE)).date() - timedelta(weeks=WEEKS_BEFORE)
    return to_utc_lenient(datetime.combine(day, time(9)), zone(town.TIMEZONE))


def hold(now: datetime, scale: int) -> None:
    """Everything that happens from `beginning(now)` until `now`, at each copy of the venues."""
    dice = Random("Sambrug")
    season = _season(now)
    lately = now - timedelta(days=2)
    programmes = town.data("season.toml")["programme"]
    cases.play(False, season, beginning(now), beginning(now) + timedelta(days=5))
    for copy in range(1, scale + 1):
        early = [it for it in programmes if it.get("single", [-1])[0] < 0]
        begun = [view for it in early for view in _asked(it, season, beginning(now), dice, copy)]
        _decide(begun, beginning(now) + timedelta(days=5), "Skolen er lukket i ferien.")
        late = [it for it in programmes if it not in early]
        asked = [view for it in late for view in _asked(it, season, lately, dice, copy)]
        _give_back(begun, now, dice)
        _observe(begun, now, dice)
        _decide(asked[::2], now - timedelta(hours=1), "Pladsen skal bruges til vejarbejde.")
    cases.play(True, season, lately, now - timedelta(hours=1))
    town.close_coming(now)


def _season(now: datetime) -> Season:
    """From the Monday a week after the asking to the end of June; never shorter than some weeks, nor beyond a year."""
    begins = beginning(now).date() + timedelta(weeks=1)
    first = begins + timedelta(days=-begins.weekday() % 7)
    june = date(first.year, 6, 30)
    if june < first + timedelta(weeks=SHORTEST_WEEKS):
        june = date(first.year + 1, 6, 30)
    last = min(june, first + timedelta(days=LONGEST_DAYS))
    return Season(first, last, _school_holidays(), now.astimezone(zone(town.TIMEZONE)).date())


def _school_holidays() -> frozenset[date]:
    periods = town.data("year.toml")["period"]
    return frozenset(day for it in periods for day in NamedPeriod(it["name"], it["first_day"], it["last_day"]).dates)


def _asked(
    programme: Mapping[str, Any], season: Season, asked_at: datetime, dice: Random, copy: int
) -> Iterator[BookingView]:
    """Bookings of the programme until there are as many as it wants, or the places are full."""
    written = 0
    for _ in range(programme["count"] * DRAWS):
        if written == programme["count"]:
            return
        answer = bookings.submit(drawn(programme, season, dice, copy), SYSTEM, asked_at, with_alternatives=False)
        if answer.booking is not None:
            written += 1
            yield answer.booking


def _give_back(views: Sequence[BookingView], now: datetime, dice: Random) -> None:
    """Some give back a date or two, a few the rest of their season."""
    for view in dice.sample(views, len(views) // 6):
        ahead = [it for it in view.occurrences if it.status is Status.GRANTED and it.start > now]
        if len(ahead) > 3:
            start = _local(dice.choice(ahead[:6]))
            scope = Scope.FOLLOWING if dice.random() < 0.15 else Scope.ONE
            cancellations.cancel(view.ref, scope, start, dice.choice(REASONS), None, SYSTEM, now - timedelta(hours=3))


def _observe(views: Sequence[BookingView], now: datetime, dice: Random) -> None:
    """What caretakers wrote back in the last days."""
    for view in views:
        for it in view.occurrences:
            if it.status is Status.GRANTED and now - timedelta(days=8) < it.start < now and dice.random() < 0.6:
                seen, persons, text = _seen(view, dice)
                observations.observe(view.ref, _local(it), seen, persons, text, SYSTEM, it.start.astimezone(UTC))


def _seen(view: BookingView, dice: Random) -> tuple[Seen, int | None, str]:
    chance = dice.random()
    if chance < 0.12:
        return Seen.NO_SHOW, None, ""
    if chance < 0.15:
        return Seen.DAMAGE, None, "Et net er revet i stykker."
    if chance < 0.3:
        return Seen.OPENED, None, ""
    return Seen.USED, max(1, round(view.people * dice.uniform(0.4, 1.1))), ""


def _decide(views: Sequence[BookingView], moment: datetime, against: str) -> None:
    """An officer decides what was held: every third is refused, the others approved."""
    held = [(view, [_local(it) for it in view.occurrences if it.status is Status.HELD]) for view in views]
    for number, (view, starts) in enumerate((view, tuple(starts)) for view, starts in held if starts):
        refused = number % 3 == 2
        ruling = Ruling(not refused, starts, against if refused else "")
        decisions.decide(view.ref, ruling, None, SYSTEM, moment)


def _local(it: OccurrenceView) -> str:
    return it.start.replace(tzinfo=None).isoformat(timespec="minutes")
