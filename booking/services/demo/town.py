"""The demo's places and those who use them: venues and organizations by import, holidays, closures, sign-ins."""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from io import BytesIO, StringIO
from string import Template
from typing import Any

from sqlalchemy.orm import Session

from booking.model import NamedPeriod
from booking.services import closures, people
from booking.services.actors import SYSTEM
from booking.services.closures import Closing
from booking.services.imports import organizations, venues
from booking.services.imports.rows import INVALID, Result
from booking.services.unit_of_work import writes
from booking.vocabulary import RoleName
from calendars.zone import days, zone

TIMEZONE = "Europe/Copenhagen"

_DATA = files("booking.services.demo")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person's bearer token, in clear text this once, and what the person is."""

    email: str
    role: str
    token: str


def build(now: datetime, scale: int) -> None:
    """All places, `scale` times over, the organizations, the holidays and closures known long before."""
    _loaded(venues.load(_csv(_venue_rows(scale)), TIMEZONE, SYSTEM, now))
    _loaded(organizations.load(BytesIO(_organizations(now).encode()), SYSTEM, now))
    year = data("year.toml")
    _add_periods(year["period"])
    for closure in year["closure"]:
        for venue in closure["venues"]:
            _close(venue, None, closure["first_day"], closure["last_day"], closure["reason"], now)


def close_coming(now: datetime) -> None:
    """Closures of the days around `now`; who is hit is displaced."""
    today = now.astimezone(zone(TIMEZONE)).date()
    for closure in data("year.toml")["coming"]:
        first, last = (today + timedelta(days=closure[key]) for key in ("from_day", "to_day"))
        _close(closure["venue"], closure["space"], first, last, closure["reason"], now)


def let_in(now: datetime) -> tuple[SignIn, ...]:
    """The persons with their roles; a token for those who are to have one."""
    return tuple(signed for person in data("people.toml")["person"] for signed in _let_in(person, now))


def data(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_DATA / name).read_text("utf-8"))


def copy_of(name: str, number: int) -> str:
    """The slug of the venue's copy: of copy 1, its own."""
    return name if number == 1 else f"{name}-{number}"


def _let_in(person: Mapping[str, Any], now: datetime) -> Iterator[SignIn]:
    email, name = person["email"], person["name"]
    role = RoleName(person["role"]) if "role" in person else None
    for venue in person.get("venues", [None]):
        people.add(email, now, name, role, venue)
    for organization in person.get("organizations", ()):
        people.add(email, now, name, organization=organization)
    if "token" in person:
        yield SignIn(email, person["token"], people.create_token(email, now, "demo"))


def _venue_rows(scale: int) -> Iterator[dict[str, str]]:
    rows = list(csv.DictReader(StringIO((_DATA / "venues.csv").read_text("utf-8"))))
    yield from rows
    for number in range(2, scale + 1):
        for row in rows:
            yield row | {
                "external_id": f"{row['external_id']}/{number}",
                "venue": copy_of(row["venue"], number),
                "venue_name": f"{row['venue_name']} {number}",
            }


def _csv(rows: Iterator[dict[str, str]]) -> BytesIO:
    first = next(rows)
    text = StringIO()
    writer = csv.DictWriter(text, list(first))
    writer.writeheader()
    writer.writerow(first)
    writer.writerows(rows)
    return BytesIO(text.getvalue().encode())


def _organizations(now: datetime) -> str:
    """Their declarations are good for this school year and the next; `$first` is the year in which this one began."""
    first = now.year if now.month >= 8 else now.year - 1
    text = (_DATA / "organizations.csv").read_text("utf-8")
    return Template(text).substitute(first=first, second=first + 1)


def _loaded(results: Iterator[Result]) -> None:
    """The demo's own files have no bad rows."""
    bad = [result for result in results if result.verdict == INVALID]
    assert not bad, bad


@writes
def _add_periods(session: Session, periods: Sequence[Mapping[str, Any]]) -> None:
    session.add_all(NamedPeriod(**period) for period in periods)


def _close(venue: str, space: str | None, first: date, last: date, reason: str, now: datetime) -> None:
    closures.close(venue, space, Closing(days(first, last, zone(TIMEZONE)), True, reason), SYSTEM, now)
