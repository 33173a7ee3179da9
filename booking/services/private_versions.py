"""Which version of a private feed is the present one, known from one query without reading its events."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from booking.model import Booking, Journal, Occurrence
from booking.model.statements import rows
from booking.services.feed_frames import WRITING
from booking.services.private_times import Scope, is_theirs
from booking.vocabulary import Status
from calendars.intervals import Interval
from calendars.zone import to_wall

_DESCRIBED = ("organization", "space", "venue")
"""What the journal calls that which events name; each act is counted, as acts become visible out of their order."""


@dataclass(frozen=True, slots=True)
class Version:
    """`tag` is another for each text. `acted_at` is the last act anywhere, which also leaves nothing behind where a
    booking moves away, or when the last hold there ran out (UTC); None where there was neither.
    """

    tag: str
    acted_at: datetime | None


def version_of(session: Session, scope: Scope, period: Interval, now: datetime, *said: object) -> Version:
    """The present version of what is in the scope in this period. `said` is what the feed says besides.

    Every act that changes a booking raises its sequence (services.revisions).
    """
    (found,) = rows(session, _known(scope, period, now))
    last, ran_out, first_zone, last_zone, *known = found
    days = [_today(now, zone) for zone in (first_zone, last_zone)]
    tag = sha256(repr((WRITING, scope, period, said, days, ran_out, known)).encode()).hexdigest()[:32]
    return Version(tag, max((it for it in (last, ran_out) if it is not None), default=None))


def _known(scope: Scope, period: Interval, now: datetime) -> Select[*tuple[object, ...]]:
    ran_out = and_(Occurrence.status == Status.HELD, Occurrence.expires_at <= now)
    last = select(Journal.at).order_by(Journal.id.desc()).limit(1).scalar_subquery()
    described = select(func.count()).where(Journal.subject.in_(_DESCRIBED)).scalar_subquery()
    return (
        select(
            last,
            func.max(Occurrence.expires_at).filter(ran_out),
            func.min(Booking.timezone),
            func.max(Booking.timezone),
            described,
            func.count(Occurrence.id).filter(ran_out),
            func.count(Occurrence.id),
            func.sum(Occurrence.id),
            func.sum(Booking.sequence),
            func.max(Booking.changed_at),
            func.max(Occurrence.changed_at),
        )
        .join(Booking, Booking.id == Occurrence.booking_id)
        .where(is_theirs(scope), Occurrence.starts_at < period.end, Occurrence.ends_at > period.start)
    )


def _today(now: datetime, zone: str | None) -> date | None:
    return None if zone is None else to_wall(now, ZoneInfo(zone)).date()
