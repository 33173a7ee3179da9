"""What is said of those who would have to move for a request: where they could go, and never who they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from booking.rules import sharing
from booking.rules.facts import Holder
from booking.rules.verdict import OccurrenceVerdict, Proposal, Verdict
from booking.services import places, yielding
from booking.services.judging import Judgement
from booking.services.yielding import Instead
from booking.vocabulary import Way
from booking.wording import N_, Text

_ALL = N_("{proposal} Those who would have to move can have {instead}.")
_SOME = N_(
    "{proposal} Some of those who would have to move can have {instead}; "
    "no equal place was found for {without:other|others}."
)
_NONE = N_("{proposal} No equal place was found for those who would have to move.")
_ONE = N_("{when} in {space}, {venue}")


def added(session: Session, judgement: Judgement, verdict: Verdict) -> Verdict:
    """The verdict where each proposal that others yield says where they could go. No query where nobody has to."""
    holders = dict(_yielding(judgement, verdict))
    if not holders:
        return verdict
    occurrences = {holder.occurrence for each in holders.values() for holder in each}
    instead = yielding.instead(session, judgement, occurrences, places.all_known(session))
    return replace(
        verdict,
        occurrences=tuple(
            _told(said, holders[index], instead) if index in holders else said
            for index, said in enumerate(verdict.occurrences)
        ),
    )


def _yielding(judgement: Judgement, verdict: Verdict) -> Iterator[tuple[int, Sequence[Holder]]]:
    """By time those who would have to yield."""
    asked = sharing.with_those_apart(judgement.force.rulebook, judgement.asked)
    for taken in asked.taken:
        if any(it.way is Way.YIELD for it in verdict.occurrences[taken.time].proposals):
            yield taken.time, taken.holders


def _told(said: OccurrenceVerdict, holders: Sequence[Holder], instead: Mapping[int, Instead]) -> OccurrenceVerdict:
    found = tuple(instead[holder.occurrence] for holder in holders if holder.occurrence in instead)
    without = len(holders) - len(found)
    template = _NONE if not found else _SOME if without else _ALL
    values = {"instead": tuple(_text(it) for it in found), "without": without}
    proposals = tuple(_with(it, template, values) if it.way is Way.YIELD else it for it in said.proposals)
    return replace(said, proposals=proposals)


def _with(proposal: Proposal, template: str, values: Mapping[str, object]) -> Proposal:
    return replace(proposal, text=Text(template, {**proposal.text.values, "proposal": proposal.text, **values}))


def _text(it: Instead) -> Text:
    spaces = tuple(space.name for space in it.spaces)
    return Text(_ONE, {"when": it.time.interval, "space": spaces, "venue": it.spaces[0].venue_name})
