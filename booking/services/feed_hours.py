"""A venue's opening hours and closures as a calendar: events that tell, and block nobody's time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.model import Closure, HoursPeriod
from booking.services import feed_closures, feed_frames, feed_openings, hours, places
from booking.services.feed_frames import LANGUAGE, Feed, Place, Wish
from booking.services.feed_openings import Openings
from booking.services.feed_present import About, Edition
from booking.services.feed_serving import Kind, written
from booking.services.unit_of_work import reads
from booking.services.wording import gettext, say
from booking.wording import N_, Text
from calendars import ical
from calendars.hours import Span, WeeklyHours
from calendars.ical import Entry
from calendars.intervals import Interval, IntervalSet
from calendars.zone import dates_touched


@dataclass(frozen=True, slots=True)
class _History:
    """How often hours and closures changed, and when last (UTC)."""

    times: int
    changed_at: datetime


def hours_feed(wish: Wish, public_url: str, now: datetime) -> Feed:
    """The calendar's text, for one who has none. NotFound, Invalid."""
    return written(HOURS, wish, public_url, now)


@reads
def _text(session: Session, wish: Wish, edition: Edition, period: Interval, public_url: str, now: datetime) -> str:
    """The hours of the venue and of spaces with hours of their own, and what closes either."""
    place = feed_frames.place_of(session, wish)
    events = [*_openings(session, place, period), *feed_closures.entries(session, place, period)]
    what = gettext(N_("opening hours"), LANGUAGE)
    header = feed_frames.header(edition.place, public_url, "hours", edition.changed_at, what)
    return ical.calendar_text(header, map(ical.event_text, events))


HOURS = Kind(About.HOURS, _text)


def _history(session: Session, place: Place, space: int | None) -> _History:
    """Of what the series of a space depend on; those of the venue on the hours of every space."""
    its_hours = HoursPeriod.venue_id == place.venue.id
    if space is not None:
        its_hours &= HoursPeriod.space_id == space
    times, moments = 0, [place.described_at]
    for kind, here in ((HoursPeriod, its_hours), (Closure, feed_closures.of_venue(place.venue.id))):
        made, ended = kind.created_at, kind.withdrawn_at
        query = select(func.count(made), func.count(ended), func.max(made), func.max(ended)).where(here)
        made_times, ended_times, *last = session.execute(query).one()
        times += made_times + ended_times
        moments += [moment for moment in last if moment is not None]
    return _History(times, max(moments))


def _openings(session: Session, place: Place, period: Interval) -> Iterator[Entry]:
    """Those of the venue come first. One is left out where no space that keeps these hours is open."""
    names = {space.id: space.name for space in place.venue.spaces}
    periods = _periods(session, place)
    open_at = _open_at(session, place, period)
    for space in sorted(periods, key=lambda number: number or 0):
        if space is not None and space not in names:
            continue
        rows = periods[space]
        keeping = [space] if space is not None else [each for each in names if each not in periods]
        openings = Openings(
            [_weekly(row) for row in rows],
            IntervalSet(it for each in keeping for it in open_at[each]) if keeping else IntervalSet([period]),
            period,
            date(min(row.created_at for row in rows).year - 1, 1, 1),
        )
        yield from feed_openings.entries(openings, _model(session, place, space, period, names))


def _model(session: Session, place: Place, space: int | None, period: Interval, names: Mapping[int, str]) -> Entry:
    """What the openings of the venue, or of a space (id), have in common."""
    history = _history(session, place, space)
    return Entry(
        uid=feed_frames.uid(place, f"hours/{space or ''}"),
        sequence=history.times,
        stamp=history.changed_at,
        start=period.start,
        end=period.end,
        zone=place.venue.timezone,
        summary=_summary(names[space] if space is not None else None),
        location=place.address,
        transparent=True,
    )


def _summary(space: str | None) -> str:
    return say(Text(N_("Open: {space}"), {"space": space}) if space else Text(N_("Open")), LANGUAGE)


def _periods(session: Session, place: Place) -> Mapping[int | None, Sequence[HoursPeriod]]:
    found: dict[int | None, list[HoursPeriod]] = {}
    here = select(HoursPeriod).where(HoursPeriod.venue_id == place.venue.id, HoursPeriod.withdrawn_at.is_(None))
    for row in session.scalars(here.order_by(HoursPeriod.id)):
        found.setdefault(row.space_id, []).append(row)
    return found


def _open_at(session: Session, place: Place, period: Interval) -> Mapping[int, IntervalSet]:
    known = places.known_by_id(session, [space.id for space in place.venue.spaces])
    if not known:
        return {}
    found = hours.of_spaces(session, known, dates_touched(period, place.zone))
    return {number: its.open for number, its in found.items()}


def _weekly(row: HoursPeriod) -> WeeklyHours:
    return WeeklyHours(tuple(Span(*span) for span in row.spans), row.first_day, row.last_day)
