"""People who book over HTTP at the same instant, or without pause until the server is gone."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Barrier, Event, Thread
from typing import Any
from urllib.parse import urlsplit

from booking.services.requests import Request, as_data

SECONDS = 60
IMPATIENT_SECONDS = 5
"""For those who may call when nobody is there any more: the port stays open, and nobody answers."""


@dataclass(frozen=True, slots=True)
class Answered:
    """`booked` are bookings answered 201, as they were answered; `others` the status codes of all other answers."""

    booked: list[dict[str, Any]]
    others: list[int]

    def note(self, status: int, body: Any) -> None:
        if status == 201:
            self.booked.append(body)
        else:
            self.others.append(status)


@dataclass(frozen=True, slots=True)
class Caller:
    """Posts bookings to the server at `url` as the holder of `token`."""

    url: str
    token: str

    def post(self, connection: HTTPConnection, request: Request) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/bookings", json.dumps(_body(request)), headers)
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text)

    def connected(self, seconds: float = SECONDS) -> HTTPConnection:
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=seconds)
        connection.connect()
        return connection

    def rush(self, requests: Sequence[Request]) -> list[tuple[int, Any]]:
        """Send all at once, each over a connection that is open already; the answers, in the order of the requests."""
        barrier, answers = Barrier(len(requests)), [(0, None)] * len(requests)

        def ask(index: int, request: Request) -> None:
            with closing(self.connected()) as connection:
                barrier.wait(SECONDS)
                answers[index] = self.post(connection, request)

        _all_at_once([lambda it=it: ask(*it) for it in enumerate(requests)])
        return answers

    def storm(
        self, request: Callable[[int], Request], callers: int, bookings: int, stop: Callable[[], None]
    ) -> Answered:
        """`callers` book one request after another; after so many bookings `stop` ends it all in full flight."""
        answered, over = Answered([], []), Event()

        def ask(first: int) -> None:
            number = first
            while not over.is_set():
                try:
                    with closing(self.connected(IMPATIENT_SECONDS)) as connection:
                        answered.note(*self.post(connection, request(number)))
                except (HTTPException, OSError, ValueError):
                    return
                number += callers

        def end() -> None:
            deadline = time.monotonic() + SECONDS
            while len(answered.booked) < bookings and time.monotonic() < deadline:
                time.sleep(0.005)
            stop()
            over.set()

        _all_at_once([end, *(lambda it=it: ask(it) for it in range(callers))])
        return answered


def _all_at_once(acts: Sequence[Callable[[], None]]) -> None:
    threads = [Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * SECONDS)
        assert not thread.is_alive(), "nobody answered"


def _body(request: Request) -> dict[str, Any]:
    """As a client writes it: only what it has something to say about."""
    responsible = {"name": request.responsible.name, "phone": request.responsible.phone}
    said = {**as_data(request), "responsible": responsible}
    return {name: value for name, value in said.items() if value not in (None, [], False)}
