"""Migrations: they lead to what the model says, they may be run at once, and they never take the guarantee away."""

import multiprocessing
import sqlite3
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import inspect

from booking.model import db, guarantee
from tests.databases import migrate


def test_upgrade__from_nothing__makes_what_the_model_says(app: Flask) -> None:
    with app.app_context():
        flask_migrate.check()


def test_upgrade__when_done__has_installed_the_guarantee(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert guarantee.missing(connection) == []


def test_downgrade__to_nothing_and_up_again__is_as_before(app: Flask) -> None:
    with app.app_context():
        before = set(inspect(db.engine).get_table_names())
        flask_migrate.downgrade(revision="base")
        db.session.remove()
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        flask_migrate.upgrade()
        assert set(inspect(db.engine).get_table_names()) == before
        with db.engine.connect() as connection:
            assert guarantee.missing(connection) == []


@pytest.mark.database("sqlite")
def test_upgrade__on_sqlite__leaves_references_guarded(app: Flask) -> None:
    with app.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_upgrade__several_at_once__all_succeed(tmp_path: Path) -> None:
    """As when several machines are restarted together."""
    url = f"sqlite:///{tmp_path}/new.sqlite"
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.starmap(migrate, [(url, tmp_path)] * 3)
    with sqlite3.connect(tmp_path / "new.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
