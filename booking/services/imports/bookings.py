"""Bookings from CSV, each judged by the rules like any other; the columns are in docs/imports.md."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import Booking
from booking.rules.verdict import Finding, OccurrenceVerdict, Verdict
from booking.services import bookings
from booking.services.actors import Actor
from booking.services.imports import cells
from booking.services.imports.cells import BadCell, Column, Read
from booking.services.imports.rows import UNCHANGED, Done, Result, run
from booking.services.requests import DETAILS, LONGEST_NOTE, Request, Responsible, details_of
from booking.services.unit_of_work import reads
from booking.vocabulary import Audience, BookingKind, Effect, Status, Track
from booking.wording import N_, Text

MOST_PEOPLE = 1_000_000
LONGEST_BUFFER_MINUTES = 24 * 60
LONGEST_DETAIL = 200


def further_time(cell: str) -> date | tuple[str, str]:
    """A further date at the same hours, or a time of its own: 2027-01-12, or 2027-01-12 17:00 to 2027-01-12 18:30."""
    first, to, last = cell.partition(" to ")
    if not to:
        return cells.day(cell)
    return cells.moment(first.strip()), cells.moment(last.strip())


def space(cell: str) -> str:
    venue, slash, name = cell.partition("/")
    if not slash:
        raise BadCell(N_("“{value}” is not a space such as baltorpskolen/hal-a."), value=cell)
    return f"{cells.slug(venue)}/{cells.slug(name)}"


def detail(kind: type) -> Read:
    """How a detail of this type is read."""
    if issubclass(kind, StrEnum):
        return cells.word(kind)
    return {bool: cells.boolean, int: cells.number(0, MOST_PEOPLE), str: cells.text(LONGEST_DETAIL)}[kind]


COLUMNS = (
    Column("external_id", cells.text(200), needed=True),
    Column("spaces", cells.listing(space), needed=True),
    Column("organization", cells.slug, needed=True),
    Column("activity", cells.text(200), needed=True),
    Column("people", cells.number(0, MOST_PEOPLE), needed=True),
    Column("start", cells.moment, needed=True),
    Column("end", cells.moment, needed=True),
    Column("kind", cells.word(BookingKind), empty=BookingKind.OTHER),
    Column("audience", cells.word(Audience), empty=Audience.MIXED),
    Column("track", cells.word(Track)),
    Column("rrule", cells.text(500)),
    Column("skip", cells.listing(cells.day), empty=()),
    Column("dates", cells.listing(further_time), empty=()),
    Column("accept_partial", cells.boolean, empty=False),
    Column("wait", cells.boolean, empty=False),
    Column("layout", cells.text(80)),
    Column("setup_minutes", cells.number(0, LONGEST_BUFFER_MINUTES)),
    Column("clear_up_minutes", cells.number(0, LONGEST_BUFFER_MINUTES)),
    Column("lanes", cells.number(1, 1000)),
    Column("responsible_name", cells.text(200), empty=""),
    Column("responsible_phone", cells.text(40), empty=""),
    Column("note", cells.text(LONGEST_NOTE), empty=""),
    *(Column(name, detail(kind)) for name, kind in DETAILS.items()),
)


def load(file: BinaryIO, actor: Actor, now: datetime, dry_run: bool = False) -> Iterator[Result]:
    """Ask for each row's booking, in order; one that is already there by its external id is left as it is."""
    return run(file, COLUMNS, partial(_load_row, actor=actor, now=now), dry_run)


def _load_row(row: Mapping[str, Any], actor: Actor, now: datetime) -> Done:
    if known(row["external_id"]):
        return Done(UNCHANGED)
    answer = bookings.submit(_request(row), actor, now, with_alternatives=False)
    assert answer.verdict is not None
    return Done(answer.verdict.outcome, reasons(answer.verdict))


@reads
def known(session: Session, external_id: str) -> bool:
    """Whether there is a booking of this external id."""
    return session.scalar(select(Booking.id).where(Booking.external_id == external_id)) is not None


def reasons(verdict: Verdict) -> tuple[Text, ...]:
    """Why it is not simply granted: each finding once, with the dates it concerns where it does not concern all."""
    found = [
        Text(finding.text.template, {**finding.text.values, "zone": verdict.occurrences[0].start.tzinfo})
        for finding in verdict.findings
        if finding.effect is not Effect.INFORM
    ]
    for occurrence in verdict.occurrences:
        if occurrence.status is not Status.GRANTED:
            found += [_dated(occurrence, it) for it in occurrence.findings if it.effect is not Effect.INFORM]
    return tuple(found)


def _dated(occurrence: OccurrenceVerdict, finding: Finding) -> Text:
    """Times are said in the zone of the place."""
    values = {"day": occurrence.start.date(), "status": occurrence.status, "reason": finding.text}
    return Text(N_("{day}: {status}. {reason}"), {**values, "zone": occurrence.start.tzinfo})


def _request(row: Mapping[str, Any]) -> Request:
    """The columns are called as the fields of a request and its details, but for the responsible person's."""
    grouped = {"responsible_name", "responsible_phone", *DETAILS}
    fields = {name: value for name, value in row.items() if name not in grouped}
    fields["skip"] = frozenset(row["skip"])
    responsible = Responsible(row["responsible_name"], row["responsible_phone"])
    return Request(**fields, responsible=responsible, details=details_of({name: row[name] for name in DETAILS}))
