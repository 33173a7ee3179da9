"""Values of a TOML table as the parameters of a rule or the words of a scope, each checked against its type."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from booking.rules.rule import Rule
from booking.rules.scope import NUMBERS, WORDS, Scope, When

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

LARGEST_NUMBER = 50_000
"""Of days it is 137 years, so that every date that a rule works out exists."""

FROM = "_from"
_LEAST = tuple(f"{name}{FROM}" for name in NUMBERS)

_NAMES = {
    bool: "true or false",
    int: f"a whole number from 0 to {LARGEST_NUMBER}",
    str: "a text",
    time: "a time as 21:45:00",
    date: "a date as 2027-08-01",
}


class BadParameter(ValueError):
    """A key or value that does not fit; the message names it and what would fit."""


def parameters(kind: type[Rule], given: Mapping[str, Any]) -> dict[str, Any]:
    """The keyword arguments of a rule. BadParameter for an unknown key, a missing one, or a value of another type."""
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for key in given:
        if key not in known:
            raise BadParameter(f"unknown parameter {key}{nearest(key, known)}")
    missing = [
        name
        for name, field in known.items()
        if name not in given and field.default is MISSING and field.default_factory is MISSING
    ]
    if missing:
        raise BadParameter(f"missing parameter {', '.join(missing)}")
    return {key: _value(key, value, hints[key]) for key, value in given.items()}


def scope(table: Mapping[str, Any]) -> Scope:
    """The scope that `where`, `who`, `what` and `when` of a rule's table say."""
    what = _table("what", table)
    least = {word.removesuffix(FROM): _least(word, what[word]) for word in what if word in _LEAST}
    given = {**table, "what": {word: value for word, value in what.items() if word not in _LEAST}}
    where, who, what = (_words(part, _table(part, given)) for part in WORDS)
    return Scope(where, who, what, _when(_table("when", table)) if "when" in table else None, least)


def nearest(word: str, known: Collection[str]) -> str:
    """What may have been meant by a word that is not known, to be appended to a message."""
    close = get_close_matches(word, list(known), 1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known) or 'none'}"


def _table(part: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    given = table.get(part, {})
    if not isinstance(given, Mapping):
        raise BadParameter(f"{part} = {given!r} must be a table as {{ word = value }}")
    return given


def _words(part: str, given: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    known = [*WORDS[part], *(_LEAST if part == "what" else ())]
    for word in given:
        if word not in known:
            raise BadParameter(f"unknown word {word} in {part}{nearest(word, known)}")
    return {word: _fitting(f"{part}.{word}", value, WORDS[part][word]) for word, value in given.items()}


def _fitting(key: str, value: Any, kind: type) -> frozenset[str]:
    """The values that fit; yes and no as a rulebook writes them."""
    fitting = _value(key, value, _set_of(kind))
    return frozenset(str(each).lower() for each in fitting) if kind is bool else fitting


def _least(word: str, value: Any) -> int:
    least: int = _value(f"what.{word}", value, int)
    return least


def _set_of(kind: type) -> Any:
    return frozenset.__class_getitem__(kind)


def _when(given: Mapping[str, Any]) -> When:
    hints = get_type_hints(When)
    for key in given:
        if key not in hints:
            raise BadParameter(f"unknown word {key} in when{nearest(key, hints)}")
    values = dict(given)
    if "weekdays" in values:
        values["weekdays"] = [_weekday(value) for value in _listed(values["weekdays"])]
    return When(**{key: _value(f"when.{key}", value, hints[key]) for key, value in values.items()})


def _weekday(value: object) -> int:
    if value not in WEEKDAYS:
        raise BadParameter(f"weekday {value!r}; the weekdays are {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(value)


def _value(key: str, value: Any, hint: Any) -> Any:
    collection = get_origin(hint)
    if collection in (frozenset, tuple):
        return collection(_value(key, item, get_args(hint)[0]) for item in _listed(value))
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
    for kind in kinds:
        if issubclass(kind, StrEnum):
            return _word(key, value, kind)
        if _is(value, kind):
            return _CHECKS.get(kind, _same)(key, value)
    raise BadParameter(f"{key} = {value!r} must be {' or '.join(_NAMES[kind] for kind in kinds)}")


def _is(value: object, kind: type) -> bool:
    """TOML's true is no number here, and its date with a time no date."""
    return isinstance(value, kind) and type(value) not in ({bool, datetime} - {kind})


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _word(key: str, value: object, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(str(value))
    except ValueError:
        raise BadParameter(f"{key} = {value!r} must be one of {', '.join(kind)}") from None


def _number(key: str, value: int) -> int:
    if not 0 <= value <= LARGEST_NUMBER:
        raise BadParameter(f"{key} = {value} must be {_NAMES[int]}")
    return value


def _clock(key: str, value: time) -> time:
    if value.second or value.microsecond:
        raise BadParameter(f"{key} = {value} must be whole minutes")
    return value


def _same(key: str, value: Any) -> Any:
    return value


_CHECKS: Mapping[type, Callable[[str, Any], Any]] = {int: _number, time: _clock}
