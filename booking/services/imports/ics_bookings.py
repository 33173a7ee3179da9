"""An event of a calendar as a booking, known again by its UID; what changed since is told, never done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from booking.model import Booking, Occurrence, Space
from booking.services import bookings
from booking.services.actors import Actor
from booking.services.imports.bookings import reasons
from booking.services.imports.ics_plans import DIFFERS, MOST_NAMED, SKIPPED, Plan, Taking
from booking.services.imports.ics_times import Span, Window
from booking.services.imports.rows import UNCHANGED, Done
from booking.services.requests import Request
from booking.services.unit_of_work import reads
from booking.vocabulary import ENDED
from booking.wording import N_, Text


@dataclass(frozen=True, slots=True)
class _Booked:
    """A booking that an event was made: its `spans` to come, whatever became of them, and whether any still stands."""

    ref: str
    activity: str
    spaces: tuple[str, ...]
    spans: frozenset[Span]
    stands: bool


def book(plan: Plan, taking: Taking, actor: Actor, now: datetime) -> Done:
    """Ask for it, as far as it is not booked yet. Those of its times that can be had are booked where not all can."""
    booked = _booked(plan.external_id, plan.window)
    if booked:
        told = tuple(_differences(booked, plan, taking))
        return Done(DIFFERS if told else UNCHANGED, told)
    if plan.cancelled:
        return Done(SKIPPED, (Text(N_("It is cancelled.")),))
    if not plan.times.spans:
        return Done(SKIPPED, (Text(N_("It takes no time from now on: it is over, or marked as free.")),))
    answer = bookings.submit(_request(plan, taking), actor, now)
    assert answer.verdict is not None
    return Done(answer.verdict.outcome, reasons(answer.verdict))


@reads
def _booked(session: Session, external_id: str, window: Window) -> _Booked | None:
    loading = selectinload(Booking.occurrences).selectinload(Occurrence.spaces).joinedload(Space.venue)
    row = session.scalar(select(Booking).where(Booking.external_id == external_id).options(loading))
    if row is None:
        return None
    ahead = [it for it in row.occurrences if window.has((it.starts_local, it.ends_local))]
    spaces = {f"{space.venue.slug}/{space.slug}" for it in row.occurrences for space in it.spaces}
    return _Booked(
        row.ref,
        row.activity,
        tuple(sorted(spaces)),
        frozenset((it.starts_local, it.ends_local) for it in ahead),
        any(it.status not in ENDED for it in ahead),
    )


def _differences(booked: _Booked, plan: Plan, taking: Taking) -> Iterator[Text]:
    named = {"booking": booked.ref, "spaces": booked.spaces}
    if taking.space not in booked.spaces:
        yield Text(N_("Booking {booking} of this event is of {spaces}."), named)
    elif plan.cancelled:
        if booked.stands:
            yield Text(N_("It is cancelled in the calendar, and booking {booking} still stands."), named)
    else:
        yield from _other_times(booked, frozenset(plan.times.spans))
        if booked.activity != plan.summary:
            yield Text(N_("Booking {booking} is called “{activity}”."), {**named, "activity": booked.activity})


def _other_times(booked: _Booked, spans: frozenset[Span]) -> Iterator[Text]:
    if spans - booked.spans:
        times = _named(spans - booked.spans)
        template = N_("Booking {booking} lacks what the calendar has: {times}.")
        yield Text(template, {"booking": booked.ref, "times": times})
    if booked.spans - spans:
        times = _named(booked.spans - spans)
        template = N_("Booking {booking} has what the calendar lacks: {times}.")
        yield Text(template, {"booking": booked.ref, "times": times})


def _named(spans: Iterable[Span]) -> tuple[datetime, ...]:
    return tuple(start for start, _ in sorted(spans)[:MOST_NAMED])


def _request(plan: Plan, taking: Taking) -> Request:
    assert taking.organization is not None
    series = plan.times.series
    first, *further = [(_written(start), _written(end)) for start, end in plan.times.spans]
    start, end = (_written(series.start), _written(series.end)) if series else first
    return Request(
        spaces=(taking.space,),
        organization=taking.organization,
        activity=plan.summary,
        people=taking.people,
        start=start,
        end=end,
        kind=taking.kind,
        audience=taking.audience,
        rrule=str(series.recurrence) if series else None,
        skip=series.skip if series else frozenset(),
        dates=() if series else tuple(further),
        accept_partial=True,
        responsible=taking.responsible,
        external_id=plan.external_id,
    )


def _written(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")
