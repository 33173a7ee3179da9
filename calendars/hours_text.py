"""Weekly hours as one line of text: `mon-fri 08:00-22:00; sat 09:00-14:00, 15:00-24:00; sun closed`."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from calendars.errors import Malformed
from calendars.weekly_hours import DAY_MINUTES, Span, running_into_next

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED = "closed"

_NUMBERS = {name: number for number, name in enumerate(DAYS)} | {
    name: number for number, name in enumerate(("man", "tir", "ons", "tor", "fre", "lør", "søn"))
}
_CLOSED = {CLOSED, "lukket"}
_SPAN = re.compile(r"(\d?\d):(\d\d)\s*-\s*(\d?\d):(\d\d)", re.ASCII)


def parse_hours(text: str) -> tuple[Span, ...]:
    """Read days and times, English or Danish; days that are not named are closed, `closed` alone is closed all week.

    An end at or before the opening is in the next day (20:00-02:00); 24:00 is midnight, 26:00 two hours later.
    Raises Malformed with the piece that is wrong.
    """
    if text.strip().casefold() in _CLOSED:
        return ()
    spans: list[Span] = []
    named: set[int] = set()
    for piece in _pieces(text):
        weekdays, times = _read_piece(piece)
        for weekday in weekdays:
            if weekday in named:
                raise Malformed(piece, f"{DAYS[weekday]} is there twice")
            named.add(weekday)
        spans += (Span(weekday, opens, closes) for weekday in weekdays for opens, closes in times)
    spans.sort()
    if running_over := running_into_next(spans):
        raise Malformed(f"{DAYS[running_over.weekday]} {_written(running_over)}", "runs into the next opening")
    return tuple(spans)


def hours_text(spans: Iterable[Span]) -> str:
    """The same, written; `parse_hours` reads it back."""
    ordered = sorted(spans)
    if not ordered:
        return CLOSED
    times = [", ".join(_written(span) for span in ordered if span.weekday == day) or CLOSED for day in range(7)]
    return "; ".join(f"{_days_text(list(days))} {same}" for same, days in groupby(range(7), key=times.__getitem__))


def _pieces(text: str) -> list[str]:
    pieces = [piece for part in text.casefold().split(";") if (piece := part.strip())]
    if not pieces:
        raise Malformed(text, "names no days")
    return pieces


def _read_piece(piece: str) -> tuple[list[int], list[tuple[int, int]]]:
    days, _, times = piece.partition(" ")
    weekdays = [number for part in days.split(",") for number in _weekdays(part, piece)]
    if times.strip() in _CLOSED:
        return weekdays, []
    return weekdays, [_times(part.strip(), piece) for part in times.split(",")]


def _weekdays(part: str, piece: str) -> Iterator[int]:
    first, dash, last = part.partition("-")
    if first not in _NUMBERS or (dash and last not in _NUMBERS):
        raise Malformed(piece, "does not begin with days such as mon, sat,sun or mon-fri")
    length = (_NUMBERS[last] - _NUMBERS[first]) % 7 if dash else 0
    return ((_NUMBERS[first] + n) % 7 for n in range(length + 1))


def _times(part: str, piece: str) -> tuple[int, int]:
    match = _SPAN.fullmatch(part)
    if match is None:
        raise Malformed(piece, "has no times such as 08:00-22:00")
    opens, closes = _minute(match[1], match[2], piece), _minute(match[3], match[4], piece)
    if opens >= DAY_MINUTES or closes > 2 * DAY_MINUTES:
        raise Malformed(piece, "opens after 23:59 or closes after 48:00")
    return opens, closes if closes > opens else closes + DAY_MINUTES


def _minute(hours: str, minutes: str, piece: str) -> int:
    if int(minutes) > 59:
        raise Malformed(piece, f"there is no minute {minutes}")
    return int(hours) * 60 + int(minutes)


def _written(span: Span) -> str:
    after_midnight = span.closes - DAY_MINUTES
    closes = after_midnight if 0 < after_midnight <= span.opens else span.closes
    return f"{_clock(span.opens)}-{_clock(closes)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _days_text(days: list[int]) -> str:
    return DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
