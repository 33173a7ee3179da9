"""Statements that take a list as one parameter."""

import pytest
from flask import Flask
from sqlalchemy import or_, select

from booking.model import Occurrence, OccurrenceSpace, Unit, db
from booking.model.statements import one_of
from tests.scenes import Scene, scene_in


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        return scene_in(app)


@pytest.mark.usefixtures("scene", "app_context")
def test_one_of__numbers__finds_those_and_no_others() -> None:
    with db.session() as session:
        known = session.scalars(select(Unit.id).order_by(Unit.id)).all()
        assert session.scalars(select(Unit.id).where(one_of(Unit.id, known[1:3]))).all() == known[1:3]
        assert session.scalars(select(Unit.id).where(one_of(Unit.id, []))).all() == []
        others = select(Unit.id).where(~one_of(Unit.id, known[1:])).order_by(Unit.id)
        assert session.scalars(others).all() == known[:1]
        either = select(Unit.id).where(or_(one_of(Unit.id, known[:1]), Unit.id == known[1])).order_by(Unit.id)
        assert session.scalars(either).all() == known[:2]


@pytest.mark.database("sqlite")
@pytest.mark.usefixtures("app_context", "app")
@pytest.mark.parametrize("column", [Occurrence.id, OccurrenceSpace.occurrence_id])
def test_one_of__on_sqlite__looks_each_number_up(column) -> None:  # type: ignore[no-untyped-def]
    with db.session() as session:
        query = str(select(column).where(one_of(column, [1])).compile(session.get_bind()))
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("[1]",)).all()
    assert str(plan[0][-1]).startswith("SEARCH")
