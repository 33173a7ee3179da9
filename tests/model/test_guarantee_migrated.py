"""The guarantee after migrations: up and down, and through one that takes every part of it away."""

import shutil
from collections.abc import Callable
from pathlib import Path

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

import booking.model
from booking.model import db, guarantee
from tests.model.ground import Ground, prepared
from tests.model.pairs import PAIRS

MIGRATIONS = Path(booking.model.__file__).parent / "migrations"

REBUILD = """
from alembic import op
import sqlalchemy as sa

revision, down_revision = "rebuilt", {head!r}


def upgrade():
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE claim DROP CONSTRAINT claim_held_once, DROP CONSTRAINT claim_at_most_a_day")
        op.execute("DROP TRIGGER claim_within_lanes ON claim; DROP TRIGGER unit_keeps_claimed_lanes ON unit")
        op.execute("DROP TRIGGER journal_append_only ON journal; DROP TRIGGER decision_append_only ON decision")
    for table in ("claim", "unit", "journal", "decision"):
        with op.batch_alter_table(table, recreate="auto" if connection.dialect.name == "postgresql" else "always"):
            pass
    with op.batch_alter_table("claim") as claim:
        claim.add_column(sa.Column("remark", sa.Text()))


def downgrade():
    with op.batch_alter_table("claim") as claim:
        claim.drop_column("remark")
"""


@pytest.fixture
def rebuilding(tmp_path: Path) -> str:
    """A directory of migrations with one more, that rebuilds tables."""
    directory = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, directory, ignore=shutil.ignore_patterns("__pycache__"))
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    (directory / "versions" / "rebuilt.py").write_text(REBUILD.format(head=head))
    return str(directory)


def _up_and_down(_rebuilding: str) -> None:
    flask_migrate.downgrade(revision="base")
    flask_migrate.upgrade()


def _rebuilt(rebuilding: str) -> None:
    flask_migrate.upgrade(directory=rebuilding)


def _rebuilt_and_back(rebuilding: str) -> None:
    flask_migrate.upgrade(directory=rebuilding)
    flask_migrate.downgrade(directory=rebuilding)


@pytest.mark.parametrize("migrated", [_up_and_down, _rebuilt, _rebuilt_and_back])
def test_guarantee__after_a_migration__refuses_what_it_refused_before(
    app: Flask, rebuilding: str, migrated: Callable[[str], None]
) -> None:
    with app.app_context():
        try:
            migrated(rebuilding)
            db.session.remove()
            with db.engine.connect() as connection, connection.begin() as transaction:
                assert guarantee.missing(connection) == []
                _try_everything(prepared(connection))
                transaction.rollback()
        finally:
            _forget(rebuilding)


def test_claims__through_a_migration_that_rebuilds_their_table__are_kept(app: Flask, rebuilding: str) -> None:
    with app.app_context():
        try:
            with db.engine.connect() as connection, connection.begin():
                claim = prepared(connection).claim("17:00-18:00")
            flask_migrate.upgrade(directory=rebuilding)
            with db.engine.connect() as connection:
                assert connection.execute(text("SELECT id, lane_from FROM claim")).all() == [(claim, 1)]
        finally:
            _forget(rebuilding)


def _try_everything(ground: Ground) -> None:
    for pair in PAIRS:
        pair.try_out(ground)
    claim = ground.claim("17:00-18:00", unit="pool", lanes=(5, 7))
    with ground.refused("claim_at_most_a_day"):
        ground.claim("12:00-36:01", of=1)
    with ground.refused("claim_within_lanes"):
        ground.claim("12:00-13:00", unit="pool", lanes=(7, 8))
    with ground.refused("unit_keeps_claimed_lanes"):
        ground.connection.execute(text("UPDATE unit SET lanes = 5 WHERE slug = 'pool'"))
    with ground.refused("starts_before_end"):
        ground.connection.execute(text(f"UPDATE claim SET ends_at = starts_at WHERE id = {claim}"))
    with ground.refused("append-only"):
        ground.write_history()
        ground.connection.execute(text("DELETE FROM journal"))


def _forget(rebuilding: str) -> None:
    """Back to the newest version proper, for the tests that come."""
    db.session.remove()
    with db.engine.connect() as connection:
        current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if current == "rebuilt":
        flask_migrate.downgrade(directory=rebuilding)
