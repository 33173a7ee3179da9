"""What a verdict looks like, its findings in the caller's language."""

from typing import Any

from marshmallow import pre_dump

from booking.api.fields import Computed, Day, Inside, Many, Moment, Own, Whole, Word, Words
from booking.api.language import said, tell_times_in
from booking.api.shapes.shape import Shape
from booking.services import serial
from booking.vocabulary import Effect, Outcome, Status, Way


class FindingShape(Shape):
    """One thing that a rule has to say."""

    rule = Words(200, example="lead-time")
    effect = Word(Effect)
    message = Computed(lambda it: said(it.text))
    facts = Computed(lambda it: serial.data(it.facts), "object", description="What the message says, as data.")
    remedy = Computed(
        lambda it: said(it.remedy) if it.remedy else None,
        ["string", "null"],
        description="What would have to change for this to go away.",
    )
    source = Words(1000, about="Where the rule comes from; empty for what no rulebook can set aside.")
    place = Words(161, allow_none=True, about="The space it concerns; null: all that were asked for.")


class ProposalShape(Shape):
    """A way to a time that others hold: beside them, instead of them, by parting it, elsewhere, or by waiting."""

    way = Word(Way)
    message = Computed(lambda it: said(it.text))
    facts = Computed(lambda it: serial.data(it.text.values), "object", description="What the message says, as data.")
    change = Computed(
        lambda it: serial.data(it.change),
        "object",
        description="Fields of the request to ask with instead; empty where people have to agree first.",
    )
    rule = Words(200, about="The rule that proposes it, if one does.")


class OccurrenceVerdictShape(Shape):
    """What becomes of one time, why, and how it can be had where others hold it."""

    start = Moment()
    end = Moment()
    status = Word(Status)
    findings = Many(Inside(FindingShape))
    proposals = Many(Inside(ProposalShape), about="In the order in which they are to be tried.")


class RulebookVersionShape(Shape):
    version = Words(40, attribute="rulebook_version")
    effective_from = Day(attribute="rulebook_effective_from")


class FurtherTimeShape(Shape):
    """One of the further times of what has no rule."""

    start = Computed(lambda it: it[0].isoformat(), description="RFC 3339.")
    end = Computed(lambda it: it[1].isoformat(), description="RFC 3339.")


class AlternativeShape(Shape):
    """Another request that would be granted for `free` of its `of` times."""

    spaces = Many(Words(161))
    start = Moment()
    end = Moment()
    rrule = Words(500, allow_none=True)
    dates = Many(Inside(FurtherTimeShape), about="Its further times, where it has several and no rule.")
    free = Whole(0, 400)
    of = Whole(1, 400)
    differs = Computed(lambda it: serial.data(it.differs), "object", description="What is not as it was asked for.")


class VerdictShape(Shape):
    """The whole answer to a request; `findings` concern all of it, the rest stand by their times."""

    outcome = Word(Outcome)
    rulebook = Own(RulebookVersionShape)
    findings = Many(Inside(FindingShape))
    occurrences = Many(Inside(OccurrenceVerdictShape))
    alternatives = Many(Inside(AlternativeShape))

    @pre_dump
    def take_zone(self, verdict: Any, **_: Any) -> Any:
        tell_times_in(verdict.occurrences[0].start.tzinfo if verdict.occurrences else None)
        return verdict


def refusals(verdict: Any) -> list[Any]:
    """Every finding that refuses, of the whole request and of its times, each once."""
    found: dict[tuple[Any, ...], Any] = {}
    for finding in [*verdict.findings, *(it for time in verdict.occurrences for it in time.findings)]:
        if finding.effect is Effect.REFUSE:
            found.setdefault((finding.rule, finding.place, finding.text.template), finding)
    return FindingShape(many=True).dump(found.values())
