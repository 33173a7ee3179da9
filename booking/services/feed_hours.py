"""A venue's opening hours and closures as a calendar: events that tell, and block nobody's time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from booking.model import Closure, HoursPeriod
from booking.services import feed_closures, feed_frames, feed_openings, hours, places
from booking.services.feed_frames import EMPTY_SINCE, Feed, Place, Wish
from booking.services.feed_openings import Openings
from booking.services.unit_of_work import reads
from booking.services.wording import gettext, say
from booking.wording import N_, Text
from calendars import ical
from calendars.hours import Span, WeeklyHours
from calendars.ical import Entry
from calendars.intervals import Interval, IntervalSet
from calendars.zone import dates_touched, to_wall

LANGUAGE = "da"


@dataclass(frozen=True, slots=True)
class _History:
    """How often hours and closures of the venue changed, and when last (UTC)."""

    times: int
    changed_at: datetime


@reads
def hours_feed(session: Session, wish: Wish, public_url: str, now: datetime) -> Feed:
    """The hours of the venue and of spaces with hours of their own, and what closes either. NotFound, Invalid."""
    place = feed_frames.place_of(session, wish)
    today = to_wall(now, place.zone).date()
    period = feed_frames.period_of(wish, today, place.zone)
    history = _history(session, place)
    host = urlsplit(public_url).netloc
    closures = feed_closures.entries(session, place, period, host)
    events = [*_openings(session, place, period, history, host), *closures]
    what = gettext(N_("opening hours"), LANGUAGE)
    header = feed_frames.header(place, public_url, "hours", history.changed_at, what)
    text = ical.calendar_text(header, map(ical.event_text, events))
    return Feed(text, feed_frames.modified(session, wish, history.changed_at, today, place.zone, now))


def _history(session: Session, place: Place) -> _History:
    times, moments = 0, [EMPTY_SINCE]
    for kind in (HoursPeriod, Closure):
        here = or_(kind.venue_id.is_(None), kind.venue_id == place.venue.id)
        made, ended = kind.created_at, kind.withdrawn_at
        query = select(func.count(made), func.count(ended), func.max(made), func.max(ended)).where(here)
        made_times, ended_times, *last = session.execute(query).one()
        times += made_times + ended_times
        moments += [moment for moment in last if moment is not None]
    return _History(times, max(moments))


def _openings(session: Session, place: Place, period: Interval, history: _History, host: str) -> Iterator[Entry]:
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
        model = Entry(
            uid=f"hours-{{}}/{place.path}{'' if space is None else f'/{space}'}@{host}",
            sequence=history.times,
            stamp=history.changed_at,
            start=period.start,
            end=period.end,
            zone=place.venue.timezone,
            summary=_summary(names.get(space) if space is not None else None),
            location=place.address,
            transparent=True,
        )
        yield from feed_openings.entries(openings, model)


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
