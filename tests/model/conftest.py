"""What tests of the model may ask for: ground to write claims on."""

from collections.abc import Iterator

import pytest
from flask import Flask

from booking.model import db
from tests.model.ground import Ground, prepared


@pytest.fixture
def ground(app: Flask) -> Iterator[Ground]:
    """In a transaction that is undone at the end."""
    with app.app_context(), db.engine.connect() as connection, connection.begin() as transaction:
        yield prepared(connection)
        transaction.rollback()
