"""A judgement costs next to nothing beside the queries that gather its facts."""

from collections.abc import Callable
from time import process_time

from booking.rules import engine
from tests.rules.asking import a_place, asking, entry, findings, rulebook, weekly
from tests.rules.every_rule import EVERY_RULE

SIXTY = rulebook(*(entry(EVERY_RULE.entries[n % len(EVERY_RULE.entries)].rule, f"rule-{n}") for n in range(60)))


def test_judge__sixty_rules_on_one_time__takes_a_millisecond_at_most():
    asked = asking(places=(a_place(("2027-01-12T16:00", "2027-01-12T22:00"), capacity=100),))
    assert best_of(20, lambda: engine.judge(SIXTY, asked)) <= 0.001


def test_judge__sixty_rules_on_a_season__takes_a_few_milliseconds():
    season = weekly("2027-01-12T17:00", "2027-01-12T18:30", 40)
    hours = ((f"{moment.day}T16:00", f"{moment.day}T22:00") for moment in season)
    asked = asking(*season, places=(a_place(*hours, capacity=100),))
    assert findings(engine.judge(SIXTY, asked))
    assert best_of(10, lambda: engine.judge(SIXTY, asked)) <= 0.006


def best_of(times: int, act: Callable[[], object]) -> float:
    """Seconds of processor time; the least, as whatever else the machine does only adds to it."""
    return min(_seconds(act) for _ in range(times))


def _seconds(act: Callable[[], object]) -> float:
    begun = process_time()
    act()
    return process_time() - begun
