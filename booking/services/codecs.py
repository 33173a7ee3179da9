"""Values as JSON and back, by their declared types: what is written down can be read again, equal to what it was."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from calendars.intervals import Interval, IntervalSet

Way = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Codec:
    """How values of one type are written as JSON, and read again."""

    write: Way
    read: Way


@cache
def codec(hint: Any) -> Codec:
    """The codec of a type hint. TypeError where there is none."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional(inner)
    if origin is tuple:
        return _many(inner[0]) if inner[1:] == (...,) else _each(inner)
    if origin is frozenset:
        return _set(codec(inner[0]))
    if origin is Mapping:
        return _mapping(codec(inner[0]), codec(inner[1]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Codec(_as_it_is, hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return record(hint)
    raise TypeError(f"no JSON for {hint}")


def record(kind: type, without: frozenset[str] = frozenset()) -> Codec:
    """A dataclass as an object, less the fields `without`. What has its default value is left out: so fields may be
    added later, with a default, and old objects are read as before; but a default must never change. What is read is
    given the fields `without` by name.
    """
    hints = get_type_hints(kind)
    own = [field for field in fields(kind) if field.name not in without]
    codecs = {field.name: codec(hints[field.name]) for field in own}
    return Codec(_record_writer(own, codecs), _record_reader(kind, codecs))


def _record_writer(own: list[Field[Any]], codecs: Mapping[str, Codec]) -> Way:
    plan = tuple((field.name, _default(field), codecs[field.name].write) for field in own)
    values = attrgetter(*(field.name for field in own)) if len(own) > 1 else lambda it: (getattr(it, own[0].name),)

    def write(value: Any) -> Any:
        kept = {}
        for (name, default, way), item in zip(plan, values(value), strict=True):
            if item is not default and (default is MISSING or item != default):
                kept[name] = item if way is _as_it_is else way(item)
        return kept

    return write


def _record_reader(kind: type, codecs: Mapping[str, Codec]) -> Way:
    """Names that the dataclass no longer has are passed over."""
    ways = {name: it.read for name, it in codecs.items()}
    return lambda data, **others: kind(**{name: ways[name](it) for name, it in data.items() if name in ways}, **others)


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _as_it_is(value: Any) -> Any:
    return value


def _optional(inner: tuple[Any, ...]) -> Codec:
    some = [hint for hint in inner if hint is not NoneType]
    if len(some) != 1 or len(inner) != 2:
        raise TypeError(f"no JSON for any of {inner}")
    own = codec(some[0])
    if own.write is own.read is _as_it_is:
        return own
    return Codec(
        lambda value: None if value is None else own.write(value),
        lambda data: None if data is None else own.read(data),
    )


def _many(hint: Any) -> Codec:
    write, read = codec(hint).write, codec(hint).read
    if write is _as_it_is:
        return Codec(list, lambda data: tuple(map(read, data)))
    return Codec(lambda value: [write(item) for item in value], lambda data: tuple([read(item) for item in data]))


def _each(hints: tuple[Any, ...]) -> Codec:
    """A tuple with so many items, each of a type of its own."""
    own = [codec(hint) for hint in hints]
    return Codec(
        lambda value: [it.write(item) for it, item in zip(own, value, strict=True)],
        lambda data: tuple(it.read(item) for it, item in zip(own, data, strict=True)),
    )


def _set(own: Codec) -> Codec:
    return Codec(
        lambda value: sorted(own.write(item) for item in value), lambda data: frozenset(own.read(item) for item in data)
    )


def _mapping(key: Codec, own: Codec) -> Codec:
    return Codec(
        lambda value: {key.write(name): own.write(item) for name, item in value.items()},
        lambda data: {key.read(name): own.read(item) for name, item in data.items()},
    )


def _read_interval(data: Any) -> Interval:
    """[start, end]; decisions of the first version have {"start", "end"}."""
    start, end = data if isinstance(data, list) else (data["start"], data["end"])
    return Interval(datetime.fromisoformat(start), datetime.fromisoformat(end))


INTERVAL = Codec(lambda value: [value.start.isoformat(), value.end.isoformat()], _read_interval)

_PLAIN: Mapping[Any, Codec] = {
    **{kind: Codec(_as_it_is, _as_it_is) for kind in (bool, int, float, str)},
    datetime: Codec(datetime.isoformat, datetime.fromisoformat),
    date: Codec(date.isoformat, date.fromisoformat),
    time: Codec(time.isoformat, time.fromisoformat),
    ZoneInfo: Codec(str, ZoneInfo),
    Interval: INTERVAL,
    IntervalSet: Codec(
        lambda value: [INTERVAL.write(item) for item in value], lambda data: IntervalSet(map(_read_interval, data))
    ),
}
