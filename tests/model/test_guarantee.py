"""The guarantee, tried by writing claims to the table as plain SQL: no code of ours stands between."""

import pytest
from sqlalchemy import text

from booking.model import guarantee
from booking.vocabulary import Status
from tests.model.ground import Ground, moment
from tests.model.pairs import PAIRS, Pair


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_insert__beside_another_claim__is_refused_exactly_where_they_clash(ground: Ground, pair: Pair) -> None:
    """Behaviour 4: touching is free, buffers may lie on buffers; behaviour 6: an end at 24:00 is an end."""
    pair.try_out(ground)


def test_update__into_an_overlap__is_refused(ground: Ground) -> None:
    ground.claim("17:00-18:00")
    later = ground.claim("18:00-19:00", of=1)
    for change in (
        f"starts_at = '{moment('17:59')}'",
        f"starts_at = '{moment('16:00')}', ends_at = '{moment('24:00')}'",
    ):
        with ground.refused("claim_held_once"):
            ground.connection.execute(text(f"UPDATE claim SET {change} WHERE id = {later}"))


def test_update__onto_another_unit_or_lane_that_is_held__is_refused(ground: Ground) -> None:
    ground.claim("17:00-18:00")
    ground.claim("17:00-18:00", of=1, unit="pool", lanes=(1, 2))
    moved = ground.claim("17:00-18:00", of=2, unit="pool", lanes=(2, 3))
    for change in (f"unit_id = {ground.units['hall']}, lane_from = 1, lane_to = 2", "lane_from = 1"):
        with ground.refused("claim_held_once"):
            ground.connection.execute(text(f"UPDATE claim SET {change} WHERE id = {moved}"))


def test_update__of_a_buffer_into_a_core__is_refused_where_others_lie(ground: Ground) -> None:
    buffer = ground.claim("18:00-18:30", core=False)
    ground.claim("18:15-19:00", of=1, core=False)
    with ground.refused("claim_held_once"):
        ground.connection.execute(text(f"UPDATE claim SET core = true WHERE id = {buffer}"))


def test_update__within_its_own_time__is_allowed(ground: Ground) -> None:
    own = ground.claim("17:00-19:00")
    ground.connection.execute(text(f"UPDATE claim SET ends_at = '{moment('18:00')}' WHERE id = {own}"))


@pytest.mark.parametrize("lanes", [(7, 8), (6, 8), (7, None), (1, 8)])
def test_insert__of_a_lane_that_the_unit_does_not_have__is_refused(
    ground: Ground, lanes: tuple[int, int | None]
) -> None:
    with ground.refused("claim_within_lanes"):
        ground.claim("17:00-18:00", unit="pool", lanes=lanes)


@pytest.mark.parametrize("lanes", [(0, 2), (-1, None), (3, 3), (3, 2)])
def test_insert__of_lanes_out_of_order__is_refused(ground: Ground, lanes: tuple[int, int | None]) -> None:
    with ground.refused("lanes_in_order"):
        ground.claim("17:00-18:00", unit="pool", lanes=lanes)


@pytest.mark.parametrize("lanes", [(5, 6), (5, None)])
def test_lanes_of_a_unit__lowered_under_a_claim__are_refused(ground: Ground, lanes: tuple[int, int | None]) -> None:
    ground.claim("17:00-18:00", unit="pool", lanes=lanes)
    ground.connection.execute(text("UPDATE unit SET lanes = 5 WHERE slug = 'pool'"))
    with ground.refused("unit_keeps_claimed_lanes"):
        ground.connection.execute(text("UPDATE unit SET lanes = 4 WHERE slug = 'pool'"))


def test_lanes_of_a_unit__raised_under_a_claim_of_all__open_no_hole(ground: Ground) -> None:
    ground.claim("17:00-18:00", unit="pool")
    ground.connection.execute(text("UPDATE unit SET lanes = 8 WHERE slug = 'pool'"))
    with ground.refused("claim_held_once"):
        ground.claim("17:00-18:00", of=1, unit="pool", lanes=(8, 9))


@pytest.mark.parametrize("end", ["36:00:00.000001", "36:01", "60:00"])
def test_insert__of_a_claim_longer_than_a_day__is_refused(ground: Ground, end: str) -> None:
    with ground.refused("claim_at_most_a_day"):
        ground.claim(f"12:00-{end}")


@pytest.mark.parametrize("time", ["18:00-17:00", "18:00-18:00"])
def test_insert__of_an_end_that_is_not_after_the_start__is_refused(ground: Ground, time: str) -> None:
    with ground.refused("starts_before_end"):
        ground.claim(time)
    with ground.refused("starts_before_end"):
        start, end = (moment(clock) for clock in time.split("-"))
        ground.connection.execute(text(f"UPDATE occurrence SET starts_at = '{start}', ends_at = '{end}'"))


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    "start",
    [
        "2027-01-12T17:00:00.000000",
        "2027-01-12 17:00:00.000",
        "2027-01-12 17:00:00.00000Z",
        "2027-01-12 17:00+02:00    ",
        "2027-01-12 17:00:00",
        "2027-02-30 17:00:00.000000",
        "2027-01-12 24:00:00.000000",
        "2027-01-12 17:00:00.00000x",
        "2459000.500000000000000000",
        "1799769600",
        "",
        "soon, and for a good while",
    ],
)
def test_insert__of_a_time_in_another_form_on_sqlite__is_refused(ground: Ground, start: str) -> None:
    """Times are compared as text, so that one form must be the only one."""
    with ground.refused("claim_time_form"):
        ground.raw(start, "2027-01-12 18:00:00.000000")
    with ground.refused("claim_time_form"):
        ground.raw("2027-01-12 00:00:00.000000", start)


@pytest.mark.parametrize("table", guarantee.APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_history__rewritten_or_deleted__is_refused(ground: Ground, table: str, statement: str) -> None:
    ground.write_history()
    with ground.refused("append-only"):
        ground.connection.execute(text(statement.format(table)))


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("table", guarantee.APPEND_ONLY)
def test_history__truncated_on_postgresql__is_refused(ground: Ground, table: str) -> None:
    with ground.refused("append-only"):
        ground.connection.execute(text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("table", guarantee.APPEND_ONLY)
def test_history__replaced_on_sqlite__is_refused(ground: Ground, table: str) -> None:
    ground.write_history()
    with ground.refused("append-only"):
        ground.connection.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))


@pytest.mark.parametrize("status", Status)
def test_status__of_the_list__is_taken(ground: Ground, status: Status) -> None:
    ground.connection.execute(text(f"UPDATE occurrence SET status = '{status}'"))


@pytest.mark.parametrize("status", ["GRANTED", "Granted", "free", ""])
def test_status__that_is_no_such_word__is_refused(ground: Ground, status: str) -> None:
    with ground.refused("ck_occurrence_status"):
        ground.connection.execute(text(f"UPDATE occurrence SET status = '{status}'"))


def test_claim__of_an_occurrence_or_unit_that_is_not_there__is_refused(ground: Ground) -> None:
    claim = ground.claim("17:00-18:00")
    for column in ("occurrence_id", "unit_id"):
        with ground.refused("(?i)foreign key"):
            ground.connection.execute(text(f"UPDATE claim SET {column} = 4711 WHERE id = {claim}"))
