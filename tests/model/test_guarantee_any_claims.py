"""The guarantee against a count by hand, and against what calendars.occupancy thinks is free, for any claims."""

from datetime import UTC
from itertools import pairwise, product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from calendars.intervals import Interval
from calendars.occupancy import Need, Occupancy, Placement
from tests.model.ground import NOON, UNITS, Ground

FEW = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
HOURS = range(10, 16)

spans = st.tuples(st.integers(10, 14), st.integers(1, 3)).map(lambda it: (it[0], min(it[0] + it[1], HOURS.stop)))
lanes = st.one_of(
    st.tuples(st.integers(1, 6), st.none()),
    st.tuples(st.integers(1, 6), st.integers(1, 3)).map(lambda it: (it[0], min(it[0] + it[1], 7))),
)
claims = st.tuples(st.integers(0, 2), spans, lanes, st.booleans())


@FEW
@given(st.lists(claims, max_size=8))
def test_insert__any_claims_in_a_row__are_refused_as_counted_by_hand(ground: Ground, wanted: list) -> None:
    around = ground.connection.begin_nested()
    held: dict[tuple[int, int], set[tuple[int, bool]]] = {cell: set() for cell in product(HOURS, range(1, 7))}
    for of, (start, end), (first, beyond), core in wanted:
        cells = list(product(range(start, end), range(first, beyond or 7)))
        clash = any(core or is_core or other == of for cell in cells for other, is_core in held[cell])
        assert _accepted(ground, of, f"{start}:00-{end}:00", (first, beyond), core) is not clash
        if not clash:
            for cell in cells:
                held[cell].add((of, core))
    around.rollback()


wishes = st.tuples(
    st.integers(0, 2),
    st.sampled_from(("hall", "pool")),
    st.one_of(st.none(), st.integers(1, 4)),
    spans,
    st.sampled_from((0, 30, 60)),
    st.sampled_from((0, 30, 60)),
)


@FEW
@given(st.lists(wishes, max_size=8, unique_by=lambda wish: wish[0]))
def test_insert__what_occupancy_places__is_always_accepted(ground: Ground, wanted: list) -> None:
    around = ground.connection.begin_nested()
    known, lanes_of = Occupancy(), {ground.units[unit]: number for unit, number in UNITS.items()}
    for of, unit, number, (start, end), setup, clear_up in wanted:
        need = Need(ground.units[unit], number if unit == "pool" else None)
        core = Interval(NOON.replace(hour=start), NOON.replace(hour=end))
        answer = known.place([need], lanes_of, core, setup, clear_up)
        if isinstance(answer, Placement):
            known = known.with_(answer.claims, of)
            for claim in answer.claims:
                clocks = "-".join(f"{it.astimezone(UTC):%H:%M}" for it in (claim.start, claim.end))
                taken = (claim.lane_from, claim.lane_to)
                ground.claim(clocks, of=of, unit=unit, lanes=taken, core=claim.core)
        elif unit == "hall":
            assert not _fits_by_force(ground, of, start, end, setup, clear_up)
    around.rollback()


def _accepted(ground: Ground, of: int, time: str, held: tuple[int, int | None], core: bool) -> bool:
    return _written(ground, [{"time": time, "of": of, "unit": "pool", "lanes": held, "core": core}])


def _fits_by_force(ground: Ground, of: int, start: int, end: int, setup: int, clear_up: int) -> bool:
    """Whether the database takes the claims that occupancy found no place for."""
    minutes = (start * 60 - setup, start * 60, end * 60, end * 60 + clear_up)
    clocks = [f"{it // 60}:{it % 60:02}" for it in minutes]
    spans = ["-".join(span) for span in pairwise(clocks)]
    return _written(
        ground,
        [{"time": spans[1], "of": of}]
        + [
            {"time": span, "of": of, "core": False}
            for span, lasts in ((spans[0], setup), (spans[2], clear_up))
            if lasts
        ],
    )


def _written(ground: Ground, wanted: list) -> bool:
    try:
        with ground.connection.begin_nested():
            for claim in wanted:
                ground.claim(**claim)
    except DBAPIError as error:
        if "claim_held_once" not in str(error):
            raise
        return False
    return True
