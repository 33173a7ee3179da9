"""The requests a second that one worker answers while programs poll a calendar of 500 events without a pause."""

import json
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from urllib.parse import urlsplit
from urllib.request import urlopen

from flask import Flask

from benchmarks import dataset, feeds, processes
from benchmarks.pollers import PROGRAMS, Poll, polled
from booking.services import bookings
from booking.services.actors import SYSTEM
from booking.services.requests import Request, Responsible
from booking.vocabulary import Audience, BookingKind
from tests.postgresql import PostgreSQLServer
from tests.serving import served

ROUNDS, SECONDS = 5, 1.0
KNOWN = Poll(tagged=True)
MIXED = "18 of 20 know it (304), 1 takes gzip"
POLLS: Mapping[str, Sequence[Poll]] = {
    "known (304)": [KNOWN],
    "known (304), over connections that are kept": [Poll(tagged=True, kept=True)],
    "whole (200)": [Poll()],
    "whole (200), over connections that are kept": [Poll(kept=True)],
    "in gzip (200)": [Poll(zipped=True)],
    MIXED: [*[KNOWN] * 18, Poll(), Poll(zipped=True)],
}


@dataclass(frozen=True, slots=True)
class Round:
    """What so many polls took: seconds on the clock, and of processor time of the worker and of the database."""

    statuses: Counter[int]
    clock: float
    worker: float
    database: float


@dataclass(frozen=True, slots=True)
class Watched:
    """A server's address, the worker behind it, and its database's first process."""

    netloc: str
    worker: int
    postmaster: int

    def round(self, programs: Executor, polls: Sequence[Poll]) -> Round:
        before = self._now()
        statuses = polled(programs, self.netloc, feeds.PATH, polls, SECONDS)
        return Round(statuses, *(after - start for start, after in zip(before, self._now(), strict=True)))

    def _now(self) -> tuple[float, float, float]:
        return perf_counter(), processes.cpu_seconds(self.worker), processes.cpu_seconds(self.postmaster)


def show(app: Flask, database: PostgreSQLServer, directory: Path) -> None:
    """Print a line for each way of polling."""
    with served(database.url, directory, workers=1) as server, _programs() as programs:
        (worker,) = processes.children(server.process.pid)
        watched = Watched(urlsplit(server.url).netloc, worker, processes.postmaster(database.data))
        _has_all(server.url)
        for polls in POLLS.values():
            watched.round(programs, polls)
        rounds = [{name: watched.round(programs, polls) for name, polls in POLLS.items()} for _ in range(ROUNDS)]
        for name in POLLS:
            _print(name, [each[name] for each in rounds])
        with _booked_every_second(app) as booked:
            busy = [watched.round(programs, POLLS[MIXED]) for _ in range(ROUNDS)]
        _print(f"{MIXED}, and it changes", busy, changes=len(booked))


def _has_all(url: str) -> None:
    """RuntimeError if it is not the calendar that is meant to be polled."""
    with urlopen(url + feeds.PATH) as answer:
        events = answer.read().count(b"BEGIN:VEVENT")
    if events != feeds.EVENTS:
        raise RuntimeError(f"{feeds.PATH} has {events} events")


def _print(name: str, rounds: Sequence[Round], **other: int) -> None:
    """Medians. `percent_of_a_core` is what 10,000 polls an hour take."""

    def median(of: Callable[[Round], float]) -> float:
        return statistics.median(of(each) / each.statuses.total() for each in rounds)

    worker = median(lambda it: it.worker)
    line = {
        "measure": f"polls of a calendar of {feeds.EVENTS} events: {name}",
        "statuses": dict(sum((it.statuses for it in rounds), Counter[int]())),
        "requests_a_second": round(1 / median(lambda it: it.clock)),
        "worker_cpu_milliseconds": round(worker * 1000, 2),
        "database_cpu_milliseconds": round(median(lambda it: it.database) * 1000, 2),
        "percent_of_a_core": round(worker * 10_000 / 3600 * 100, 2),
        **other,
    }
    print(json.dumps(line), flush=True)


@contextmanager
def _programs() -> Iterator[Executor]:
    with ProcessPoolExecutor(PROGRAMS, get_context("spawn")) as programs:
        yield programs


@contextmanager
def _booked_every_second(app: Flask) -> Iterator[Sequence[int]]:
    """Somebody books the square, for an hour of each day in turn; the days' numbers."""
    over, booked = Event(), list[int]()

    def book() -> None:
        with app.app_context():
            start = perf_counter()
            while not over.wait(start + len(booked) - perf_counter()):
                _book(len(booked))
                booked.append(len(booked))

    somebody = Thread(target=book)
    somebody.start()
    try:
        yield booked
    finally:
        over.set()
        somebody.join()


def _book(number: int) -> None:
    now = datetime.now(dataset.ZONE)
    start = datetime.combine(now.date() + timedelta(days=40 + number), time(14))
    wish = Request(
        spaces=(f"{feeds.VENUE}/square",),
        organization="club-1",
        activity="badminton",
        people=16,
        start=start.isoformat(timespec="minutes"),
        end=(start + timedelta(hours=1)).isoformat(timespec="minutes"),
        kind=BookingKind.TRAINING,
        audience=Audience.ADULTS,
        responsible=Responsible("A", "12345678"),
    )
    answer = bookings.submit(wish, SYSTEM, now)
    if answer.booking is None:
        raise RuntimeError(f"not booked: {answer.verdict}")
