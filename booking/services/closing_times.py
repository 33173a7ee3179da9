"""What somebody wants to close or reopen, in the venue's wall clock, understood as a period."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from booking.errors import Invalid
from booking.services.closures import Closing
from booking.vocabulary import ClosureKind
from booking.wording import N_
from calendars.errors import CalendarError
from calendars.intervals import Interval
from calendars.zone import days, interval, parse_wall


@dataclass(frozen=True, slots=True)
class ClosingWish:
    """Either whole local days, `first_day` to `last_day` (both included), or local times `start` and `end`."""

    reason: str
    kind: ClosureKind = ClosureKind.CLOSED
    first_day: date | None = None
    last_day: date | None = None
    start: str | None = None
    end: str | None = None


def closing(wish: ClosingWish, zone: ZoneInfo) -> Closing:
    """The wish as a closing; Invalid where it names neither days nor times, both, or some that make no sense."""
    by_day, by_time = wish.first_day is not None, wish.start is not None or wish.end is not None
    if by_day == by_time:
        raise Invalid.field("first_day", N_("Give either first_day and last_day, or start and end."))
    return Closing(_days(wish, zone) if by_day else _times(wish, zone), by_day, wish.reason, wish.kind)


def _days(wish: ClosingWish, zone: ZoneInfo) -> Interval:
    assert wish.first_day is not None
    try:
        return days(wish.first_day, wish.last_day or wish.first_day, zone)
    except CalendarError as error:
        raise Invalid.field("last_day", N_("The last day lies before the first.")) from error


def _times(wish: ClosingWish, zone: ZoneInfo) -> Interval:
    try:
        return interval(parse_wall(wish.start or "", zone), parse_wall(wish.end or "", zone), zone)
    except CalendarError as error:
        wrong = N_("Start and end must be local times in order, such as 2027-01-12T17:00.")
        raise Invalid.field("start", wrong) from error
