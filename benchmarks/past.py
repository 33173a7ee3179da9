"""What is measured of the past: a stricter rulebook tried on 100,000 occurrences."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg

from benchmarks import floors
from benchmarks.dataset import FIRST_MONDAY, SERIES, WEEKS
from benchmarks.measures import Measure
from booking.rules import rulebook
from booking.services import simulating, simulations
from booking.services.simulating import Question

STRICTER = '\n[[rule]]\nuse = "length"\nmax_minutes = 90\n'


def measures(connection: psycopg.Connection) -> Iterator[Measure]:
    """Few rounds, as one takes seconds."""
    question = simulations.question(
        rulebook.shipped("municipality") + STRICTER, None, FIRST_MONDAY, FIRST_MONDAY + timedelta(weeks=WEEKS + 1)
    )
    yield Measure(
        f"another rulebook on {SERIES * WEEKS} past occurrences",
        lambda _: _simulated(question),
        lambda _: floors.decisions(connection),
        rounds=3,
        warm_up=1,
        reference_milliseconds=60_000,
    )


def _simulated(question: Question) -> None:
    report = simulating.simulate(question, lambda done, total: None)
    if report["occurrences"] < SERIES * WEEKS or report["unreadable"]:
        raise RuntimeError(f"not all simulated: {report['occurrences']}")
