"""Times in the database: aware UTC in, aware UTC out, comparable by the database itself."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Column, Connection, MetaData, Table, insert, select, text
from sqlalchemy.exc import StatementError

from booking.model.database import UTCDateTime, db

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)

times = Table("times", MetaData(), Column("at", UTCDateTime), prefixes=["TEMPORARY"])


def stored(connection: Connection, *moments: datetime | None) -> list[datetime | None]:
    times.create(connection)
    connection.execute(insert(times), [{"at": moment} for moment in moments])
    return list(connection.execute(select(times.c.at).order_by(times.c.at)).scalars())


def test_utc__aware_time_of_any_zone__comes_back_as_the_same_moment_in_utc(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        [moment] = stored(connection, NOON.astimezone(COPENHAGEN))
    assert moment == NOON
    assert moment.tzinfo is UTC


def test_utc__no_time__stays_none(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert stored(connection, None) == [None]


def test_utc__naive_time__is_refused(app: Flask) -> None:
    with (
        app.app_context(),
        db.engine.connect() as connection,
        pytest.raises(StatementError, match="naive datetime"),
    ):
        stored(connection, NOON.replace(tzinfo=None))


def test_utc__whole_seconds_beside_microseconds__sort_and_compare_as_times(app: Flask) -> None:
    moments = [NOON, NOON + timedelta(microseconds=1), NOON + timedelta(seconds=1), NOON + timedelta(hours=13)]
    with app.app_context(), db.engine.connect() as connection:
        assert stored(connection, *reversed(moments)) == moments
        later = connection.execute(select(times.c.at).where(times.c.at > NOON)).scalars().all()
    assert set(later) == set(moments[1:])


def test_utc__hour_that_comes_twice__keeps_its_two_halves_apart(app: Flask) -> None:
    twice = [datetime(2027, 10, 31, 2, 30, tzinfo=COPENHAGEN, fold=fold) for fold in (0, 1)]
    with app.app_context(), db.engine.connect() as connection:
        first, second = stored(connection, *twice)
    assert (first, second) == (
        NOON.replace(month=10, day=31, hour=0, minute=30),
        NOON.replace(month=10, day=31, hour=1, minute=30),
    )


@pytest.mark.database("sqlite")
def test_utc__on_sqlite__is_text_of_one_form(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        stored(connection, NOON)
        assert connection.execute(text("SELECT at FROM times")).scalar() == "2027-06-01 12:00:00.000000"
