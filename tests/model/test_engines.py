"""How the databases are opened: what a connection is set to, and who waits for whom."""

import pytest
from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from booking.model.database import db


def asked(connection: Connection, *questions: str) -> list[object]:
    return [connection.execute(text(question)).scalar() for question in questions]


@pytest.mark.database("postgresql")
def test_connect__postgresql__is_in_utc_reads_what_is_committed_and_never_waits_for_ever(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert asked(
            connection,
            "SHOW timezone",
            "SHOW transaction_isolation",
            "SHOW lock_timeout",
            "SHOW statement_timeout",
            "SHOW idle_in_transaction_session_timeout",
        ) == ["UTC", "read committed", "10s", "1min", "1min"]


@pytest.mark.database("sqlite")
def test_connect__sqlite__keeps_references_and_survives_a_power_cut(app: Flask) -> None:
    wal, full, on, milliseconds = "wal", 2, 1, 10_000
    with app.app_context(), db.engine.connect() as connection:
        assert asked(
            connection,
            "PRAGMA journal_mode",
            "PRAGMA synchronous",
            "PRAGMA foreign_keys",
            "PRAGMA busy_timeout",
        ) == [wal, full, on, milliseconds]


@pytest.mark.database("sqlite")
def test_begin__sqlite_for_writing__takes_the_write_lock_at_once(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as first, db.engine.connect() as second:
        first.execution_options(writes=True).begin()
        second.connection.driver_connection.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
        assert asked(second, "SELECT count(*) FROM venue") == [0]
        second.rollback()
        with pytest.raises(OperationalError, match="database is locked"):
            second.execution_options(writes=True).begin()
        second.invalidate()


@pytest.mark.database("sqlite")
def test_begin__sqlite_for_reading__sees_one_state_throughout(app: Flask) -> None:
    add = text(
        "INSERT INTO named_period (kind, name, first_day, last_day) VALUES ('x', 'y', '2027-01-01', '2027-01-02')"
    )
    with app.app_context(), db.engine.connect() as reader, db.engine.connect() as writer:
        count = "SELECT count(*) FROM named_period"
        before = asked(reader, count)
        writer.execution_options(writes=True).execute(add)
        writer.commit()
        assert asked(reader, count) == before
        reader.rollback()
        assert asked(reader, count) != before


def test_rollback__after_writing__leaves_nothing(app: Flask) -> None:
    add = text(
        "INSERT INTO named_period (kind, name, first_day, last_day) VALUES ('x', 'y', '2027-01-01', '2027-01-02')"
    )
    with app.app_context(), db.engine.connect() as connection:
        connection.execution_options(writes=True).execute(add)
        connection.rollback()
        assert asked(connection, "SELECT count(*) FROM named_period") == [0]
