"""How the parts of an RRULE are read: text into numbers, weekdays and dates, each by itself."""

import re
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple, cast, get_args
from zoneinfo import ZoneInfo

from calendars.errors import CalendarError, UnsupportedRecurrence
from calendars.zone import to_wall

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_PARTS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "COUNT", "UNTIL", "WKST")
_LONGEST_TEXT = 500
_TEXT = re.compile(r"[A-Za-z0-9=;,:+-]+")
_NUMBER = re.compile(r"[+-]?[0-9]{1,7}")
_RULE_DAY = re.compile(r"([+-]?(?:0?[1-9]|[1-9][0-9]))?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")


class RuleDay(NamedTuple):
    """A weekday (0 is Monday) of a rule: every one (ordinal 0), the second (2), the last (-1) ... of month or year."""

    ordinal: int
    weekday: int

    def __str__(self) -> str:
        return f"{self.ordinal or ''}{WEEKDAYS[self.weekday]}"


def parts(text: str) -> dict[str, str]:
    """Value by name, upper case; refuses names that are not supported, or given twice."""
    if len(text) > _LONGEST_TEXT or not _TEXT.fullmatch(text):
        raise UnsupportedRecurrence("RRULE", text, "not a rule such as FREQ=WEEKLY;BYDAY=TU")
    found: dict[str, str] = {}
    for piece in text.upper().removeprefix("RRULE:").split(";"):
        name, _, value = piece.partition("=")
        if name not in _PARTS:
            raise UnsupportedRecurrence(name.partition(":")[0] or "RRULE", value)
        if name in found:
            raise UnsupportedRecurrence(name, value, "given twice")
        found[name] = value
    return found


def frequency(value: str) -> Frequency:
    if value not in get_args(Frequency):
        raise UnsupportedRecurrence("FREQ", value, f"not one of {', '.join(get_args(Frequency))}")
    return cast(Frequency, value)


def number(part: str, value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise UnsupportedRecurrence(part, value, "not a number")
    return int(value)


def numbers(part: str, value: str | None) -> tuple[int, ...]:
    return () if value is None else tuple(number(part, each) for each in value.split(","))


def weekdays(value: str | None) -> tuple[RuleDay, ...]:
    return () if value is None else tuple(_weekday(each) for each in value.split(","))


def _weekday(value: str) -> RuleDay:
    match = _RULE_DAY.fullmatch(value)
    if match is None:
        raise UnsupportedRecurrence("BYDAY", value, "not a weekday such as MO, 1MO or -1FR")
    return RuleDay(int(match[1] or 0), WEEKDAYS.index(match[2]))


def week_start(value: str) -> int:
    if value not in WEEKDAYS:
        raise UnsupportedRecurrence("WKST", value, "not a weekday")
    return WEEKDAYS.index(value)


def until(value: str, zone: ZoneInfo | None) -> date | datetime:
    """A date, or wall clock; what is given in UTC becomes wall clock of the zone."""
    match = _UNTIL.fullmatch(value)
    if match is None:
        raise UnsupportedRecurrence("UNTIL", value, "not a date such as 20270601")
    try:
        if match[2] is None:
            return datetime.strptime(value, "%Y%m%d").date()
        moment = datetime.strptime(value[:15], "%Y%m%dT%H%M%S")
        if not match[3]:
            return moment
        if zone is not None:
            return to_wall(moment.replace(tzinfo=UTC), zone)
    except (CalendarError, ValueError):
        raise UnsupportedRecurrence("UNTIL", value, "no such date or time, or outside the years 1970 to 2200") from None
    raise UnsupportedRecurrence("UNTIL", value, "in UTC, and no zone is known to read it in")
