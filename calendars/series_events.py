"""The times of one series -> the events that say them: one with the rule, and one for each time that differs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from calendars.errors import CalendarError
from calendars.ical import Entry, Status
from calendars.recurrence import Recurrence, Series
from calendars.zone import happens_once


@dataclass(frozen=True, slots=True)
class Instance:
    """One time of a series that is shown: where its rule puts it (wall clock), and its event if it stood alone."""

    original: datetime
    entry: Entry


def series_events(uid: str, rule: Recurrence, zone: ZoneInfo, instances: Sequence[Instance]) -> tuple[Entry, ...]:
    """The series' own event first, then what differs from it (RFC 5545 3.8.4.4), then what is not on the rule.

    The series begins and ends with a time that is shown; dates between that are not are left out by EXDATE. Where the
    times are none of the rule's, or the rule falls into an hour that the clocks skip or repeat, each stands alone.
    """
    starts = _starts(rule, zone, instances)
    ours = {it.original: it for it in instances if it.original in starts}
    alone = [it.entry for it in instances if ours.get(it.original) is not it]
    if not ours:
        return tuple(alone)
    if len(ours) == 1:
        return (replace(next(iter(ours.values())).entry, uid=uid), *alone)
    first, last = min(ours), max(ours)
    main = _main(uid, first, list(ours.values()))
    until = replace(rule, count=None, until=last.date()).text(zone, first)
    exdates = tuple(start for start in starts if first <= start <= last and start not in ours)
    others = [replace(it.entry, uid=uid, recurrence_id=it.original) for it in ours.values() if _as(it, main) != main]
    return (replace(main, recurrence=until, exdates=exdates), *others, *alone)


def _starts(rule: Recurrence, zone: ZoneInfo, instances: Sequence[Instance]) -> Sequence[datetime]:
    """The rule's starts among which are all times that are not cancelled; none where there is no such rule."""
    live = [it.original for it in _live(instances)]
    same_hour = [it.original for it in instances if it.original.time() == live[0].time()]
    last = max(same_hour)
    for first in sorted({min(same_hour), min(live)}):
        starts = _from(rule, first, last)
        if set(starts).issuperset(live) and all(happens_once(start, zone) for start in starts):
            return starts
    return ()


def _from(rule: Recurrence, first: datetime, last: datetime) -> Sequence[datetime]:
    ending = replace(rule, count=None, until=last.date())
    try:
        return list(Series(first, first.replace(hour=23, minute=59, second=59), ending).originals())
    except CalendarError:
        return ()


def _main(uid: str, first: datetime, instances: Sequence[Instance]) -> Entry:
    """What most times say that are where the rule puts them; of cancelled ones only where there are no others."""
    live = _live(instances)
    in_place = [it for it in live if it.entry.start == it.original] or live[:1]
    return Counter(_at(it, uid, first) for it in in_place).most_common(1)[0][0]


def _at(it: Instance, uid: str, start: datetime) -> Entry:
    """The event if it were at `start`, and as long."""
    assert isinstance(it.entry.start, datetime)
    assert isinstance(it.entry.end, datetime)
    return replace(it.entry, uid=uid, start=start, end=start + (it.entry.end - it.entry.start))


def _as(it: Instance, main: Entry) -> Entry | None:
    """The same as the series' own event says of this time; None where it is moved, or written in UTC."""
    assert isinstance(main.start, datetime)
    return _at(it, main.uid, main.start) if it.entry.start == it.original else None


def _live(instances: Sequence[Instance]) -> Sequence[Instance]:
    return [it for it in instances if it.entry.status is not Status.CANCELLED] or instances
