"""Calendar programs that ask a server again and again, in processes of their own."""

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import reduce
from http.client import HTTPConnection
from itertools import cycle
from operator import add

PROGRAMS = 3


@dataclass(frozen=True, slots=True)
class Poll:
    """How a program asks: with the tag of what it has, for gzip, over a connection that it keeps."""

    tagged: bool = False
    zipped: bool = False
    kept: bool = False


def polled(programs: Executor, netloc: str, path: str, polls: Sequence[Poll], seconds: float) -> Counter[int]:
    """How often each status came, where so many programs at once ask in these ways in turn, without a pause."""
    asked = [programs.submit(_polled, netloc, path, polls, seconds) for _ in range(PROGRAMS)]
    return reduce(add, (each.result() for each in asked))


def _polled(netloc: str, path: str, polls: Sequence[Poll], seconds: float) -> Counter[int]:
    connection, tag, statuses = HTTPConnection(netloc), "", Counter[int]()
    deadline = time.monotonic() + seconds
    for poll in cycle(polls):
        if time.monotonic() > deadline:
            break
        status, tag = _answer(connection, path, poll, tag)
        statuses[status] += 1
        if not poll.kept:
            connection.close()
    connection.close()
    return statuses


def _answer(connection: HTTPConnection, path: str, poll: Poll, tag: str) -> tuple[int, str]:
    """Its status, and the tag of what the program has now."""
    headers = {"Accept-Encoding": "gzip" if poll.zipped else "identity"}
    connection.request("GET", path, headers=headers | ({"If-None-Match": tag} if poll.tagged and tag else {}))
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers.get("ETag", tag)
