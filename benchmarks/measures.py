"""Measuring: an act and its floor in turn, so that both meet the same noise; medians, and one JSON line."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from tests.queries import counted

WARM_UP = 6
"""Rounds that do not count; after the fifth the driver has prepared its statements."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`act` and `floor` are given the number of the round, and must not depend on what came before."""

    name: str
    act: Callable[[int], object]
    floor: Callable[[int], object]
    rounds: int = 30
    reference_milliseconds: float | None = None
    """What the fastest comparable system takes on a quiet machine of two cores."""
    warm_up: int = WARM_UP
    before: Callable[[int], object] | None = None
    """What has to happen before each act, and is not part of it."""
    in_process: Callable[[], object] | None = None
    """The same act where its statements can be counted, if `act` has another process do it."""


def run(measure: Measure, app: Flask) -> None:
    """Measure, and print the line."""
    for number in range(measure.warm_up):
        measure.floor(number)
        measure.act(number)
    with counted(app) as statements:
        measure.in_process() if measure.in_process else measure.act(measure.warm_up)
    acts, floors = [], []
    for number in range(measure.warm_up, measure.warm_up + measure.rounds):
        floors.append(_milliseconds(measure.floor, number))
        if measure.before:
            measure.before(number)
        acts.append(_milliseconds(measure.act, number))
    line = {
        "measure": measure.name,
        "milliseconds": round(statistics.median(acts), 2),
        "floor_milliseconds": round(statistics.median(floors), 2),
        "ratio": round(statistics.median(acts) / statistics.median(floors), 2),
        "queries": len(statements),
        "reference_milliseconds": measure.reference_milliseconds,
    }
    print(json.dumps(line), flush=True)


def _milliseconds(act: Callable[[int], object], number: int) -> float:
    start = time.perf_counter()
    act(number)
    return (time.perf_counter() - start) * 1000
