"""The guarantee between transactions that do not see each other yet."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from booking.model import db
from tests.model.ground import prepared

pytestmark = pytest.mark.database("postgresql")


def test_lanes__lowered_while_a_claim_is_being_written__wait_for_it(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as booking, db.engine.connect() as redrawing:
        ground = prepared(booking)
        booking.commit()
        ground.claim("17:00-18:00", unit="pool", lanes=(6, 7))
        lower = text("UPDATE unit SET lanes = 4 WHERE slug = 'pool'")
        redrawing.execute(text("SET lock_timeout = '200ms'"))
        redrawing.commit()
        with pytest.raises(DBAPIError, match="lock timeout"):
            redrawing.execute(lower)
        redrawing.rollback()
        booking.commit()
        with pytest.raises(DBAPIError, match="unit_keeps_claimed_lanes"):
            redrawing.execute(lower)


def test_claims__written_at_once__wait_for_each_other(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as one, db.engine.connect() as other:
        ground = prepared(one)
        one.commit()
        ground.claim("17:00-18:00")
        rival = type(ground)(other, ground.units, ground.occurrences)
        other.execute(text("SET lock_timeout = '200ms'"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            rival.claim("17:30-18:30", of=1)
        other.rollback()
        one.commit()
        with pytest.raises(DBAPIError, match="claim_held_once"):
            rival.claim("17:30-18:30", of=1)
