"""Facts and verdicts as JSON: what a decision keeps, and what the API answers before it is put into words."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from functools import cache
from types import NoneType
from typing import Any
from zoneinfo import ZoneInfo

from booking.rules.facts import Asked
from booking.rules.verdict import Finding, Verdict
from calendars.intervals import Interval, IntervalSet


def data(value: Any) -> Any:
    """Any value of the rules as JSON: times as RFC 3339, intervals as {start, end}, dataclasses as objects."""
    return _writer(type(value))(value)  # type: ignore[arg-type]


def facts(asked: Asked) -> Any:
    """What was known, less the names and telephone numbers of persons, which the booking itself has.

    When a place is open follows from its openings and closings, and is left out too.
    """
    kept = data(asked)
    for place in kept["places"]:
        del place["open"]
    del kept["responsible_name"], kept["responsible_phone"]
    kept["responsible_named"] = bool(asked.responsible_name)
    return kept


def verdict(said: Verdict) -> dict[str, Any]:
    return {
        "outcome": said.outcome,
        "rulebook": {"version": said.rulebook_version, "effective_from": said.rulebook_effective_from.isoformat()},
        "findings": [finding(it) for it in said.findings],
        "occurrences": [
            {
                "start": it.start.isoformat(),
                "end": it.end.isoformat(),
                "status": it.status,
                "findings": [finding(own) for own in it.findings],
            }
            for it in said.occurrences
        ],
    }


def finding(it: Finding) -> dict[str, Any]:
    return {
        "rule": it.rule,
        "effect": it.effect,
        "text": it.text.template,
        "remedy": it.remedy.template if it.remedy else None,
        "facts": data(it.facts),
        "source": it.source,
        "place": it.place,
    }


@cache
def _writer(kind: type) -> Callable[[Any], Any]:
    """How values of this type are written. TypeError where there is no way."""
    for kinds, writer in _WRITERS:
        if issubclass(kind, kinds):
            return writer
    if not is_dataclass(kind):
        raise TypeError(f"no JSON for {kind.__name__}")
    names = tuple(field.name for field in fields(kind))
    return lambda value: {name: data(getattr(value, name)) for name in names}


def _key(key: Any) -> str:
    return key.isoformat() if isinstance(key, date) else str(key)


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    ((bool, int, float, NoneType), lambda value: value),
    (str, str),
    ((date, time), lambda value: value.isoformat()),
    (ZoneInfo, lambda value: value.key),
    (Interval, lambda value: {"start": value.start.isoformat(), "end": value.end.isoformat()}),
    (Mapping, lambda value: {_key(key): data(item) for key, item in value.items()}),
    ((frozenset, set), lambda value: sorted(data(item) for item in value)),
    ((list, tuple, IntervalSet), lambda value: [data(item) for item in value]),
)
