"""Processes that act at the same instant, each with an application of its own."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path

from booking import create_app
from booking.services import bookings
from booking.services.actors import SYSTEM, Actor
from booking.services.repeats import Idempotency
from booking.services.requests import Request
from tests.databases import settings
from tests.scenes import NOW

Wish = tuple[Request, Actor, Idempotency | None]

START_SECONDS = 120
RACE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Crowd:
    """`rush` hands each a request; those left over only wait at the barrier."""

    processes: Sequence[BaseProcess]
    pipes: Sequence[Connection]

    def rush(
        self, requests: Sequence[Request], actor: Actor = SYSTEM, idempotency: Idempotency | None = None
    ) -> Counter[str]:
        """How often each answer came: a status, "refused", or the name of an error."""
        given: list[Wish | None] = [(request, actor, idempotency) for request in requests]
        given += [None] * (len(self.pipes) - len(given))
        for pipe, wish in zip(self.pipes, given, strict=True):
            pipe.send(wish)
        answers = [_received(pipe, RACE_SECONDS) for pipe in self.pipes]
        return Counter(answer for answer in answers if answer is not None)

    def leave(self) -> None:
        for pipe in self.pipes:
            with suppress(OSError):
                pipe.send("home")
        for process in self.processes:
            process.join(10)
            if process.is_alive():
                process.kill()


def gathered(database_url: str, directory: Path, size: int) -> Crowd:
    """Processes that have opened the database and wait. They start from one that has loaded the code already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    barrier = context.Barrier(size)
    pairs = [context.Pipe() for _ in range(size)]
    processes = [
        context.Process(target=_party, args=(database_url, directory, theirs, barrier), daemon=True)
        for _, theirs in pairs
    ]
    for process in processes:
        process.start()
    crowd = Crowd(processes, [ours for ours, _ in pairs])
    for pipe in crowd.pipes:
        assert _received(pipe, START_SECONDS) == "ready"
    return crowd


def _received(pipe: Connection, seconds: float) -> str | None:
    if not pipe.poll(seconds):
        raise TimeoutError("a process does not answer")
    answer: str | None = pipe.recv()
    return answer


def _party(database_url: str, directory: Path, pipe: Connection, barrier: Barrier) -> None:
    app = create_app(settings(database_url, directory))
    with app.app_context():
        with suppress(Exception):
            bookings.find("nothing", SYSTEM)
        pipe.send("ready")
        while (wish := pipe.recv()) != "home":
            barrier.wait(RACE_SECONDS)
            pipe.send(wish and _named(lambda wish=wish: _asked(wish)))


def _asked(wish: Wish) -> str:
    request, actor, idempotency = wish
    answer = bookings.submit(request, actor, NOW, idempotency)
    if answer.repeated:
        return "repeated"
    return str(answer.booking.status) if answer.booking else "refused"


def _named(act: Callable[[], str]) -> str:
    try:
        return act()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
