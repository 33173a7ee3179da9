"""A week's grid is a table without holes or overlaps, whatever is held."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as some

from booking.services.busy_times import Busy
from booking.services.weeks import Place
from booking.vocabulary import BookingKind
from booking.web.grids import DAYS, Grid, Stretch, grid
from calendars.intervals import IntervalSet

COLUMNS = 3
POOL = [Place("pool", "Bassin", COLUMNS, None, IntervalSet())]
NOON = datetime(2027, 1, 12, 12, tzinfo=UTC)


def busy(occurrence: int, core: bool = True) -> Busy:
    return Busy(NOON, NOON, "pool", "Bassin", 1, 2, core, BookingKind.OTHER, "", "", (), occurrence)


def stretch(columns: range, start: int, end: int, held: Busy | None = None, day: int = 0) -> Stretch:
    return Stretch(day, columns, start, end, held)


@some.composite
def stretches(draw: some.DrawFn) -> Stretch:
    first, last = sorted(draw(some.tuples(some.integers(0, 2), some.integers(0, 2))))
    start = draw(some.integers(0, 1439))
    end = draw(some.integers(start + 1, 1440))
    held = busy(draw(some.integers(1, 5)), draw(some.booleans()))
    return Stretch(draw(some.integers(0, 6)), range(first, last + 1), start, end, held)


def covered(table: Grid) -> list[list[int]]:
    """How often each line and column is covered by a cell, as a browser lays the table out."""
    width = DAYS * len(table.columns)
    times = [[0] * width for _ in table.rows]
    for line, row in enumerate(table.rows):
        place = 0
        for cell in row.cells:
            while times[line][place]:
                place += 1
            assert place // len(table.columns) == cell.day
            for down in range(cell.lines):
                for right in range(cell.columns):
                    times[line + down][place + right] += 1
    return times


@given(opened=some.lists(stretches(), max_size=4), held=some.lists(stretches(), max_size=8))
def test_grid__anything_held__covers_every_place_exactly_once(opened: list[Stretch], held: list[Stretch]) -> None:
    table = grid("Bassin", POOL, [it._replace(busy=None) for it in opened], held)
    assert all(times == 1 for line in covered(table) for times in line)


def test_grid__nothing_known__shows_the_usual_hours_closed() -> None:
    table = grid("Bassin", POOL, [], [])
    assert (table.rows[0].start.hour, table.rows[-1].start.hour) == (8, 21)
    assert all(cell.closed for row in table.rows for cell in row.cells)


def test_grid__three_lanes_held_together__is_one_cell() -> None:
    open_all_day = stretch(range(3), 480, 1320)
    table = grid("Bassin", POOL, [open_all_day], [stretch(range(3), 600, 690, busy(1))])
    [cell] = [cell for row in table.rows for cell in row.cells if cell.busy]
    assert (cell.columns, cell.lines, cell.day) == (3, 2, 0)


def test_grid__set_up_before_a_booking__is_a_cell_of_its_own() -> None:
    held = [stretch(range(1), 585, 600, busy(1, core=False)), stretch(range(1), 600, 690, busy(1))]
    table = grid("Bassin", POOL, [], held)
    assert [cell.busy.core for row in table.rows for cell in row.cells if cell.busy] == [False, True]


def test_grid__two_times_that_touch__are_two_cells() -> None:
    """Behaviour 4: touching times are free."""
    held = [stretch(range(1), 600, 660, busy(1)), stretch(range(1), 660, 720, busy(2))]
    table = grid("Bassin", POOL, [], held)
    assert [cell.busy.occurrence for row in table.rows for cell in row.cells if cell.busy] == [1, 2]


def test_grid__odd_minutes__begin_a_line_of_their_own() -> None:
    table = grid("Bassin", POOL, [], [stretch(range(1), 607, 653, busy(1))])
    assert [(row.start.hour, row.start.minute, row.minutes) for row in table.rows] == [
        (10, 0, 5),
        (10, 7, 45),
        (10, 53, 5),
    ]


def test_grid__until_midnight__ends_there() -> None:
    """Behaviour 6: an end at 24:00 is an end."""
    table = grid("Bassin", POOL, [], [stretch(range(1), 1320, 1440, busy(1))])
    assert [row.start.hour for row in table.rows] == [22, 23]
