"""Calendars as text, taken into the town, and what is held there afterwards."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from booking.model import Booking, Occurrence, db
from booking.services.actors import SYSTEM
from booking.services.imports import calendars
from booking.services.imports.ics_plans import Taking
from booking.services.imports.rows import Result
from booking.services.wording import say
from booking.vocabulary import HOLDING
from tests.scenes import NOW

SPACE = "skolen/hal-a"
CALENDARS = Path(__file__).with_name("calendars")


def calendar(*events: Sequence[str], before: Sequence[str] = ()) -> bytes:
    """A calendar of these events, each the lines of a VEVENT; what they lack of UID and SUMMARY is made up."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *before]
    for number, event in enumerate(events, 1):
        given = {line.partition(":")[0].partition(";")[0] for line in event}
        made_up = {"UID": f"UID:u{number}", "SUMMARY": "SUMMARY:Håndbold"}
        lines += ["BEGIN:VEVENT", *(line for name, line in made_up.items() if name not in given), *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def timed(start: str, end: str, *more: str) -> Sequence[str]:
    """`timed("20270112T170000", "20270112T183000")`: an event by the clock of Copenhagen."""
    return (f"DTSTART;TZID=Europe/Copenhagen:{start}", f"DTEND;TZID=Europe/Copenhagen:{end}", *more)


def take(octets: bytes, *, now: datetime = NOW, dry_run: bool = False, **wishes: object) -> list[Result]:
    taking = Taking(**{"space": SPACE, "organization": "haandbold", **wishes})
    return list(calendars.load(BytesIO(octets), taking, SYSTEM, now, dry_run))


def verdicts(results: Sequence[Result]) -> list[str]:
    return [result.verdict for result in results]


def said(result: Result, language: str = "en") -> str:
    return " | ".join(say(reason, language) for reason in result.reasons)


def file(name: str) -> bytes:
    return (CALENDARS / name).read_bytes()


def held(uid: str | None = None) -> list[str]:
    """Every time held by bookings of events, or of this one: `2027-01-12 17:00-18:30`, wall clock."""
    query = select(Occurrence.starts_local, Occurrence.ends_local).join(Occurrence.booking)
    query = query.where(Occurrence.status.in_(HOLDING)).order_by(Occurrence.starts_at)
    if uid:
        query = query.where(Booking.external_id == uid)
    with db.session() as session:
        return [_span(start, end) for start, end in session.execute(query)]


def rules() -> dict[str, str | None]:
    """The rule of each booking by its external id."""
    with db.session() as session:
        return {row.external_id: row.rrule for row in session.scalars(select(Booking))}


def _span(start: datetime, end: datetime) -> str:
    last = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}-{last}"


def day(text: str) -> date:
    return date.fromisoformat(text)
