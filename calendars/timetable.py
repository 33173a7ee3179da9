"""Opening hours asked for again and again: those of one set of periods, remembered by date."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from calendars.hours import openings
from calendars.intervals import Interval
from calendars.weekly_hours import WeeklyHours
from calendars.zone import days

_MOST_DATES = 2000


class Timetable:
    """The openings of a place on any date. Without any period the place is open around the clock."""

    __slots__ = ("_by_date", "_periods", "_zone")

    def __init__(self, periods: Iterable[WeeklyHours], zone: ZoneInfo) -> None:
        self._periods = tuple(periods)
        self._zone = zone
        self._by_date: dict[date, tuple[Interval, ...]] = {}

    def on(self, day: date) -> tuple[Interval, ...]:
        """Every opening that lies on the date, one that began the evening before too."""
        known = self._by_date.get(day)
        if known is None:
            if len(self._by_date) >= _MOST_DATES:
                self._by_date.clear()
            known = self._by_date[day] = self._openings(day)
        return known

    def _openings(self, day: date) -> tuple[Interval, ...]:
        if not self._periods:
            return (days(day, day, self._zone),)
        return openings(self._periods, day, day, self._zone)
