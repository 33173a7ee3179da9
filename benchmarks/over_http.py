"""The same acts over HTTP: a gunicorn with one worker, one connection, a bearer token."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
from flask import Flask

from benchmarks import acts, floors
from benchmarks.dataset import FIRST_MONDAY, NOW, WEEKS
from benchmarks.measures import Measure
from booking.services import people, requests
from booking.vocabulary import RoleName
from tests.serving import served

Send = Callable[[str, str, str | None, Mapping[str, str]], tuple[int, bytes]]
"""Method, path, body and headers; the status and the body of the answer."""


def measures(connection: psycopg.Connection, app: Flask, database_url: str, directory: Path) -> Iterator[Measure]:
    """Each act with the floor that it has in-process; the server lives as long as the iteration."""
    people.add("bench@example.org", NOW, role=RoleName.ADMINISTRATOR)
    token = people.create_token("bench@example.org", NOW)
    free = acts.free_slots(first_weekday=4)
    single, series = acts.decision(acts.request(next(free), 1)), acts.decision(acts.request(next(free), WEEKS))
    monday = FIRST_MONDAY.isoformat()
    with served(database_url, directory, workers=1) as server:
        remote, local = Client(over_network(server.url), token), Client(in_process(app), token)
        yield Measure(
            "one booking with its checks, over HTTP",
            lambda _: remote.book(acts.request(next(free), 1)),
            lambda _: floors.book(connection, *next(free), 1, single),
            in_process=lambda: local.book(acts.request(next(free), 1)),
        )
        yield Measure(
            f"a series of {WEEKS}, over HTTP",
            lambda _: remote.book(acts.request(next(free), WEEKS)),
            lambda _: floors.book(connection, *next(free), WEEKS, series),
            in_process=lambda: local.book(acts.request(next(free), WEEKS)),
        )
        yield Measure(
            "one day of 200 spaces, over HTTP",
            lambda _: remote.get("/api/v1/occupancy", {"date": monday}),
            lambda _: floors.day(connection, acts.midnight(date.fromisoformat(monday))),
            in_process=lambda: local.get("/api/v1/occupancy", {"date": monday}),
        )
        yield Measure(
            f"which of 200 spaces are free every Tuesday for {WEEKS} weeks, over HTTP",
            lambda _: remote.get("/api/v1/availability", acts.FREE_EVERY_TUESDAY),
            lambda _: floors.search(connection, acts.TUESDAY, WEEKS),
            in_process=lambda: local.get("/api/v1/availability", acts.FREE_EVERY_TUESDAY),
        )


class Client:
    """Asks the API with a token; RuntimeError for any answer but the one expected."""

    def __init__(self, send: Send, token: str) -> None:
        self._send = send
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def book(self, wish: requests.Request) -> None:
        data = {key: value for key, value in requests.as_data(wish).items() if value not in (None, [], "")}
        data["responsible"] = {"name": wish.responsible.name, "phone": wish.responsible.phone}
        self._ask("POST", "/api/v1/bookings", json.dumps(data), 201)

    def get(self, path: str, query: dict[str, Any]) -> None:
        self._ask("GET", f"{path}?{urlencode(query)}", None, 200)

    def _ask(self, method: str, path: str, body: str | None, expected: int) -> None:
        status, text = self._send(method, path, body, self._headers)
        if status != expected:
            raise RuntimeError(f"{method} {path}: {status} {text[:500]!r}")


def over_network(url: str) -> Send:
    """One connection that is kept open."""
    connection = HTTPConnection(urlsplit(url).netloc)

    def send(method: str, path: str, body: str | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read()

    return send


def in_process(app: Flask) -> Send:
    client = app.test_client()

    def send(method: str, path: str, body: str | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = client.open(path, method=method, data=body, headers=dict(headers))
        return answer.status_code, answer.data

    return send
