"""What a worker has in memory while calendars of many venues are asked for, of all days and in all ways."""

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks import dataset, feeds, processes
from tests.postgresql import PostgreSQLServer
from tests.serving import served

VENUES = 60
"""Of each a calendar and two of its space, with 500 events: more than a worker keeps."""
AT_ONCE = 4
REQUESTS, STEP = 20_000, 4_000

Asked = tuple[str, Mapping[str, str]]
"""A path, with the headers."""


def show(database: PostgreSQLServer, directory: Path) -> None:
    """Print what it has after the first answer, when each calendar was asked for once, and then every so often."""
    paths = [path for number in range(VENUES) for path in (*_calendars(number), *_beside(number))]
    megabytes = {}
    with served(database.url, directory, workers=1) as server:
        programs = Programs(server.url)
        (worker,) = processes.children(server.process.pid)

        def look(when: str, asked: Iterable[Asked]) -> None:
            programs.ask(asked)
            megabytes[when] = round(processes.resident_megabytes(worker), 1)

        look("first", [(paths[0], {})])
        look(f"each of {len(paths)}", [(path, {}) for path in paths])
        others = _asked(programs.tags, random.Random(2027))
        for number in range(STEP, REQUESTS + 1, STEP):
            look(f"{number:,} more", islice(others, STEP))
    print(json.dumps({"measure": "megabytes of one worker after requests", **megabytes}), flush=True)


class Programs:
    """All those who ask; `tags` of what they have, by path."""

    def __init__(self, url: str) -> None:
        self._netloc = urlsplit(url).netloc
        self.tags: dict[str, str] = {}

    def ask(self, asked: Iterable[Asked]) -> None:
        """Some at once, each over a connection of its own. RuntimeError for any answer but 200 and 304."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for path, tag in threads.map(self._ask, asked):
                self.tags[path] = tag

    def _ask(self, asked: Asked) -> tuple[str, str]:
        path, headers = asked
        with closing(HTTPConnection(self._netloc)) as connection:
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            answer.read()
        if answer.status not in (200, 304):
            raise RuntimeError(f"GET {path}: {answer.status}")
        return path, answer.headers["ETag"]


def _calendars(number: int) -> Sequence[str]:
    space = f"/calendars/spaces/{feeds.slug(number)}/square.ics"
    return f"/calendars/venues/{feeds.slug(number)}.ics", space, f"{space}?own=1"


def _beside(number: int) -> Sequence[str]:
    return f"/calendars/hours/{feeds.slug(number)}.ics", f"/calendars/freebusy/{feeds.slug(number)}.ics"


def _asked(tags: Mapping[str, str], chance: random.Random) -> Iterator[Asked]:
    """Of ten seven have the calendar, two have nothing, and one wants to see other days. Half of them take gzip."""
    today = datetime.now(dataset.ZONE).date()
    while True:
        which, number = chance.randrange(10), chance.randrange(VENUES)
        path = chance.choice(_calendars(number) if chance.randrange(10) else _beside(number))
        headers = {"Accept-Encoding": chance.choice(("gzip", "identity"))}
        if which == 0:
            first = today + timedelta(days=chance.randrange(feeds.EVENTS))
            last = first + timedelta(days=chance.randrange(60))
            path = f"{path}{'&' if '?' in path else '?'}from={first}&to={last}"
        elif which > 2:
            headers["If-None-Match"] = tags[path]
        yield path, headers
