"""Reads the tables of an example in a rulebook as facts, by the names and types that these have."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from booking.rules import example_times
from booking.rules.example_usual import USUAL
from booking.rules.facts import Place, Time
from booking.rules.values import BadValue, fitting, listed, nearest, shown
from calendars.errors import CalendarError
from calendars.holidays import NamedPeriod
from calendars.intervals import Interval, IntervalSet


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values of TOML as facts, in the light of the times asked for."""

    zone: ZoneInfo
    times: tuple[Time, ...]

    def value(self, key: str, value: Any, hint: Any, *path: str) -> Any:
        """The value as the type that the hint names."""
        args = get_args(hint)
        match get_origin(hint):
            case origin if origin in (tuple, frozenset) and args[-1] in (..., args[0]):
                return origin(self.value(key, each, args[0], *path) for each in listed(value))
            case origin if origin is tuple:
                return self._period(key, value, *path)
            case origin if isinstance(origin, type) and issubclass(origin, Mapping):
                return {
                    self.value(key, each, args[0], *path): self.value(f"{key}.{each}", item, args[1], *path, each)
                    for each, item in self.mapping(key, value, *path).items()
                }
        kinds = [kind for kind in args or (hint,) if kind is not type(None)]
        reads = _READ.get(kinds[0])
        if reads:
            return reads(self, key, value, *path)
        if is_dataclass(kinds[0]):
            return self.table(key, value, kinds[0], *path)
        return fitting(key, value, hint, *path)

    def table(self, key: str, value: Any, kind: Any, *path: str) -> Any:
        """A dataclass out of a table with its names; what is usual fills in the rest."""
        given = self.mapping(key, value, *path)
        hints, names = get_type_hints(kind), {field.name: field for field in fields(kind)}
        for name in given:
            if name not in names:
                raise BadValue(f"unknown word {name} in {key}{nearest(name, names)}", *path, name)
        said = {name: self._part(kind, f"{key}.{name}", item, hints[name], *path, name) for name, item in given.items()}
        values = USUAL[kind](self.times, said) | said if kind in USUAL else said
        for name, field in names.items():
            if name not in values and field.default is MISSING and field.default_factory is MISSING:
                raise BadValue(f"{key} lacks {name}", *path)
        return kind(**values)

    def _part(self, kind: Any, key: str, value: Any, hint: Any, *path: str) -> Any:
        if kind is Place and path[-1] in ("openings", "open", "reopened"):
            days = sorted({day for it in self.times for day in it.days})
            found = sorted(example_times.openings(key, value, self.zone, days, *path))
            return tuple(found) if path[-1] == "openings" else IntervalSet(found)
        read = self.value(key, value, hint, *path)
        if path[-1] == "time" and read >= len(self.times):
            raise BadValue(f"{key} = {read}: there is no such time; the last is {len(self.times) - 1}", *path)
        return read

    def _period(self, key: str, value: Any, *path: str) -> tuple[str, NamedPeriod]:
        given = {**self.mapping(key, value, *path)}
        kind = fitting(f"{key}.kind", given.pop("kind", None), str, *path)
        try:
            return kind, self.table(key, {"name": kind, **given}, NamedPeriod, *path)
        except CalendarError as error:
            raise BadValue(f"{key} cannot be: {error}", *path) from None

    def moment(self, key: str, value: Any, *path: str) -> datetime:
        return example_times.utc(key, example_times.moment(key, value, *path), self.zone, *path)

    def day(self, key: str, value: Any, *path: str) -> date:
        """A date of TOML, or a text that says one, as keys of tables are."""
        try:
            return date.fromisoformat(value) if isinstance(value, str) else fitting(key, value, date, *path)
        except ValueError:
            raise BadValue(f"{key} = {shown(value)} must be a date as 2027-08-01", *path) from None

    def interval(self, key: str, value: Any, *path: str) -> Interval:
        return example_times.interval(key, value, self.zone, *path)

    def mapping(self, key: str, value: Any, *path: str) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise BadValue(f"{key} = {shown(value)} must be a table as {{ word = value }}", *path)
        return value


_READ: Mapping[Any, Callable[..., Any]] = {
    datetime: Reader.moment,
    date: Reader.day,
    Interval: Reader.interval,
}
