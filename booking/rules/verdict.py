"""What a judgement says: findings, the status of each occurrence, the outcome, and what else could be had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from booking.vocabulary import HOLDING, Effect, Outcome, Status, Way
from booking.wording import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule has to say. `times` are the indices of the times it concerns; None means the whole request.

    `remedy` says what would have to change for the finding to go away; `source` where the rule comes from;
    `place` is the space it concerns ("venue/space"), None where it concerns all. Nobody may set a `firm` one aside.
    """

    rule: str
    effect: Effect
    text: Text
    remedy: Text | None = None
    source: str = ""
    times: tuple[int, ...] | None = None
    place: str | None = None
    firm: bool = False

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.text.values


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way to a time that others hold. `change` is what to ask for instead, in the words of a request, where that is
    all it takes; without it people have to agree first. `rule` is the rule that proposes it, if one does.
    """

    way: Way
    text: Text
    change: Mapping[str, Any] = field(default_factory=dict)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class OccurrenceVerdict:
    """What becomes of one time, why, and how it can be had where others hold it. Aware, in the venue's zone."""

    start: datetime
    end: datetime
    status: Status
    findings: tuple[Finding, ...] = ()
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another request that would be granted for `free` of its `of` times; `differs` names what is not as asked. Without
    `rrule`, `dates` are its further times, each as start and end.
    """

    spaces: tuple[str, ...]
    start: datetime
    end: datetime
    rrule: str | None
    free: int
    of: int
    differs: Mapping[str, Any] = field(default_factory=dict)
    dates: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer; moments in its texts are told in `zone`. `findings` are those that concern the request as a
    whole; the rest stand by their times.
    """

    outcome: Outcome
    rulebook_version: str
    rulebook_effective_from: date
    zone: ZoneInfo
    findings: tuple[Finding, ...]
    occurrences: tuple[OccurrenceVerdict, ...]
    alternatives: tuple[Alternative, ...] = ()

    @property
    def everything_lost_is_taken(self) -> bool:
        """Whether every refused time is refused because another holds the place, and for no other reason."""
        whole = any(finding.effect is Effect.REFUSE for finding in self.findings)
        lost = [occurrence for occurrence in self.occurrences if occurrence.status is Status.REFUSED]
        return bool(lost) and not whole and all(_only_taken(occurrence.findings) for occurrence in lost)


TAKEN = "taken"
"""The rule id of the finding that another holds the place."""


def outcome_of(statuses: Sequence[Status]) -> Outcome:
    """The outcome for a request whose times got these statuses; an empty request is refused."""
    lost = sum(status is Status.REFUSED for status in statuses)
    if lost == len(statuses):
        return Outcome.REFUSED
    if lost:
        return Outcome.PARTLY
    undecided = any(status in (Status.HELD, Status.WAITING) for status in statuses)
    return Outcome.REVIEW if undecided else Outcome.GRANTED


def holds(status: Status) -> bool:
    return status in HOLDING


def _only_taken(findings: Sequence[Finding]) -> bool:
    return all(finding.rule == TAKEN for finding in findings if finding.effect is Effect.REFUSE)
