"""Facts and verdicts as JSON: what a decision keeps, and what the API answers before it is put into words."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from booking.rules.facts import Asked
from booking.rules.verdict import Finding, Verdict
from booking.wording import Text
from calendars.intervals import Interval, IntervalSet


def data(value: Any) -> Any:
    """Any value of the rules as JSON: times as RFC 3339, intervals as {start, end}, dataclasses as objects."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case ZoneInfo():
            return value.key
        case Interval():
            return {"start": value.start.isoformat(), "end": value.end.isoformat()}
        case Text():
            return {"template": value.template, "values": data(value.values)}
        case Mapping():
            return {_key(key): data(item) for key, item in value.items()}
        case frozenset() | set():
            return sorted(data(item) for item in value)
        case list() | tuple() | IntervalSet():
            return [data(item) for item in value]
    if is_dataclass(value):
        return {field.name: data(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no JSON for {type(value).__name__}")


def facts(asked: Asked) -> Any:
    """What was known, less the names and telephone numbers of persons, which the booking itself has."""
    kept = data(asked)
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


def _key(key: Any) -> str:
    return key.isoformat() if isinstance(key, date) else str(key)
