"""What refuses the lost times whatever is asked for instead, such as a holiday on which every school is closed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from booking.rules import engine
from booking.rules.facts import Asked, Place, Time
from booking.rules.rulebook import Rulebook
from booking.rules.verdict import Finding
from booking.services.judging import Judgement
from booking.vocabulary import Effect


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The rules that refuse a lost time as it was asked for, and the request for the lost times alone."""

    rulebook: Rulebook
    asked: Asked

    def left(self, places: tuple[Place, ...], times: tuple[Time, ...]) -> frozenset[int]:
        """Those of the lost times (indices) that these rules allow in these places, at these hours. Others may not: no
        time that is not left can be had there and then.
        """
        return engine.allowed(self.rulebook, replace(self.asked, places=places, times=times))


def of(judgement: Judgement, lost: frozenset[int]) -> Obstacles:
    """Without rules that count, as those allow more where there are fewer others."""
    rulebook = judgement.force.rulebook
    refusing = {finding.rule for finding in _findings(judgement, lost) if finding.effect is Effect.REFUSE}
    asking = refusing.difference(entry.id for entry in rulebook.entries if entry.rule.counts)
    entries = tuple(entry for entry in rulebook.entries if entry.id in asking)
    times = tuple(it for it in judgement.wanted.times if it.index in lost)
    asked = replace(judgement.asked, times=times, taken=(), beside=(), parts=(), neighbours=())
    return Obstacles(replace(rulebook, entries=entries), asked)


def _findings(judgement: Judgement, lost: frozenset[int]) -> Iterator[Finding]:
    yield from judgement.verdict.findings
    for index in lost:
        yield from judgement.verdict.occurrences[index].findings
