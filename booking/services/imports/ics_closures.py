"""An event of a calendar as closures of a space or of a whole venue; what is closed just so already stays closed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import Closure, Journal
from booking.services import closures, sites
from booking.services.actors import Actor
from booking.services.closures import CLOSED, Closing
from booking.services.imports.ics_plans import DIFFERS, MOST_NAMED, SKIPPED, Plan, Taking
from booking.services.imports.ics_times import Span
from booking.services.imports.rows import ADDED, UNCHANGED, Done
from booking.services.sites import Hit
from booking.services.unit_of_work import reads
from booking.wording import N_, Text
from calendars.intervals import Interval
from calendars.zone import to_utc_lenient, to_wall


class Closures:
    """Closes for one event after another. A closure is known again by its time and its reason, and the journal says
    of which event it was made; what that event no longer has is told, never withdrawn.
    """

    def __init__(self, taking: Taking, actor: Actor, now: datetime) -> None:
        venue, _, space = taking.space.partition("/")
        self._site = (venue, space or None)
        self._actor, self._now = actor, now
        standing = closures.closures(*self._site, now)
        self._standing = {row.id for row in standing}
        self._made_of = _by_origin(*self._site, standing)

    def close(self, plan: Plan) -> Done:
        """One closure for each time."""
        closings = [] if plan.cancelled else [_closing(plan, span) for span in plan.times.spans]
        hits: list[Hit] = []
        added = False
        for closing in closings:
            number, hit = closures.close(*self._site, closing, self._actor, self._now)
            added = added or number not in self._standing
            hits += hit
        left = tuple(self._left(plan, closings))
        if left:
            return Done(DIFFERS, (*_told(hits), _still_closed(left)))
        if not closings:
            return Done(SKIPPED, (_nothing(plan),))
        return Done(ADDED if added else UNCHANGED, _told(hits))

    def _left(self, plan: Plan, closings: Sequence[Closing]) -> Iterator[datetime]:
        """When that begins, on the clock there, which was closed for this event and which it no longer has."""
        zone = plan.window.zone
        present = {(it.interval.start, it.interval.end, it.reason.strip()) for it in closings}
        for row in self._made_of.get(plan.external_id, ()):
            span = to_wall(row.starts_at, zone), to_wall(row.ends_at, zone)
            if plan.window.has(span) and (row.starts_at, row.ends_at, row.reason) not in present:
                yield span[0]


@reads
def _by_origin(
    session: Session, venue: str, space: str | None, standing: Sequence[Closure]
) -> Mapping[str, Sequence[Closure]]:
    """Those of the very place that earlier imports made, by what they were made of; in one query for all."""
    at = sites.find(session, venue, space)
    acts = select(Journal.details).where(
        Journal.subject == "venue", Journal.subject_id == at.venue.id, Journal.act == CLOSED
    )
    origins = {it["closure"]: it["origin"] for it in session.scalars(acts) if "origin" in it}
    found: dict[str, list[Closure]] = defaultdict(list)
    for row in standing:
        if row.id in origins and row.space_id == (at.space and at.space.id):
            found[origins[row.id]].append(row)
    return found


def _closing(plan: Plan, span: Span) -> Closing:
    zone = plan.window.zone
    interval = Interval(to_utc_lenient(span[0], zone), to_utc_lenient(span[1], zone))
    return Closing(interval, plan.all_day, plan.summary, origin=plan.external_id)


def _nothing(plan: Plan) -> Text:
    if plan.cancelled:
        return Text(N_("It is cancelled."))
    return Text(N_("It takes no time from now on: it is over, or marked as free."))


def _still_closed(starts: Sequence[datetime]) -> Text:
    return Text(N_("It is still closed as the calendar once had it: {times}."), {"times": tuple(starts[:MOST_NAMED])})


def _told(hits: Sequence[Hit]) -> tuple[Text, ...]:
    if not hits:
        return ()
    refs = tuple(sorted({hit.booking for hit in hits}))
    return (
        Text(N_("It takes back {count:booked time|booked times}: {bookings}."), {"count": len(hits), "bookings": refs}),
    )
