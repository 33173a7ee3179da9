"""Requests drawn from the demo's programmes: the same for the same day, as the dice are loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from booking.services.demo.town import copy_of
from booking.services.requests import Request, Responsible, details_of
from booking.vocabulary import Audience, BookingKind

SKIPS_HOLIDAYS = 0.8
"""How many of the series leave out the school holidays themselves."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIRST_NAMES = (
    "Asta",
    "Bjarne",
    "Cecilie",
    "Dennis",
    "Elin",
    "Farid",
    "Grethe",
    "Henrik",
    "Ida",
    "Jonas",
    "Kamal",
    "Lis",
)
LAST_NAMES = ("Opfundet", "Eksempelsen", "Prøve", "Fiktiv", "Papirholm", "Tænkt")


@dataclass(frozen=True, slots=True)
class Season:
    """Its first Monday, its last day, the school holidays, and the day on which the demo is loaded; all local."""

    first: date
    last: date
    holidays: frozenset[date]
    today: date


def drawn(programme: Mapping[str, Any], season: Season, dice: Random, copy: int) -> Request:
    """One request of the programme, at the venues' copy of that number."""
    venue, _, space = dice.choice(programme["spaces"]).partition("/")
    organization = programme["own"][venue] if "own" in programme else dice.choice(programme["organizations"])
    repeats = "single" not in programme
    day = _first_day(programme, season, dice) if repeats else _single_day(programme, season, dice)
    start = datetime.combine(day, time.fromisoformat(dice.choice(programme["starts"])))
    least, most = programme["people"]
    return Request(
        spaces=(f"{copy_of(venue, copy)}/{space}",),
        organization=organization,
        activity=dice.choice(programme["activities"]),
        people=dice.randint(least, most),
        start=start.isoformat(timespec="minutes"),
        end=(start + timedelta(minutes=dice.choice(programme["minutes"]))).isoformat(timespec="minutes"),
        kind=BookingKind(programme["kind"]),
        audience=Audience(dice.choice(programme["audiences"])),
        rrule=_rule(programme, season, day, dice) if repeats else None,
        skip=season.holidays if repeats and dice.random() < SKIPS_HOLIDAYS else frozenset(),
        accept_partial=repeats,
        responsible=responsible(dice),
        layout=programme.get("layout"),
        details=details_of(programme.get("details", {})),
    )


def _first_day(programme: Mapping[str, Any], season: Season, dice: Random) -> date:
    days = programme["days"]
    weekday = days.split(",")[0] if isinstance(days, str) else dice.choice(days)
    return season.first + timedelta(days=WEEKDAYS.index(weekday))


def _single_day(programme: Mapping[str, Any], season: Season, dice: Random) -> date:
    earliest, latest = programme["single"]
    return season.today + timedelta(days=dice.randint(earliest, latest))


def _rule(programme: Mapping[str, Any], season: Season, day: date, dice: Random) -> str:
    """Weekly on one day, every week or second week or so; on several days, for twelve weeks."""
    if isinstance(programme["days"], str):
        until = min(season.last, season.first + timedelta(weeks=12, days=-1))
        return f"FREQ=WEEKLY;BYDAY={programme['days']};UNTIL={until:%Y%m%d}"
    interval = dice.choice(programme.get("interval", [1]))
    every = f"INTERVAL={interval};" if interval > 1 else ""
    return f"FREQ=WEEKLY;{every}UNTIL={season.last:%Y%m%d}"


def responsible(dice: Random) -> Responsible:
    """Invented, with a telephone number that nobody has."""
    name = f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)}"
    return Responsible(name, f"+45 00 {dice.randint(0, 99):02} {dice.randint(0, 99):02} {dice.randint(0, 99):02}")
