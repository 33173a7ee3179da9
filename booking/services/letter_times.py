"""Times as a letter writes them: a long series in one line, with the dates it leaves out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from booking.services import wording
from booking.wording import N_, Text

_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)
_SHORTEST_RUN = 3
_EVERY = N_("every {weekday} {hours} from {first} to {last}")
_EVERY_EXCEPT = N_("every {weekday} {hours} from {first} to {last}, except {missing}")

LocalTime = tuple[datetime, datetime]
"""Start and end by the wall clock."""


@dataclass(frozen=True, slots=True)
class Run:
    """Times at the same hours on the same weekday; `missing` are the days of the weeks between that are left out."""

    hours: LocalTime
    first: date
    last: date
    missing: tuple[date, ...]


def lines(times: Sequence[LocalTime], language: str) -> Sequence[str]:
    """One line for each weekly run, then one for each other time, by when they begin."""
    found = [*_runs(sorted(set(times)))]
    found.sort(key=lambda each: each.first if isinstance(each, Run) else each[0].date())
    return [_run(each, language) if isinstance(each, Run) else _single(each, language) for each in found]


def _runs(times: Sequence[LocalTime]) -> Iterator[Run | LocalTime]:
    by_hours: dict[tuple[int, time, time, timedelta], list[LocalTime]] = {}
    for start, end in times:
        key = start.weekday(), start.time(), end.time(), end.date() - start.date()
        by_hours.setdefault(key, []).append((start, end))
    for same in by_hours.values():
        days = [start.date() for start, _ in same]
        weeks = (days[-1] - days[0]) // _WEEK + 1
        if len(days) >= _SHORTEST_RUN and weeks - len(days) <= len(days) // 2:
            every = (days[0] + number * _WEEK for number in range(weeks))
            yield Run(same[0], days[0], days[-1], tuple(day for day in every if day not in days))
        else:
            yield from same


def _run(run: Run, language: str) -> str:
    values = {
        "weekday": wording.notation(language).weekdays[run.first.weekday()],
        "hours": _hours(*run.hours, language),
        "first": _day(run.first, language),
        "last": _day(run.last, language),
        "missing": [_day(day, language) for day in run.missing],
    }
    return wording.say(Text(_EVERY_EXCEPT if run.missing else _EVERY, values), language)


def _single(it: LocalTime, language: str) -> str:
    start, end = it
    writes = wording.notation(language)
    if end - start > _DAY:
        return f"{writes.moment(start, None)} {writes.to} {writes.moment(end, None)}"
    return f"{writes.day(start)} {_hours(start, end, language)}"


def _hours(start: datetime, end: datetime, language: str) -> str:
    """kl. 17.00–18.30; an end at midnight is 24.00."""
    writes = wording.notation(language)
    midnight = end.time() == time() and end.date() > start.date()
    return f"{writes.at}{writes.clock(start)}–{f'24{writes.clock_mark}00' if midnight else writes.clock(end)}"


def _day(day: date, language: str) -> str:
    return format_date(day, "long", locale=wording.notation(language).locale)
