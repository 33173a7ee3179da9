"""The same acts over HTTP: a gunicorn with one worker, one connection, a bearer token."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg

from benchmarks import acts, floors
from benchmarks.dataset import NOW, WEEKS
from benchmarks.measures import Measure
from booking.services import people, requests
from booking.vocabulary import RoleName
from tests.serving import served


def measures(connection: psycopg.Connection, database_url: str, directory: Path) -> Iterator[Measure]:
    """Each act with the floor that it has in-process; the server lives as long as the iteration."""
    people.add("bench@example.org", NOW, role=RoleName.ADMINISTRATOR)
    token = people.create_token("bench@example.org", NOW)
    free = acts.free_slots(first_weekday=4)
    single, series = acts.decision(acts.request(next(free), 1)), acts.decision(acts.request(next(free), WEEKS))
    with served(database_url, directory, workers=1) as server:
        client = Client(server.url, token)
        yield Measure(
            "one booking with its checks, over HTTP",
            lambda _: client.book(acts.request(next(free), 1)),
            lambda _: floors.book(connection, *next(free), 1, single),
        )
        yield Measure(
            f"a series of {WEEKS}, over HTTP",
            lambda _: client.book(acts.request(next(free), WEEKS)),
            lambda _: floors.book(connection, *next(free), WEEKS, series),
        )
        yield Measure(
            f"which of 200 spaces are free every Tuesday for {WEEKS} weeks, over HTTP",
            lambda _: client.get("/api/v1/availability", acts.FREE_EVERY_TUESDAY),
            lambda _: floors.search(connection, acts.TUESDAY, WEEKS),
        )


class Client:
    """One connection that is kept open."""

    def __init__(self, url: str, token: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def book(self, wish: requests.Request) -> None:
        data = {key: value for key, value in requests.as_data(wish).items() if value not in (None, [], "")}
        data["responsible"] = {"name": wish.responsible.name, "phone": wish.responsible.phone}
        self._ask("POST", "/api/v1/bookings", json.dumps(data), 201)

    def get(self, path: str, query: dict[str, Any]) -> None:
        self._ask("GET", f"{path}?{urlencode(query)}", None, 200)

    def _ask(self, method: str, path: str, body: str | None, expected: int) -> None:
        self._connection.request(method, path, body, self._headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status != expected:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:500]!r}")
