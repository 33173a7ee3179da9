"""One row from the driver itself: read as SQLAlchemy reads it, and the connection given back as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.exc import DBAPIError

from booking.model import Venue, db
from booking.model.direct import first
from tests.scenes import Scene, scene_in

AT = datetime(2027, 1, 12, 17, 0, 0, 123456, tzinfo=UTC)
EDITED = select(Venue.slug, Venue.edited_at, Venue.names_users, func.max(Venue.edited_at)).group_by(Venue.id)
BEFORE = EDITED.where(Venue.slug == bindparam("venue"), Venue.edited_at <= bindparam("now"))


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with app.app_context():
        yield scene_in(app)


def test_first__of_what_is_there__has_the_values_that_sqlalchemy_reads(scene: Scene) -> None:
    scene.change(Venue, "skolen", edited_at=AT)
    given = {"venue": "skolen", "now": AT}
    found = first(db.engine, BEFORE, given)
    assert found == ("skolen", AT, True, AT)
    with db.engine.connect() as connection:
        assert tuple(connection.execute(BEFORE, given).one()) == found


def test_first__of_nothing__is_none(scene: Scene) -> None:
    assert first(db.engine, BEFORE, {"venue": "nothing", "now": AT}) is None


def test_first__again_and_again__leaves_no_transaction_and_no_connection_behind(scene: Scene) -> None:
    for _ in range(30):
        first(db.engine, BEFORE, {"venue": "skolen", "now": AT})
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    with db.engine.connect() as connection:
        assert not getattr(connection.connection.driver_connection, "autocommit", False)


def test_first__that_the_database_refuses__is_an_error_and_gives_the_connection_back(scene: Scene) -> None:
    with pytest.raises(DBAPIError) as caught:
        first(db.engine, select(literal_column("nothing")).select_from(Venue), {})
    assert not caught.value.connection_invalidated
    assert first(db.engine, BEFORE, {"venue": "nothing", "now": AT}) is None
