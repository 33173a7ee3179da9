"""The PostgreSQL server that everything is measured on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from booking.model import Base, db
from tests.databases import migrate
from tests.postgresql import PostgreSQLServer


@contextmanager
def postgresql(directory: Path) -> Iterator[PostgreSQLServer]:
    """A durable server with a migrated database, which is stopped at the end."""
    directory.chmod(0o755)
    server = PostgreSQLServer(directory / "postgresql", durable=True)
    server.create()
    server.start()
    try:
        migrate(server.url, directory)
        yield server
    finally:
        server.stop()


def tidy() -> None:
    """Let numbering go on after the rows, and let the planner know them."""
    for table in Base.metadata.sorted_tables:
        if "id" in table.c:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            db.session.execute(text(f"SELECT setval({sequence}, greatest(1, (SELECT max(id) FROM {table.name})))"))
    db.session.execute(text("ANALYZE"))
    db.session.commit()
