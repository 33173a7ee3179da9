"""How alembic migrates: all steps of one upgrade in one transaction, one upgrade at a time, on both databases.

After the last step the guarantee is put back wherever a step has taken it away.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from booking.model import guarantee
from booking.model.database import Base, UTCDateTime

ONE_AT_A_TIME = 7_265_172_617
"""The advisory lock that upgrades started at once wait for."""


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transactional_ddl=True,
        render_item=render_item,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        guarantee.lift(connection)
        context.run_migrations()
        guarantee.install(connection)
        if connection.dialect.name == "sqlite":
            _refuse_orphans(connection)


def render_item(kind: str, item: object, _autogenerate: object) -> str | bool:
    """A migration stays true to its day: it does not import types from the code of tomorrow."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    if orphans:
        raise RuntimeError(f"the migration would leave rows without what they refer to: {orphans[:10]}")


def migrate_sqlite(connection: Connection) -> None:
    """Rebuilding a table drops it, which would take along what refers to it, were foreign keys not off meanwhile."""
    sqlite = connection.connection.driver_connection
    sqlite.execute("PRAGMA foreign_keys = OFF")
    try:
        migrate(connection.execution_options(writes=True))
    finally:
        sqlite.execute("PRAGMA foreign_keys = ON")


with current_app.extensions["migrate"].db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        migrate_sqlite(connection)
    else:
        migrate(connection)
