"""What is measured of the rules alone: a judgement under sixty rules that all apply, whose facts are known."""

from collections.abc import Iterator

from benchmarks.measures import Measure
from booking.rules import engine
from booking.rules.facts import Asked
from booking.rules.rulebook import Rulebook
from tests.rules.asking import a_place, asking, entry, rulebook, weekly
from tests.rules.every_rule import EVERY_RULE

RULES, WEEKS = 60, 40


def measures() -> Iterator[Measure]:
    """The catalogue's rules in turn until there are sixty. The floor asks each of them, and does nothing else."""
    every = [each.rule for each in EVERY_RULE.entries]
    sixty = rulebook(*(entry(every[number % len(every)], f"rule-{number}") for number in range(RULES)))
    season = weekly("2027-01-12T17:00", "2027-01-12T18:30", WEEKS)
    for name, reference, times in (("one time", 1, season[:1]), (f"a series of {WEEKS}", None, season)):
        hours = ((f"{moment.day}T16:00", f"{moment.day}T22:00") for moment in times)
        asked = asking(*times, places=(a_place(*hours, capacity=100),))
        yield Measure(
            f"a judgement of {name} under {RULES} rules",
            lambda _, asked=asked: _judged(sixty, asked),
            lambda _, asked=asked: _asked(sixty, asked),
            reference_milliseconds=reference,
        )


def _judged(sixty: Rulebook, asked: Asked) -> None:
    if not engine.judge(sixty, asked).findings:
        raise RuntimeError("the rules found nothing to say")


def _asked(sixty: Rulebook, asked: Asked) -> None:
    for each in sixty.entries:
        list(each.rule.judge(asked, asked.places[0], asked.times))
