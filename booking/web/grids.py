"""A week's calendar as a table: a line a stretch of time, a column a unit or lane of each day, cells that span them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from booking.services.busy_times import Busy
from booking.services.weeks import Place

DAYS = 7
USUAL_HOURS = (8 * 60, 22 * 60)
"""Minutes of the day that are shown where nothing else says so."""
_HOUR = 60


class Stretch(NamedTuple):
    """Columns of one day from one minute of it to another: held (`busy`), or open."""

    day: int
    columns: range
    start: int
    end: int
    busy: Busy | None


@dataclass(frozen=True, slots=True)
class Column:
    """A unit or, with its number, a lane. `space` is the slug of the space that it is, if it is one."""

    name: str
    lane: int | None
    space: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """`lines` by `columns` of one day: held (`busy`), else `closed` or free."""

    day: int
    lines: int
    columns: int
    closed: bool
    busy: Busy | None


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of time; `minutes` is its height, rounded to five."""

    start: time
    on_the_hour: bool
    minutes: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The table of one group of places; every day has all `columns`."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def grid(name: str, group: Sequence[Place], opened: Sequence[Stretch], held: Sequence[Stretch]) -> Grid:
    """The calendar of the places. Free cells stay single, so that each has its time; the others are run together."""
    columns = tuple(_columns(group))
    marks = _marks([*opened, *held])
    field = _Field(marks, len(columns))
    for stretch in opened:
        field.fill(stretch, None)
    for stretch in sorted(held, key=lambda it: bool(it.busy and it.busy.core)):
        field.fill(stretch, stretch.busy)
    return Grid(name, columns, tuple(field.rows()))


def _columns(group: Iterable[Place]) -> Iterator[Column]:
    for place in group:
        for lane in range(1, place.lanes + 1):
            yield Column(place.name, lane if place.lanes > 1 else None, place.space)


def _marks(stretches: Sequence[Stretch]) -> list[int]:
    """Where lines begin, and the last one ends: at every full hour, and wherever something begins or ends."""
    ends = {minute for it in stretches for minute in (it.start, it.end)} or set(USUAL_HOURS)
    first, last = min(ends) // _HOUR * _HOUR, -(-max(ends) // _HOUR) * _HOUR
    return sorted(ends | set(range(first, last + 1, _HOUR)))


_CLOSED = "closed"
_What = Busy | str | None


class _Field:
    """What is in each line of each column; everything is closed until it is filled."""

    def __init__(self, marks: Sequence[int], columns: int) -> None:
        self._marks = marks
        self._columns = columns
        self._what: list[list[_What]] = [[_CLOSED] * (DAYS * columns) for _ in marks[:-1]]
        self._told = [[False] * (DAYS * columns) for _ in marks[:-1]]

    def fill(self, stretch: Stretch, what: _What) -> None:
        for line in range(self._marks.index(stretch.start), self._marks.index(stretch.end)):
            for column in stretch.columns:
                self._what[line][stretch.day * self._columns + column] = what

    def rows(self) -> Iterator[Row]:
        for line, (start, end) in enumerate(zip(self._marks, self._marks[1:], strict=False)):
            cells = tuple(self._cells(line))
            yield Row(
                time(start // _HOUR, start % _HOUR), start % _HOUR == 0, max(5, round((end - start) / 5) * 5), cells
            )

    def _cells(self, line: int) -> Iterator[Cell]:
        for place in range(DAYS * self._columns):
            if not self._told[line][place]:
                yield self._cell(line, place)

    def _cell(self, line: int, place: int) -> Cell:
        what = self._what[line][place]
        wide = high = 1
        if what is not None:
            wide, high = self._size(line, place, what)
        for told in self._told[line : line + high]:
            told[place : place + wide] = [True] * wide
        busy = what if isinstance(what, Busy) else None
        return Cell(place // self._columns, high, wide, what == _CLOSED, busy)

    def _size(self, line: int, place: int, what: _What) -> tuple[int, int]:
        """How far the same goes to the right within its day, and then down."""
        end_of_day = (place // self._columns + 1) * self._columns
        wide = high = 1
        while place + wide < end_of_day and self._is(line, place + wide, what):
            wide += 1
        while line + high < len(self._what) and all(self._is(line + high, place + n, what) for n in range(wide)):
            high += 1
        return wide, high

    def _is(self, line: int, place: int, what: _What) -> bool:
        return not self._told[line][place] and _same(self._what[line][place], what)


def _same(one: _What, other: _What) -> bool:
    """Two units that one time holds alike are one block."""
    if isinstance(one, Busy) and isinstance(other, Busy):
        return (one.occurrence, one.core, one.start, one.end) == (other.occurrence, other.core, other.start, other.end)
    return one is other
