"""A second, slow way to know who holds what: minute by minute and lane by lane; and worlds to try it on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from calendars.intervals import Interval
from calendars.occupancy import Hold, Need, Occupancy, Placement

ZERO = datetime(2027, 1, 12, 17, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LAST = 30
"""Worlds last so many minutes."""
UNIT_LANES = {1: 1, 2: 3, 3: 6}
USUAL_LANES = (1, 2, 1, 3, None, 1, 2, 4, 7)
"""Few enough to live side by side; the last is more than any unit has."""
BEYOND = max(UNIT_LANES.values()) + 2
"""A lane that no unit has."""

Ask = tuple[tuple[Need, ...], Interval, int, int]
"""Needs, core, set-up and clear-up in minutes."""


def at(minute: int) -> datetime:
    return ZERO + minute * MINUTE


def time(start: int, end: int) -> Interval:
    return Interval(at(start), at(end))


def hold(unit: int, start: int, end: int, *, lanes: tuple[int, int | None] = (1, None), core: bool = True) -> Hold:
    return Hold(unit, *lanes, at(start), at(end), core, occurrence=-1)


def minutes(start: datetime, end: datetime) -> Iterable[datetime]:
    return (start + n * MINUTE for n in range((end - start) // MINUTE))


def cells(holds: Iterable[Hold], *, core: bool) -> set[tuple[int, int, datetime, int]]:
    """Unit, lane, minute and occurrence of all that is held as core, or as buffer."""
    return {
        (each.unit, lane, minute, each.occurrence)
        for each in holds
        if each.core == core
        for lane in range(each.lane_from, each.lane_to or BEYOND + 1)
        for minute in minutes(each.start, each.end)
    }


def violations(holds: Collection[Hold]) -> set[tuple[int, int, datetime]]:
    """Where a core lies on another core, or on another's buffer."""
    cores = cells(holds, core=True)
    anything = cores | cells(holds, core=False)
    held = {(unit, lane, minute): occurrence for unit, lane, minute, occurrence in cores}
    doubled = {(unit, lane, minute) for unit, lane, minute, occurrence in anything
               if held.get((unit, lane, minute), occurrence) != occurrence}  # fmt: skip
    return doubled if len(held) == len(cores) else doubled | held.keys()


def placeable(holds: Collection[Hold], ask: Ask) -> bool:
    needs, core, setup, clear_up = ask
    cores = {cell[:3] for cell in cells(holds, core=True)}
    anything = cores | {cell[:3] for cell in cells(holds, core=False)}

    def free(unit: int, lane: int) -> bool:
        whole = minutes(core.start - setup * MINUTE, core.end + clear_up * MINUTE)
        return not any((unit, lane, minute) in cores for minute in whole) and not any(
            (unit, lane, minute) in anything for minute in minutes(core.start, core.end)
        )

    def met(need: Need) -> bool:
        if need.lanes is None:
            return all(free(need.unit, lane) for lane in range(1, BEYOND + 1))
        return sum(free(need.unit, lane) for lane in range(1, UNIT_LANES[need.unit] + 1)) >= need.lanes

    return all(met(need) for need in needs)


def book_all(asks: Sequence[Ask], unit_lanes: Mapping[int, int] = UNIT_LANES) -> tuple[Occupancy, list[Hold]]:
    """Who comes first is served first; whoever finds no place is left out."""
    occupancy, holds = Occupancy(), list[Hold]()
    for occurrence, (needs, core, setup, clear_up) in enumerate(asks):
        answer = occupancy.place(needs, unit_lanes, core, setup, clear_up)
        if isinstance(answer, Placement):
            occupancy = occupancy.with_(answer.claims, occurrence)
            holds.extend(claim.hold(occurrence) for claim in answer.claims)
    return occupancy, holds


@st.composite
def intervals(draw: st.DrawFn, longest: int = 10) -> Interval:
    start = draw(st.integers(0, LAST - 1))
    return time(start, draw(st.integers(start + 1, min(LAST, start + longest))))


@st.composite
def some_needs(draw: st.DrawFn) -> tuple[Need, ...]:
    units = draw(st.lists(st.sampled_from((3, 2, 1)), min_size=1, max_size=2, unique=True))
    return tuple(Need(unit, draw(st.sampled_from(USUAL_LANES))) for unit in units)


buffers = st.integers(0, 4)
asks = st.tuples(some_needs(), intervals(), buffers, buffers)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Occupancy, list[Hold]]:
    """Bookings that came one after another, some of which have gone again and left their gaps."""
    occupancy, holds = book_all(draw(st.lists(asks, max_size=3) | st.lists(asks, min_size=10, max_size=20)))
    gone = draw(st.sets(st.integers(0, 19), max_size=5))
    if not gone:
        return occupancy, holds
    left = [each for each in holds if each.occurrence not in gone]
    return Occupancy(left), left
