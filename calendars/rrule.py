"""One recurrence rule: the part of RFC 5545's RRULE that every calendar reads alike, as a value and as text."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from calendars import rrule_text as read
from calendars.errors import UnsupportedRecurrence
from calendars.rrule_text import WEEKDAYS, Frequency, RuleDay
from calendars.zone import EARLIEST_WALL, LATEST_WALL, to_utc_lenient

_LONGEST_INTERVAL = _LARGEST_COUNT = 1_000_000


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a series repeats. `until` is wall clock: a date is included whole, a datetime as the latest start.

    Raises UnsupportedRecurrence for a part that RFC 5545 forbids here, or that calendar programs read differently.
    """

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[RuleDay, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    until: date | datetime | None = None
    week_start: int = 0

    def __post_init__(self) -> None:
        for name in ("months", "month_days", "weekdays", "positions"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        _check_limits(self)
        _check_numbers(self)
        _check_weekdays(self)
        _check_company(self)

    @classmethod
    def parse(cls, text: str, zone: ZoneInfo | None = None) -> Self:
        """Read an RRULE, with or without `RRULE:` before it; `zone` is the one in which an UNTIL in UTC is meant."""
        parts = read.parts(text)
        return cls(
            frequency=read.frequency(parts.get("FREQ", "")),
            interval=read.number("INTERVAL", parts.get("INTERVAL", "1")),
            months=read.numbers("BYMONTH", parts.get("BYMONTH")),
            month_days=read.numbers("BYMONTHDAY", parts.get("BYMONTHDAY")),
            weekdays=read.weekdays(parts.get("BYDAY")),
            positions=read.numbers("BYSETPOS", parts.get("BYSETPOS")),
            count=read.number("COUNT", parts["COUNT"]) if "COUNT" in parts else None,
            until=read.until(parts["UNTIL"], zone) if "UNTIL" in parts else None,
            week_start=read.week_start(parts.get("WKST", "MO")),
        )

    def last_day(self, start_wall: datetime) -> date | None:
        """The last date on which an occurrence may start, for a series that starts at the time of `start_wall`."""
        if isinstance(self.until, datetime):
            too_early = self.until.time() < start_wall.time()
            return self.until.date() - timedelta(days=too_early)
        return self.until

    def text(self, zone: ZoneInfo, start_wall: datetime) -> str:
        """The RRULE for a series that starts at `start_wall`; UNTIL in UTC, at that time of day on the last day."""
        last_day = self.last_day(start_wall)
        if last_day is None:
            return str(self)
        return self._written(f"{to_utc_lenient(datetime.combine(last_day, start_wall.time()), zone):%Y%m%dT%H%M%SZ}")

    def moved(self, days: int) -> Self:
        """The rule of the same series so many days later (or earlier), if it repeats by days or by weeks.

        Raises UnsupportedRecurrence for a rule that names months or their dates, and for one of every so many weeks
        whose weekdays would come to lie in two of them.
        """
        if days == 0:
            return self
        if self.frequency not in ("DAILY", "WEEKLY") or self.months or self.month_days:
            raise UnsupportedRecurrence("FREQ", self.frequency, "does not move by days")
        weeks = {((day.weekday - self.week_start) % 7 + days) // 7 for day in self.weekdays}
        if self.frequency == "WEEKLY" and self.interval > 1 and len(weeks) > 1:
            raise UnsupportedRecurrence("BYDAY", _joined(self.weekdays), "does not stay within one week")
        weekdays = tuple(RuleDay(0, (day.weekday + days) % 7) for day in self.weekdays)
        until = self.until and self.until + timedelta(days=days)
        return replace(self, weekdays=weekdays, until=until)

    def __str__(self) -> str:
        if isinstance(self.until, datetime):
            return self._written(f"{self.until:%Y%m%dT%H%M%S}")
        return self._written(f"{self.until:%Y%m%d}" if self.until else "")

    def _written(self, until: str) -> str:
        values = {
            "FREQ": self.frequency,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": _joined(self.months),
            "BYMONTHDAY": _joined(self.month_days),
            "BYDAY": _joined(self.weekdays),
            "BYSETPOS": _joined(self.positions),
            "COUNT": str(self.count or ""),
            "UNTIL": until,
            "WKST": WEEKDAYS[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{name}={value}" for name, value in values.items() if value)


def _check_limits(rule: Recurrence) -> None:
    if not 1 <= rule.interval <= _LONGEST_INTERVAL:
        raise UnsupportedRecurrence("INTERVAL", str(rule.interval), f"not between 1 and {_LONGEST_INTERVAL}")
    if rule.count is not None and not 1 <= rule.count <= _LARGEST_COUNT:
        raise UnsupportedRecurrence("COUNT", str(rule.count), f"not between 1 and {_LARGEST_COUNT}")
    if rule.count is not None and rule.until is not None:
        raise UnsupportedRecurrence("COUNT", str(rule.count), "not together with UNTIL")
    if rule.until is not None and not EARLIEST_WALL.year <= rule.until.year < LATEST_WALL.year:
        raise UnsupportedRecurrence("UNTIL", rule.until.isoformat(), "outside the years 1970 to 2200")


def _check_numbers(rule: Recurrence) -> None:
    _check_range("BYMONTH", rule.months, range(1, 13))
    _check_range("BYMONTHDAY", map(abs, rule.month_days), range(1, 32))
    _check_range("BYSETPOS", map(abs, rule.positions), range(1, 367))
    _check_range("WKST", (rule.week_start,), range(7))


def _check_range(part: str, numbers: Iterable[int], allowed: range) -> None:
    for number in numbers:
        if number not in allowed:
            raise UnsupportedRecurrence(part, str(number), f"not between {allowed[0]} and {allowed[-1]}")


def _check_weekdays(rule: Recurrence) -> None:
    """Numbers stand all or none: MO,1TU is a union in RFC 5545, but an intersection in widespread readers."""
    ordinals = [day.ordinal for day in rule.weekdays]
    if not any(ordinals):
        return
    if rule.frequency in ("DAILY", "WEEKLY"):
        raise UnsupportedRecurrence("BYDAY", _joined(rule.weekdays), "a number only with MONTHLY or YEARLY")
    if not all(ordinals):
        raise UnsupportedRecurrence("BYDAY", _joined(rule.weekdays), "either all with a number or none")
    most = 5 if rule.frequency == "MONTHLY" or rule.months else 53
    if max(map(abs, ordinals)) > most:
        raise UnsupportedRecurrence("BYDAY", _joined(rule.weekdays), f"no number above {most}")


def _check_company(rule: Recurrence) -> None:
    """Parts that need another part, or must not stand beside it (RFC 5545, 3.3.10)."""
    if rule.month_days and rule.frequency == "WEEKLY":
        raise UnsupportedRecurrence("BYMONTHDAY", _joined(rule.month_days), "not with WEEKLY")
    if rule.positions and rule.frequency not in ("MONTHLY", "YEARLY"):
        raise UnsupportedRecurrence("BYSETPOS", _joined(rule.positions), "only with MONTHLY or YEARLY")
    if rule.positions and not (rule.months or rule.month_days or rule.weekdays):
        raise UnsupportedRecurrence("BYSETPOS", _joined(rule.positions), "only together with another BY part")


def _joined(values: Iterable[object]) -> str:
    return ",".join(map(str, values))
