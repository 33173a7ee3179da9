"""Facts as JSON: what a decision keeps of them, and any value as the API answers it before it is put into words."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from functools import cache
from types import NoneType
from typing import Any
from zoneinfo import ZoneInfo

from booking.rules.facts import Asked, Place
from booking.services.codecs import codec, record
from calendars.intervals import Interval, IntervalSet

FORM = 2
"""Of what is kept; the first version had no number."""
NOT_KEPT = "–"
"""Stands for the name or number of a person."""

_ASKED = record(Asked, frozenset({"places", "responsible_name", "responsible_phone"}))
_PLACE = record(Place, frozenset({"open"}))
_OPEN = codec(IntervalSet)


def data(value: Any) -> Any:
    """Any value of the rules as JSON: times as RFC 3339, intervals as {start, end}, dataclasses as objects."""
    return _writer(type(value))(value)  # type: ignore[arg-type]


def facts(asked: Asked) -> dict[str, Any]:
    """What was known, less the name and telephone number of who is responsible, which the booking itself has.

    When a place is open follows from its openings and closings, and is left out where it does.
    """
    return {
        "form": FORM,
        **_ASKED.write(asked),
        "places": [_place(it) for it in asked.places],
        "responsible_named": bool(asked.responsible_name.strip()),
        "responsible_phoned": bool(asked.responsible_phone.strip()),
    }


def facts_of(kept: Mapping[str, Any]) -> Asked:
    """What `facts` wrote, in this version or the first, with NOT_KEPT where a person was named or a number given.

    The first version did not write whether a number was given: there it is taken to be, where somebody was named.
    """
    named = kept["responsible_named"]
    phoned = kept.get("responsible_phoned", named)
    asked: Asked = _ASKED.read(
        kept,
        places=tuple(_place_of(it) for it in kept["places"]),
        responsible_name=NOT_KEPT if named else "",
        responsible_phone=NOT_KEPT if phoned else "",
    )
    return asked


def _place(place: Place) -> dict[str, Any]:
    kept: dict[str, Any] = _PLACE.write(place)
    if place.open != _open(place):
        kept["open"] = _OPEN.write(place.open)
    return kept


def _place_of(kept: Mapping[str, Any]) -> Place:
    place: Place = _PLACE.read(kept)
    return replace(place, open=_OPEN.read(kept["open"]) if "open" in kept else _open(place))


def _open(place: Place) -> IntervalSet:
    return IntervalSet(place.openings) - IntervalSet(closing.interval for closing in place.closings)


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
