"""What those who subscribe to calendars cost one worker, in time and in memory: `python -m benchmarks.load`."""

import sys
import tempfile
from pathlib import Path

from benchmarks import dataset, feeds, memory, polling
from benchmarks.database import postgresql, tidy
from booking import create_app
from booking.model import db
from tests.databases import settings


def main() -> None:
    with tempfile.TemporaryDirectory() as directory, postgresql(Path(directory)) as database:
        app = create_app(settings(database.url, Path(directory)))
        with app.app_context():
            print(f"filling a database with {memory.VENUES} venues of {feeds.EVENTS} events ...", file=sys.stderr)
            dataset.fill_applicants(db.session())
            for number in range(memory.VENUES):
                feeds.fill(db.session(), number)
            tidy()
        polling.show(app, database, Path(directory))
        memory.show(database, Path(directory))


if __name__ == "__main__":
    main()
