"""The audit finds every kind of damage, done with the guards taken away."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text

from booking.errors import Unavailable
from booking.model import db, guarantee
from booking.services import audit, holdings
from tests.scenes import WEEKLY, Scene

DAMAGE = {
    "two bookings at once": (
        "UPDATE claim SET starts_at = (SELECT starts_at FROM claim WHERE occurrence_id = 1 AND core),"
        " ends_at = (SELECT ends_at FROM claim WHERE occurrence_id = 1 AND core) WHERE occurrence_id = 4",
        "overlap on unit",
    ),
    "a set-up on another's activity": (
        "INSERT INTO claim (occurrence_id, unit_id, lane_from, starts_at, ends_at, core)"
        " SELECT 4, unit_id, 1, starts_at, ends_at, false FROM claim WHERE occurrence_id = 1 AND core",
        "overlap on unit",
    ),
    "a lane shared": ("UPDATE claim SET lane_from = 1, lane_to = 3 WHERE occurrence_id IN (5, 6)", "overlap on unit"),
    "a claim of what was cancelled": (
        "UPDATE occurrence SET status = 'cancelled', ended_at = changed_at WHERE id = 1",
        "holds nothing (cancelled)",
    ),
    "a lane that is not there": ("UPDATE unit SET lanes = 2 WHERE slug = 'bassin'", "lane that unit"),
    "a claim lost": ("DELETE FROM claim WHERE occurrence_id = 1 AND core", "does not claim unit"),
    "a claim too short": (
        "UPDATE claim SET ends_at = (SELECT ends_at FROM claim WHERE occurrence_id = 7 AND core)"
        " WHERE occurrence_id = 1 AND core",
        "does not claim unit",
    ),
    "a claim too narrow": (
        "UPDATE claim SET lane_to = lane_from + 1 WHERE occurrence_id = 6",
        "does not claim unit",
    ),
    "a claim on another unit": (
        "UPDATE claim SET unit_id = (SELECT id FROM unit WHERE slug = 'b') WHERE occurrence_id = 1 AND core",
        "does not claim unit",
    ),
    "a claim on a unit too many": (
        "INSERT INTO claim (occurrence_id, unit_id, lane_from, starts_at, ends_at, core)"
        " SELECT 1, (SELECT id FROM unit WHERE slug = 'torvet'), 1, starts_at, ends_at, true"
        " FROM claim WHERE occurrence_id = 1 AND core",
        "claims unit",
    ),
    "a set-up lost": ("DELETE FROM claim WHERE occurrence_id = 1 AND NOT core", "just its set-up"),
    "no space": ("DELETE FROM occurrence_space WHERE occurrence_id = 1", "has no space"),
    "a decision lost": ("DELETE FROM decision WHERE booking_id = 1", "lacks its decision"),
    "the journal torn": ("DELETE FROM journal WHERE subject = 'booking' AND subject_id = 1", "line in the journal"),
    "a rulebook from nowhere": ("DELETE FROM journal WHERE subject = 'rulebook'", "rulebook town 1 lacks"),
    "an end that nobody dated": (
        "UPDATE occurrence SET status = 'cancelled', ended_at = NULL WHERE id = 3;"
        "DELETE FROM claim WHERE occurrence_id = 3",
        "nobody wrote when",
    ),
}


@pytest.fixture
def sound(scene: Scene) -> Iterator[Scene]:
    """Occurrences 1 to 3 with set-up, 4 of another, 5 and 6 in lanes of one and two, and a short one."""
    scene.book("17:00-18:30", rrule=WEEKLY.format(3), setup_minutes=15)
    scene.book("18:30-20:00", organization="judo")
    scene.book(spaces=("skolen/bane",))
    scene.book(spaces=("skolen/bane",), lanes=2)
    scene.book("2027-01-12T17:00-18:00", spaces=("skolen/hal-b",))
    assert audit.problems() == []
    yield scene
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("DELETE FROM claim"))
        guarantee.install(connection)


@pytest.mark.parametrize("kind", DAMAGE)
def test_problems__damaged__says_what_is_wrong(sound: Scene, kind: str) -> None:
    statements, expected = DAMAGE[kind]
    with unguarded() as connection:
        for statement in statements.split(";"):
            connection.execute(text(statement))
    found = audit.problems()
    assert any(expected in problem for problem in found), found


def test_problems__guard_lost__names_each_part_that_is_missing(sound: Scene) -> None:
    with db.engine.begin() as connection:
        _take_guards_away(connection)
        missing = guarantee.missing(connection)
    assert missing
    assert audit.problems() == [f"the database lacks {part}: run  flask --app wsgi db upgrade" for part in missing]
    with pytest.raises(Unavailable):
        audit.ready()
    with db.engine.begin() as connection:
        guarantee.install(connection)
    assert audit.problems() == []
    audit.ready()


def test_problems__of_many__tells_how_far_it_is(sound: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holdings, "BATCH", 3)
    told: list[tuple[int, int]] = []
    assert audit.problems(lambda done, of: told.append((done, of))) == []
    assert told == [(3, 7), (6, 7), (7, 7)]


def test_ready__not_migrated__is_unavailable(scene: Scene) -> None:
    audit.ready()
    with db.engine.begin() as connection:
        newest = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = 'old'"))
    try:
        with pytest.raises(Unavailable):
            audit.ready()
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest})


@contextmanager
def unguarded() -> Iterator[Connection]:
    """A transaction in which nothing is guarded."""
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text("ALTER TABLE claim DROP CONSTRAINT claim_held_once"))
        else:
            _take_guards_away(connection)
        yield connection


def _take_guards_away(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        guarantee.lift(connection)
        return
    for part in guarantee.POSTGRESQL:
        table = "unit" if part.startswith("unit") else part.removesuffix("_append_only")
        table = "claim" if part.startswith("claim") else table
        if part in ("claim_held_once", "claim_at_most_a_day"):
            connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {part}"))
        else:
            connection.execute(text(f"DROP TRIGGER {part} ON {table}"))
