"""Every way in which a time, a series or opening hours can be unusable.

CalendarError (a ValueError)
├── Malformed             text that is no time or no hours, a moment without zone, a year outside 1970-2200
├── EmptyInterval         the end is not after the start
├── UnknownZone           no such zone in the tz database
├── NonexistentTime       the clock skips this wall time (spring)
├── AmbiguousTime         the clock shows this wall time twice (autumn)
├── WrongOffset           an offset that is not the zone's own at that moment
├── UnsupportedRecurrence a part of an RRULE that is not supported, or not valid
├── TooManyOccurrences    a series longer than the limit
├── NoOccurrence          a series without a single occurrence
└── StartOffRecurrence    a start that its own rule does not produce
"""

from datetime import date, datetime, timedelta


class CalendarError(ValueError):
    """Any time that cannot be used; the root of the tree."""


class Malformed(CalendarError):
    """`value` cannot be used as what it was given for; `reason` says why, in English."""

    def __init__(self, value: object, reason: str) -> None:
        super().__init__(f"{_shortened(value)}: {reason}")
        self.value = value
        self.reason = reason


class EmptyInterval(CalendarError):
    """`end` is not after `start` (for days: lies before it)."""

    def __init__(self, start: date | datetime, end: date | datetime) -> None:
        super().__init__(f"the end {end.isoformat()} is not after the start {start.isoformat()}")
        self.start = start
        self.end = end


class UnknownZone(CalendarError):
    """`name` is not in the tz database."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no such time zone: {_shortened(name)}")
        self.name = name


class NonexistentTime(CalendarError):
    """`wall` lies in the gap that the clocks of `zone` skip: [gap_from, gap_to), all wall clock."""

    def __init__(self, wall: datetime, zone: str, gap_from: datetime, gap_to: datetime) -> None:
        super().__init__(f"{wall.isoformat()} does not exist in {zone}: the clock goes from {gap_from} to {gap_to}")
        self.wall = wall
        self.zone = zone
        self.gap_from = gap_from
        self.gap_to = gap_to


class AmbiguousTime(CalendarError):
    """`wall` happens twice in `zone`."""

    def __init__(self, wall: datetime, zone: str) -> None:
        super().__init__(f"{wall.isoformat()} happens twice in {zone}")
        self.wall = wall
        self.zone = zone


class WrongOffset(CalendarError):
    """The offset `given` is not `expected`, the zone's own at that moment."""

    def __init__(self, given: timedelta, expected: timedelta) -> None:
        super().__init__(f"the offset {_offset_text(given)} is not the zone's own, {_offset_text(expected)}")
        self.given = given
        self.expected = expected


class UnsupportedRecurrence(CalendarError):
    """The `part` of a recurrence rule (FREQ, BYWEEKNO, ...) with this `value` is not supported."""

    def __init__(self, part: str, value: str, reason: str = "not supported") -> None:
        super().__init__(f"{part}={_shortened(value)}: {reason}")
        self.part = part
        self.value = value
        self.reason = reason


class TooManyOccurrences(CalendarError):
    """The series has more than `limit` occurrences, or no end."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} occurrences")
        self.limit = limit


class NoOccurrence(CalendarError):
    """Nothing is left of the series; `recurrence` is its rule in text, empty for a single time."""

    def __init__(self, recurrence: str) -> None:
        super().__init__(f"no occurrence: {recurrence}")
        self.recurrence = recurrence


class StartOffRecurrence(CalendarError):
    """The rule does not produce `start` (wall clock); `first_fit` is the first date from there on that it does."""

    def __init__(self, start: datetime, first_fit: date) -> None:
        super().__init__(f"the rule does not fall on {start.isoformat()}, but first on {first_fit.isoformat()}")
        self.start = start
        self.first_fit = first_fit


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _offset_text(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
