"""A value of a TOML text checked against a type, and what would fit where it does not."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, get_args, get_origin

LARGEST_NUMBER = 50_000
"""Of days it is 137 years, so that every date that a rule works out exists."""

_UNITS = ("minutes", "hours", "days", "months", "metres", "centimetres")
_LONGEST_SHOWN = 60
_MOST_LISTED = 24

_NAMES: Mapping[type, str] = {
    bool: "true or false",
    int: f"a whole number from 0 to {LARGEST_NUMBER}",
    str: "a text",
    time: "a time as 21:45:00",
    date: "a date as 2027-08-01",
}
_MEANT: Mapping[type, tuple[re.Pattern[str], str]] = {
    int: (re.compile(r"\s*(\d{1,5})\b"), "{}"),
    time: (re.compile(r"\s*(\d\d)[:.](\d\d)"), "{}:{}:00"),
    date: (re.compile(r"\s*(\d{4}-\d\d-\d\d)"), "{}"),
    bool: (re.compile(r"\s*(true|false)\s*$", re.IGNORECASE), "{}"),
}


class BadValue(ValueError):
    """A key or value that does not fit; the message names it and what would fit, `path` the keys that lead to it."""

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message)
        self.path = path


def fitting(key: str, value: Any, hint: Any, *path: str) -> Any:
    """The value as the type that the hint names. `key` is how it is called in a message. Raises BadValue."""
    collection = get_origin(hint)
    if collection in (frozenset, tuple):
        return collection(fitting(key, item, get_args(hint)[0], *path) for item in listed(value))
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
    for kind in kinds:
        if issubclass(kind, StrEnum):
            return _word(key, value, kind, path)
        if _is(value, kind):
            return _CHECKS.get(kind, _same)(key, value, path)
    must = " or ".join(_name(key, kind) for kind in kinds)
    raise BadValue(f"{key} = {shown(value)} must be {must}{_meant(key, value, kinds[0])}", *path)


def listed(value: Any) -> list[Any]:
    """A value may be one, or a list of several."""
    return value if isinstance(value, list) else [value]


def nearest(word: str, known: Collection[str], also: Collection[str] = ()) -> str:
    """What may have been meant by a word that is not known, to be appended to a message."""
    close = get_close_matches(word[:_LONGEST_SHOWN], [*known, *also], 1)
    if close:
        return f"; did you mean {close[0]}?"
    names = [*known][:_MOST_LISTED]
    return f"; known are {', '.join(names) or 'none'}{' ...' if len(known) > len(names) else ''}"


def shown(value: Any) -> str:
    """The value as TOML writes it, shortened."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{short(value)}"'
        case int() if abs(value) > 10**15:
            return "a number without end"
        case list():
            return "a list"
        case Mapping():
            return "a table"
        case _:
            return str(value)


def short(text: str) -> str:
    """On one line, and not too long for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 3] + "..."


def _is(value: object, kind: type) -> bool:
    """TOML's true is no number here, and its date with a time no date."""
    return isinstance(value, kind) and type(value) not in ({bool, datetime} - {kind})


def _name(key: str, kind: type) -> str:
    unit = next((unit for unit in _UNITS if key.endswith(unit)), None)
    return f"a whole number of {unit} from 0 to {LARGEST_NUMBER}" if unit and kind is int else _NAMES[kind]


def _meant(key: str, value: object, kind: type) -> str:
    """How the value may be written, where what was meant can be seen."""
    pattern, form = _MEANT.get(kind, (None, ""))
    match = pattern.match(value) if pattern and isinstance(value, str) else None
    if not match:
        return ""
    return f"; write {key.rpartition('.')[2]} = {form.format(*match.groups()).lower()}"


def _word(key: str, value: Any, kind: type[StrEnum], path: tuple[str, ...]) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        guess = nearest(value, [*kind]) if isinstance(value, str) else ""
        hint = guess if "did you mean" in guess else ""
        raise BadValue(f"{key} = {shown(value)} must be one of {', '.join(kind)}{hint}", *path) from None


def _number(key: str, value: int, path: tuple[str, ...]) -> int:
    if not 0 <= value <= LARGEST_NUMBER:
        raise BadValue(f"{key} = {shown(value)} must be {_name(key, int)}", *path)
    return value


def _clock(key: str, value: time, path: tuple[str, ...]) -> time:
    if value.second or value.microsecond:
        raise BadValue(f"{key} = {value} must be whole minutes", *path)
    return value


def _same(key: str, value: Any, path: tuple[str, ...]) -> Any:
    return value


_CHECKS: Mapping[type, Callable[[str, Any, tuple[str, ...]], Any]] = {int: _number, time: _clock}
