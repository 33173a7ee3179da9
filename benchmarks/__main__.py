"""Runs every measure on a PostgreSQL server of its own: `python -m benchmarks`."""

import json
import sys
import tempfile
from pathlib import Path

import psycopg

from benchmarks import acts, dataset, feeds, judging, over_http, past
from benchmarks.database import postgresql, tidy
from benchmarks.measures import run
from booking import create_app
from booking.model import db
from tests.databases import settings


def main() -> None:
    with tempfile.TemporaryDirectory() as directory, postgresql(Path(directory)) as server:
        url = server.url
        app = create_app(settings(url, Path(directory)))
        with app.app_context():
            print(f"filling a database with {dataset.SERIES * dataset.WEEKS} occurrences ...", file=sys.stderr)
            dataset.fill(db.session())
            tidy()
            with psycopg.connect(url.replace("+psycopg", ""), options="-c timezone=UTC") as connection:
                for measure in (*judging.measures(), *past.measures(connection), *acts.measures(connection)):
                    run(measure, app)
                for measure in over_http.measures(connection, app, url, Path(directory)):
                    run(measure, app)
                for measure in feeds.measures(app, url, Path(directory)):
                    run(measure, app)
                cold = {"measure": f"a calendar of {feeds.EVENTS} events from its rows"}
                print(json.dumps(cold | {"cpu_milliseconds": round(feeds.cold_milliseconds(), 1)}), flush=True)


if __name__ == "__main__":
    main()
