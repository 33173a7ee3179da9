"""How each language writes days, clock times, numbers and lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import format_decimal

from calendars.intervals import Interval
from calendars.zone import to_wall

_MIDNIGHT = time()
_DAY = timedelta(days=1)
_GROUPED_FROM = 10_000


@dataclass(frozen=True)
class Notation:
    """`clock_mark` stands between hours and minutes, `at` before a clock time, `to` between two moments."""

    locale: str
    dated: str
    clock_mark: str
    at: str
    to: str
    conjunction: str
    yes: str
    no: str

    @cached_property
    def weekdays(self) -> tuple[str, ...]:
        """Monday first."""
        return tuple(Locale.parse(self.locale).days["format"]["wide"][n] for n in range(7))

    @cached_property
    def months(self) -> tuple[str, ...]:
        """January first."""
        return tuple(Locale.parse(self.locale).months["format"]["wide"][n] for n in range(1, 13))

    def day(self, day: date, *, year: bool = True) -> str:
        """Tuesday 12 January 2027."""
        text = self.dated.format(weekday=self.weekdays[day.weekday()], day=day.day, month=self.months[day.month - 1])
        return f"{text} {day.year}" if year else text

    def clock(self, wall: time | datetime) -> str:
        """18:00, of 24 hours; seconds are not shown."""
        return f"{wall.hour:02}{self.clock_mark}{wall.minute:02}"

    def opening(self, wall: time) -> str:
        """18:00 with the word that goes before it."""
        return self.at + self.clock(wall)

    def closing(self, wall: time) -> str:
        """The same, where midnight is the end of the day."""
        return f"{self.at}24{self.clock_mark}00" if wall == _MIDNIGHT else self.opening(wall)

    def moment(self, moment: datetime, zone: ZoneInfo | None) -> str:
        """Tuesday 12 January 2027 18:00, as clocks in the zone show it; without a zone, as the moment itself says."""
        wall = to_wall(moment, zone) if zone and moment.tzinfo else moment
        return f"{self.day(wall)} {self.at}{self.clock(wall)}{_mark(wall.tzinfo)}"

    def span(self, interval: Interval, zone: ZoneInfo | None) -> str:
        """Tuesday 12 January 18:00–19:30, as clocks in the zone show it, else UTC; an end at midnight is 24:00.

        The weekday says which year is meant; the year itself is written where the two ends differ in it.
        """
        start, end = self._walls(interval, zone)
        last_day = end.date() - _DAY if end.time() == _MIDNIGHT else end.date()
        until = f"24{self.clock_mark}00" if last_day < end.date() else self.clock(end)
        year = start.year != last_day.year
        opening = f"{self.day(start, year=year)} {self.at}{self.clock(start)}"
        mark = _mark(start.tzinfo)
        if start.date() == last_day:
            return f"{opening}–{until}{mark}"
        return f"{opening} {self.to} {self.day(last_day, year=year)} {self.at}{until}{mark}"

    def number(self, number: int | float | Decimal) -> str:
        """At most three decimals; thousands are set apart from 10,000 on."""
        if isinstance(number, int) and abs(number) < _GROUPED_FROM:
            return str(number)
        return str(format_decimal(number, locale=self.locale))

    def listing(self, items: Sequence[str]) -> str:
        """a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.conjunction} {items[-1]}"

    def _walls(self, interval: Interval, zone: ZoneInfo | None) -> tuple[datetime, datetime]:
        if zone is None:
            return interval.start, interval.end
        return to_wall(interval.start, zone), to_wall(interval.end, zone)


def _mark(zone: tzinfo | None) -> str:
    return " UTC" if zone is UTC else ""


DANISH = Notation("da", "{weekday} den {day}. {month}", ".", "kl. ", "til", "og", "ja", "nej")
ENGLISH = Notation("en_GB", "{weekday} {day} {month}", ":", "", "to", "and", "yes", "no")
