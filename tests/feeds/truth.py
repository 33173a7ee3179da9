"""What calendars have to show, told from the tables and not by what writes calendars. Needs an app context."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from booking.model import Claim, Closure, HoursPeriod, Occurrence, Unit, db
from booking.services.letting_go import CONTINUED
from booking.vocabulary import HOLDING, Status
from tests.feeds.reading import Shown

FIRST, LAST = date(2026, 11, 20), date(2027, 4, 30)
ZONE = ZoneInfo("Europe/Copenhagen")
OFF = (Status.CANCELLED, Status.DISPLACED, Status.REFUSED)
SAID = {Status.HELD: "TENTATIVE", **dict.fromkeys(OFF, "CANCELLED")}


def venue(now: datetime) -> Iterator[Shown]:
    """The school's."""
    return (_shown(it, _title(it)) for it in _times() if "skolen" in _venues(it) and _is_public(it, now))


def space(now: datetime) -> Iterator[Shown]:
    """The half hall A's: its own, and what else holds it."""
    with db.session() as session:
        claims = select(Claim.occurrence_id).join(Unit, Unit.id == Claim.unit_id)
        holding = set(session.scalars(claims.where(Unit.slug == "a", Claim.core)))
    for it in _times():
        own = any(space.slug == "hal-a" for space in it.spaces)
        if (own or it.id in holding) and _is_public(it, now):
            yield _shown(it, _title(it) if own else "Optaget (Hal)")


def club(now: datetime) -> Iterator[Shown]:
    """The handball club's own."""
    own = (it for it in _times() if it.booking.organization.slug == "haandbold")
    return (_shown(it, it.booking.activity) for it in own if _is_private(it, now))


def staff(now: datetime) -> Iterator[Shown]:
    """Those who work at the school have it."""
    return (_shown(it, _title(it)) for it in _times() if "skolen" in _venues(it) and _is_private(it, now))


def hours(now: datetime) -> Iterator[Shown]:
    """When the school is open; the hours of a day, and closures of whole days."""
    with db.session() as session:
        (spans,) = session.scalars(select(HoursPeriod.spans).where(HoursPeriod.withdrawn_at.is_(None)))
        closures = session.scalars(select(Closure).where(Closure.withdrawn_at.is_(None))).all()
    closed = [(_day(it.starts_at), _day(it.ends_at - timedelta(seconds=1)), it.reason) for it in closures]
    for first, last, reason in closed:
        yield Shown(_midnight(first), _midnight(last), f"Lukket: {reason}", "CONFIRMED")
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if not any(first <= day <= last for first, last, _ in closed):
            for _, opens, closes in (span for span in spans if span[0] == day.weekday()):
                yield Shown(_at(day, opens), _at(day, closes), "Åbent", "CONFIRMED")


TRUTH: Mapping[str, Callable[[datetime], Iterator[Shown]]] = {
    it.__name__: it for it in (venue, space, club, staff, hours)
}


def _times() -> Iterator[Occurrence]:
    with db.session() as session:
        yield from session.scalars(select(Occurrence).order_by(Occurrence.id))


def _is_public(it: Occurrence, now: datetime) -> bool:
    return _holds(it, now) or (it.status in OFF and it.called_off and _is_ahead(it, now))


def _is_private(it: Occurrence, now: datetime) -> bool:
    """Who asked is told of every cancellation; of a refusal by letter."""
    off = it.status in (Status.CANCELLED, Status.DISPLACED) and it.reason != CONTINUED
    return _holds(it, now) or (off and _is_ahead(it, now))


def _holds(it: Occurrence, now: datetime) -> bool:
    lapsed = it.status is Status.HELD and it.expires_at is not None and it.expires_at <= now
    return it.status in HOLDING and not lapsed


def _is_ahead(it: Occurrence, now: datetime) -> bool:
    """A day that is not past."""
    return it.ends_local.date() >= _day(now)


def _shown(it: Occurrence, title: str) -> Shown:
    called_off = "AFLYST: " if it.status in OFF else ""
    return Shown(it.starts_at, it.ends_at, f"{called_off}{title}", SAID.get(it.status, "CONFIRMED"))


def _title(it: Occurrence) -> str:
    return f"{it.booking.organization.name}: {it.booking.activity}"


def _venues(it: Occurrence) -> set[str]:
    return {space.venue.slug for space in it.spaces}


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _at(day: date, minutes: int) -> datetime:
    return (datetime.combine(day, time()) + timedelta(minutes=minutes)).replace(tzinfo=ZONE).astimezone(UTC)
