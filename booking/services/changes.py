"""Changing what is booked: one occurrence, this and following, or all that lies ahead; all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from booking.errors import Conflict, Invalid
from booking.model import Booking, Occurrence, OccurrenceSpace
from booking.rules.facts import Time
from booking.rules.verdict import holds
from booking.services import (
    alternatives,
    feed_editions,
    freed,
    journal,
    letting_go,
    records,
    rejudging,
    revisions,
    targets,
)
from booking.services.actors import Actor, require
from booking.services.bookings import Answer, view, write
from booking.services.judging import Judgement
from booking.services.requests import Request
from booking.services.targets import Scope
from booking.services.unit_of_work import writes
from booking.services.views import venue_ids
from booking.services.waiting import offered_afterwards
from booking.vocabulary import ENDED, Act, Outcome, Status
from booking.wording import N_, Text
from calendars.errors import CalendarError
from calendars.recurrence import Recurrence, Series
from calendars.zone import parse_wall

TIMES_AND_PLACES = frozenset({"start", "end", "spaces"})
"""What one occurrence can have of its own."""
PLAIN = frozenset({"note", "responsible"})
"""What nobody judges and all occurrences share."""


@dataclass(frozen=True, slots=True)
class Change:
    """`values` are fields of a Request to replace. `start` and `end` are those of the first occurrence concerned; the
    others move by as much. `occurrence` is the local start of the one that the scope counts from."""

    values: Mapping[str, Any]
    scope: Scope = Scope.ALL
    occurrence: str | None = None


def change(
    ref: str, wish: Change, version: int | None, actor: Actor, now: datetime, *, dry_run: bool = False
) -> Answer:
    """Judge the change as a request, and carry it out if every time is allowed; otherwise nothing changes, and the
    answer says what else could be had.

    NotFound, NotAllowed, Stale, Invalid, Conflict. Where part of a series is changed, that part becomes a booking that
    continues the old one, so that what is past stays as it was.
    """
    answer, refused = _changed(ref, wish, version, actor, now, dry_run=dry_run)
    return replace(answer, verdict=alternatives.afterwards(refused)) if refused else answer


@offered_afterwards
@writes
def _changed(
    session: Session, ref: str, wish: Change, version: int | None, actor: Actor, now: datetime, *, dry_run: bool
) -> tuple[Answer, Judgement | None]:
    """The answer, and the judgement if it was refused."""
    row = targets.locked(session, ref, version, actor, wish.values.get("spaces", ()))
    require(row.organization_id in actor.organizations or actor.decides_for(venue_ids(row.occurrences)))
    if not wish.values:
        raise Invalid.field("body", N_("Say what to change."))
    if wish.scope is Scope.ONE and (other := set(wish.values) - TIMES_AND_PLACES):
        raise Invalid.field(min(other), N_("This concerns the whole booking and cannot differ on one date."))
    if set(wish.values) <= PLAIN:
        return (Answer(None, None) if dry_run else _described(session, row, wish.values, actor, now)), None
    concerned = targets.chosen(row, wish.scope, wish.occurrence, now)
    judgement = judged(session, row, concerned, wish.values, now)
    if judgement.verdict.outcome in (Outcome.REFUSED, Outcome.PARTLY):
        return Answer(judgement.verdict, None), judgement
    if dry_run:
        return Answer(judgement.verdict, None), None
    number = _carry_out(session, row, concerned, wish.scope, judgement, actor, now)
    return Answer(judgement.verdict, view(session, number, actor)), None


def judged(
    session: Session,
    row: Booking,
    concerned: Sequence[Occurrence],
    values: Mapping[str, Any],
    now: datetime,
    asked_at: datetime | None = None,
) -> Judgement:
    """The judgement on these occurrences with the new values in place of their own. Invalid, Conflict."""
    request = _request(row, concerned, values)
    times = _times(row, concerned, values)
    return rejudging.changed(session, row, request, times, {it.id for it in concerned}, now, asked_at)


def _carry_out(
    session: Session,
    row: Booking,
    concerned: Sequence[Occurrence],
    scope: Scope,
    judgement: Judgement,
    actor: Actor,
    now: datetime,
) -> int:
    """One occurrence, or all that stand, change in place; part of them become a booking of their own. The booking's
    id.
    """
    standing = [it for it in row.occurrences if it.status not in ENDED]
    if scope is Scope.ONE or len(concerned) == len(standing):
        return _in_place(session, row, concerned, scope, judgement, actor, now)
    letting_go.let_go(session, [it.id for it in concerned], Status.CANCELLED, letting_go.CONTINUED, actor, now)
    revisions.revise(session, [row.id], now)
    number = write(session, judgement, actor, now, continues=row.id).id
    details = {"continued_by": number, "occurrences": [it.id for it in concerned]}
    journal.record(session, now, actor, "booking.split", "booking", row.id, details)
    return number


def _in_place(
    session: Session,
    row: Booking,
    concerned: Sequence[Occurrence],
    scope: Scope,
    judgement: Judgement,
    actor: Actor,
    now: datetime,
) -> int:
    put(session, concerned, judgement, scope, now)
    verdicts = judgement.verdict.occurrences
    placed = {it.id: judgement.placements[n] for n, it in enumerate(concerned) if holds(verdicts[n].status)}
    records.claims(session, placed)
    if scope is not Scope.ONE:
        session.execute(update(Booking).where(Booking.id == row.id).values(**records.fields(judgement), asked_at=now))
    revisions.revise(session, [row.id], now)
    numbers = [it.id for it in concerned]
    decision = records.decision(session, row.id, judgement, actor, now, act=Act.CHANGED, occurrences=numbers)
    details = {"decision": decision, "occurrences": numbers}
    journal.record(session, now, actor, "booking.changed", "booking", row.id, details)
    journal.tell(session, now, "booking.changed", {"booking": row.id, **details})
    return row.id


def put(session: Session, concerned: Sequence[Occurrence], judgement: Judgement, scope: Scope, now: datetime) -> None:
    """Put each occurrence where the judgement has it, with the status it found and without claims."""
    numbers = [it.id for it in concerned]
    feed_editions.mark_bookings(session, {it.booking_id for it in concerned}, now)
    freed.take_claims(session, numbers, now)
    session.execute(delete(OccurrenceSpace).where(OccurrenceSpace.occurrence_id.in_(numbers)))
    _move(session, concerned, judgement, scope, now)
    spaces = judgement.wanted.spaces
    session.execute(
        insert(OccurrenceSpace), [{"occurrence_id": number, "space_id": it.id} for number in numbers for it in spaces]
    )


def _move(session: Session, concerned: Sequence[Occurrence], judgement: Judgement, scope: Scope, now: datetime) -> None:
    rows = []
    verdicts = judgement.verdict.occurrences
    for it, moment, said in zip(concerned, judgement.wanted.times, verdicts, strict=True):
        values = records.occurrence(moment, said, judgement, now)
        by = timedelta() if scope is Scope.ONE else moment.start_local - it.starts_local
        values["original_local"] = it.original_local + by
        rows.append({"id": it.id, **values})
    session.execute(update(Occurrence), rows)


def _described(session: Session, row: Booking, values: Mapping[str, Any], actor: Actor, now: datetime) -> Answer:
    """Change what nobody has to judge."""
    columns = {"note": values["note"]} if "note" in values else {}
    if "responsible" in values:
        columns |= {"responsible_name": values["responsible"].name, "responsible_phone": values["responsible"].phone}
    session.execute(update(Booking).where(Booking.id == row.id).values(**columns))
    revisions.revise(session, [row.id], now)
    journal.record(session, now, actor, "booking.described", "booking", row.id, {"fields": sorted(values)})
    return Answer(None, view(session, row.id, actor))


def _request(row: Booking, concerned: Sequence[Occurrence], values: Mapping[str, Any]) -> Request:
    """The booking's request from the first occurrence concerned on, with the new values."""
    first = concerned[0]
    if "spaces" not in values and any(set(it.spaces) != set(first.spaces) for it in concerned):
        raise Conflict(Text(N_("Some of these dates are at other places: change them one by one, or say where.")))
    standing = replace(
        rejudging.request_of(row),
        spaces=tuple(f"{space.venue.slug}/{space.slug}" for space in first.spaces),
        start=first.starts_local.isoformat(timespec="minutes"),
        end=first.ends_local.isoformat(timespec="minutes"),
    )
    request = replace(standing, **values)
    days = (_wall("start", request.start, row).date() - first.starts_local.date()).days
    return replace(request, rrule=_rule_from(row, first, days))


def _rule_from(row: Booking, first: Occurrence, days: int) -> str | None:
    """The booking's rule for what is left of it from `first` on, so many days later."""
    if row.rrule is None:
        return None
    try:
        rule = Recurrence.parse(row.rrule, ZoneInfo(row.timezone))
        rest = Series(row.starts_local, row.ends_local, rule).starts_from(first.original_local).recurrence
        return str(rest.moved(days)) if rest else None
    except CalendarError as error:
        raise Invalid.field(
            "start", N_("This series cannot move to other days; cancel it and ask for a new one.")
        ) from error


def _times(row: Booking, concerned: Sequence[Occurrence], values: Mapping[str, Any]) -> tuple[Time, ...]:
    """Where each occurrence goes: start and end each as far as the first one's, by the wall clock."""
    first = concerned[0]
    start = _wall("start", values["start"], row) if "start" in values else first.starts_local
    end = _wall("end", values["end"], row) if "end" in values else start + (first.ends_local - first.starts_local)
    if end <= start:
        raise Invalid.field("end", N_("The end must come after the start."))
    starts_by, ends_by = start - first.starts_local, end - first.ends_local
    return tuple(
        rejudging.time(number, it.starts_local + starts_by, it.ends_local + ends_by, row)
        for number, it in enumerate(concerned)
    )


def _wall(field: str, text: str, row: Booking) -> datetime:
    try:
        return parse_wall(text, ZoneInfo(row.timezone))
    except CalendarError as error:
        raise Invalid.field(field, N_("“{value}” is not a time such as 2027-01-12T17:00."), value=text[:80]) from error
