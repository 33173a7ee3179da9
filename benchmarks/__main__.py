"""Runs every measure on a PostgreSQL server of its own: `python -m benchmarks`."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import text

from benchmarks import acts, dataset, feeds, judging, over_http, past
from benchmarks.measures import run
from booking import create_app
from booking.model import Base, db
from tests.databases import migrate, settings
from tests.postgresql import PostgreSQLServer


def main() -> None:
    with tempfile.TemporaryDirectory() as directory, _server(Path(directory)) as url:
        app = create_app(settings(url, Path(directory)))
        with app.app_context():
            print(f"filling a database with {dataset.SERIES * dataset.WEEKS} occurrences ...", file=sys.stderr)
            dataset.fill(db.session())
            _tidy()
            with psycopg.connect(url.replace("+psycopg", ""), options="-c timezone=UTC") as connection:
                for measure in (*judging.measures(), *past.measures(connection), *acts.measures(connection)):
                    run(measure, app)
                for measure in over_http.measures(connection, app, url, Path(directory)):
                    run(measure, app)
                for measure in feeds.measures(connection, app, url, Path(directory)):
                    run(measure, app)
                cold = {"measure": f"a calendar of {feeds.EVENTS} events from its rows"}
                print(json.dumps(cold | {"cpu_milliseconds": round(feeds.cold_milliseconds(), 1)}), flush=True)


@contextmanager
def _server(directory: Path) -> Iterator[str]:
    """The address of a migrated database on a durable server, which is stopped at the end."""
    directory.chmod(0o755)
    server = PostgreSQLServer(directory / "postgresql", durable=True)
    server.create()
    server.start()
    try:
        migrate(server.url, directory)
        yield server.url
    finally:
        server.stop()


def _tidy() -> None:
    """Let numbering go on after the rows, and let the planner know them."""
    for table in Base.metadata.sorted_tables:
        if "id" in table.c:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            db.session.execute(text(f"SELECT setval({sequence}, greatest(1, (SELECT max(id) FROM {table.name})))"))
    db.session.execute(text("ANALYZE"))
    db.session.commit()


if __name__ == "__main__":
    main()
