"""An event of a calendar as closures of a space or of a whole venue; what is closed just so already stays closed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from booking.services import closures
from booking.services.actors import Actor
from booking.services.closures import Closing
from booking.services.imports.ics_plans import SKIPPED, Plan, Taking
from booking.services.imports.ics_times import Span
from booking.services.imports.rows import ADDED, UNCHANGED, Done
from booking.services.sites import Hit
from booking.wording import N_, Text
from calendars.intervals import Interval
from calendars.zone import to_utc_lenient

_DAY = timedelta(days=1)


class Closures:
    """Closes for one event after another; a closure has no UID, so it is known again by its time and its reason."""

    def __init__(self, taking: Taking, actor: Actor, now: datetime) -> None:
        venue, _, space = taking.space.partition("/")
        self._site = (venue, space or None)
        self._actor, self._now = actor, now
        self._standing = {row.id for row in closures.closures(*self._site, now)}

    def close(self, plan: Plan) -> Done:
        """One closure for each time."""
        if plan.cancelled:
            return Done(
                SKIPPED, (Text(N_("It is cancelled; a closure made of it earlier stands until it is withdrawn.")),)
            )
        if not plan.times.spans:
            return Done(SKIPPED, (Text(N_("It takes no time from now on: it is over, or marked as free.")),))
        hits: list[Hit] = []
        added = False
        for span in plan.times.spans:
            number, hit = closures.close(*self._site, _closing(plan, span), self._actor, self._now)
            added = added or number not in self._standing
            hits += hit
        return Done(ADDED if added else UNCHANGED, _told(hits))


def _closing(plan: Plan, span: Span) -> Closing:
    zone = plan.window.zone
    interval = Interval(to_utc_lenient(span[0], zone), to_utc_lenient(span[1], zone))
    return Closing(interval, plan.all_day, plan.summary)


def _told(hits: Sequence[Hit]) -> tuple[Text, ...]:
    if not hits:
        return ()
    refs = tuple(sorted({hit.booking for hit in hits}))
    return (
        Text(N_("It takes back {count:booked time|booked times}: {bookings}."), {"count": len(hits), "bookings": refs}),
    )
