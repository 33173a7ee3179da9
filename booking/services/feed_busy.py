"""When a venue or a space is taken, and when it cannot be had at all, without a word about by whom or for what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import Claim, Occurrence, Space
from booking.services import feed_frames, hours, occupancy, places
from booking.services.busy_times import units_of
from booking.services.feed_frames import LANGUAGE, Feed, Place, Wish
from booking.services.feed_present import About, Edition
from booking.services.feed_serving import Kind, written
from booking.services.unit_of_work import reads
from booking.services.wording import gettext
from booking.vocabulary import Status
from booking.wording import N_
from calendars import ical
from calendars.ical import Busyness, FreeBusy
from calendars.intervals import Interval, IntervalSet
from calendars.occupancy import Need, Occupancy
from calendars.zone import dates_touched


def free_busy(wish: Wish, public_url: str, now: datetime) -> Feed:
    """The calendar's text, for one who has none. NotFound, Invalid."""
    return written(FREE_BUSY, wish, public_url, now)


@reads
def _text(session: Session, wish: Wish, edition: Edition, period: Interval, public_url: str, now: datetime) -> str:
    """One VFREEBUSY. A space is taken while it cannot be had: a pool while too few of its lanes are left, set-up
    included. A venue is taken while anything of it is. Either is unavailable while it is closed.
    """
    place = feed_frames.place_of(session, wish)
    table = FreeBusy(
        uid=feed_frames.uid(place, f"freebusy/{place.space.id if place.space else ''}"),
        stamp=edition.since,
        period=period,
        busy=_busy(session, place, period, now),
        url=f"{public_url}/venues/{edition.place.path}",
    )
    what = gettext(N_("free and taken"), LANGUAGE)
    header = feed_frames.header(edition.place, public_url, "freebusy", edition.since, what)
    return ical.calendar_text(header, [ical.freebusy_text(table)])


FREE_BUSY = Kind(About.FREE_BUSY, _text, months_back=0)


def _busy(session: Session, place: Place, period: Interval, now: datetime) -> Mapping[Busyness, IntervalSet]:
    """Disjoint: what is taken for sure counts before what is only held, and both before what is closed."""
    units = units_of(_spaces(place))
    holds = occupancy.held(session, units, [period])
    held, expired = _held(session, units, period, now)
    sure, taken = _taken(place, holds, period, held), _taken(place, holds, period, expired)
    closed = _closed(session, place, period)
    return {Busyness.BUSY: sure, Busyness.TENTATIVE: taken - sure, Busyness.UNAVAILABLE: closed - taken}


def _spaces(place: Place) -> Sequence[Space]:
    return [place.space] if place.space is not None else place.venue.spaces


def _held(session: Session, units: Iterable[int], period: Interval, now: datetime) -> tuple[set[int], set[int]]:
    """What is held for a decision there (occurrences), and of it what was not decided in time and so holds nothing."""
    there = select(Claim.occurrence_id).where(
        Claim.unit_id.in_(list(units)), Claim.starts_at < period.end, Claim.ends_at > period.start
    )
    found = session.execute(
        select(Occurrence.id, Occurrence.expires_at).where(Occurrence.status == Status.HELD, Occurrence.id.in_(there))
    ).all()
    return {row.id for row in found}, {row.id for row in found if row.expires_at and row.expires_at <= now}


def _taken(place: Place, holds: Occupancy, period: Interval, ignoring: set[int]) -> IntervalSet:
    within = IntervalSet([period])
    if place.space is None:
        theirs = (hold for unit in units_of(_spaces(place)) for hold in holds.overlapping(unit, period))
        return IntervalSet(Interval(it.start, it.end) for it in theirs if it.occurrence not in ignoring) & within
    needs = [Need(part.unit_id, part.lanes) for part in place.space.parts]
    lanes = {part.unit_id: part.unit.lanes for part in place.space.parts}
    return within - holds.gaps(needs, lanes, within, ignoring=ignoring)


def _closed(session: Session, place: Place, period: Interval) -> IntervalSet:
    """When none of its spaces is open."""
    known = places.known_by_id(session, [space.id for space in _spaces(place)])
    if not known:
        return IntervalSet()
    found = hours.of_spaces(session, known, dates_touched(period, place.zone))
    return IntervalSet([period]) - IntervalSet(each for its in found.values() for each in its.open)
