"""The values of texts as JSON and back: what fills a sentence keeps its type, so that it reads the same years later."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any
from zoneinfo import ZoneInfo

from booking import vocabulary
from booking.services.codecs import INTERVAL
from booking.wording import Text
from calendars.intervals import Interval


def write(value: Any) -> Any:
    """What JSON has stays; lists become lists, and all else an object whose one name is its type. What has no type of
    its own here is kept as it is said."""
    return _writer(type(value))(value)  # type: ignore[arg-type]


def read(kept: Any) -> Any:
    """What `write` wrote; lists are read as tuples, as nothing that is said may change."""
    if isinstance(kept, list):
        return tuple(read(item) for item in kept)
    if isinstance(kept, dict):
        [(kind, value)] = kept.items()
        return _READERS[kind](value)
    return kept


def write_text(text: Text) -> list[Any]:
    """Template and values."""
    return [text.template, {name: write(value) for name, value in text.values.items()}]


def read_text(kept: list[Any]) -> Text:
    template, values = kept
    return Text(template, {name: read(value) for name, value in values.items()})


@cache
def _writer(kind: type) -> Callable[[Any], Any]:
    return next(writer for kinds, writer in _WRITERS if issubclass(kind, kinds))


def _read_word(kept: list[str]) -> StrEnum:
    name, value = kept
    word: StrEnum = getattr(vocabulary, name)(value)
    return word


def _write_word(value: StrEnum) -> Any:
    """Words of the vocabulary have names in every language; others are said as they are."""
    kind = type(value).__name__
    return {"word": [kind, value.value]} if hasattr(vocabulary, kind) else value.value


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (StrEnum, _write_word),
    ((bool, int, float, str, NoneType), lambda value: value),
    (datetime, lambda value: {"moment": value.isoformat()}),
    (date, lambda value: {"day": value.isoformat()}),
    (time, lambda value: {"clock": value.isoformat()}),
    (Decimal, lambda value: {"decimal": str(value)}),
    (ZoneInfo, lambda value: {"zone": value.key}),
    (Interval, lambda value: {"interval": INTERVAL.write(value)}),
    (Text, lambda value: {"text": write_text(value)}),
    (Mapping, lambda value: {"mapping": [[write(name), write(item)] for name, item in value.items()]}),
    ((set, frozenset), lambda value: {"set": sorted((write(item) for item in value), key=repr)}),
    (Collection, lambda value: [write(item) for item in value]),
    (object, str),
)
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "word": _read_word,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "clock": time.fromisoformat,
    "decimal": Decimal,
    "zone": ZoneInfo,
    "interval": INTERVAL.read,
    "text": read_text,
    "mapping": lambda kept: {read(name): read(item) for name, item in kept},
    "set": lambda kept: frozenset(read(item) for item in kept),
}
