"""What a letter is made of: the decisions of one act as they were kept, the places they are about, and what else could
be had.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, joinedload

from booking.model import Booking, Decision, Occurrence, Person, Rulebook, Space, Venue
from booking.rules.facts import Asked
from booking.rules.verdict import Alternative, Finding, Verdict
from booking.services import alternatives, kept_verdicts, rejudging, rulings, serial
from booking.services.letter_times import LocalTime
from booking.vocabulary import BY_RULES, ENDED, Act, Effect, Outcome, Status

_FATE = {
    Act.APPROVED: Status.GRANTED,
    Act.REFUSED: Status.REFUSED,
    Act.WITHDRAWN: Status.REFUSED,
    Act.DISPLACED: Status.DISPLACED,
}


class Kind(StrEnum):
    """What a letter tells; all but the first two are to the party's detriment."""

    CONFIRMATION = "confirmation"
    RECEIPT = "receipt"
    REFUSAL = "refusal"
    PARTIAL = "partial"
    WITHDRAWAL = "withdrawal"
    DISPLACEMENT = "displacement"


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as it was kept: what was known, what was found, and who decided what."""

    id: int
    act: Act
    outcome: Outcome
    asked: Asked
    verdict: Verdict
    said: Mapping[str, Any]
    reason: str
    category: str
    hearing: str
    occurrences: tuple[int, ...]

    @property
    def times(self) -> Sequence[tuple[LocalTime, Status]]:
        """Each time by the wall clock, with what became of it."""
        fate = _FATE.get(self.act)
        return [
            ((moment.start_local, moment.end_local), fate or said.status)
            for moment, said in zip(self.asked.times, self.verdict.occurrences, strict=True)
        ]

    def findings(self, effects: frozenset[Effect], *, lost: bool = False) -> Sequence[Finding]:
        """Those with one of the effects; with `lost`, only those about times that were lost."""
        said = [it for it in self.verdict.occurrences if not lost or it.status in ENDED]
        found = [*self.verdict.findings, *(finding for it in said for finding in it.findings)]
        return [it for it in {id(it): it for it in found}.values() if it.effect in effects]

    def message(self, finding: Finding, language: str) -> str | None:
        """What was said of it then; None where that was not kept."""
        found = [id(it) for it in kept_verdicts.findings(self.verdict)]
        said = self.said.get(language, ())
        return said[found.index(id(finding))][0] if len(said) == len(found) else None


@dataclass(frozen=True, slots=True)
class Book:
    """The rulebook that was applied, in one version or several; `complaint` is the local remedy, if there is one."""

    title: str
    versions: tuple[str, ...]
    complaint: str


@dataclass(frozen=True, slots=True)
class Case:
    """Everything about one act; `decider` is None where no person is known to have decided. `places` are the spaces
    (by ref) that the decisions and the alternatives are about; `alternatives` are None where nothing lost lies ahead;
    `clauses` say where it stands that others come first.
    """

    ref: str
    decided_at: datetime
    decider: str | None
    decisions: tuple[Kept, ...]
    book: Book
    places: Mapping[str, Space]
    alternatives: tuple[Alternative, ...] | None
    clauses: tuple[str, ...] = ()

    @property
    def asked(self) -> Asked:
        return self.decisions[0].asked

    @property
    def by_rules(self) -> bool:
        """Whether no person decided."""
        return all(it.act in BY_RULES for it in self.decisions) and self.decider is None

    def is_instead(self, it: Kept) -> bool:
        """Whether the decision grants something else than what was asked for: its times are refused in another."""
        others = {number for other in self.decisions if other.act is Act.REFUSED for number in other.occurrences}
        return it.act is Act.APPROVED and not others.isdisjoint(it.occurrences)

    @property
    def kind(self) -> Kind:
        acts = {it.act for it in self.decisions}
        if Act.DISPLACED in acts:
            return Kind.DISPLACEMENT
        if Act.APPROVED in acts:
            return Kind.CONFIRMATION if acts == {Act.APPROVED} else Kind.PARTIAL
        if Act.WITHDRAWN in acts:
            return Kind.WITHDRAWAL
        return _KINDS[self.decisions[0].outcome]


_KINDS = {
    Outcome.GRANTED: Kind.CONFIRMATION,
    Outcome.REVIEW: Kind.RECEIPT,
    Outcome.PARTLY: Kind.PARTIAL,
    Outcome.REFUSED: Kind.REFUSAL,
}


def case(
    session: Session, row: Booking, decisions: Sequence[Decision], now: datetime, clauses: tuple[str, ...] = ()
) -> Case:
    """The case that these decisions of one act make, with the alternatives there are now."""
    kept = tuple(_kept(it) for it in decisions)
    first = decisions[0]
    others = _alternatives(session, row, kept, now)
    refs = {place.space for it in kept for place in it.asked.places} | {ref for it in others or () for ref in it.spaces}
    return Case(
        row.ref,
        first.decided_at,
        session.scalar(select(Person.name).where(Person.id == first.decided_by)) if first.decided_by else None,
        kept,
        _book(session, decisions),
        _places(session, refs),
        others,
        clauses,
    )


def _kept(row: Decision) -> Kept:
    asked = serial.facts_of(row.facts)
    return Kept(
        row.id,
        Act(row.act),
        row.outcome,
        asked,
        kept_verdicts.read(row.verdict, asked.zone),
        row.said or {},
        row.reason,
        row.category,
        row.hearing,
        tuple(row.occurrences or ()),
    )


def _book(session: Session, decisions: Sequence[Decision]) -> Book:
    """Of the day of the request, with the versions that were in force on the days of use."""
    numbers = {each["id"] for it in decisions for each in it.rulebooks or ()} | {it.rulebook_id for it in decisions}
    rows = session.scalars(select(Rulebook).where(Rulebook.id.in_(numbers)).order_by(Rulebook.effective_from)).all()
    asked = next(row for row in rows if row.id == decisions[0].rulebook_id)
    head = tomllib.loads(asked.text)
    return Book(head.get("title") or asked.name, tuple(row.version for row in rows), head.get("complaint", ""))


def _places(session: Session, refs: set[str]) -> Mapping[str, Space]:
    wanted = [ref.partition("/")[::2] for ref in refs]
    query = select(Space).join(Space.venue).options(joinedload(Space.venue))
    found = session.scalars(query.where(tuple_(Venue.slug, Space.slug).in_(wanted)))
    return {f"{it.venue.slug}/{it.slug}": it for it in found}


def _alternatives(
    session: Session, row: Booking, kept: Sequence[Kept], now: datetime
) -> tuple[Alternative, ...] | None:
    """What could be had instead of the times that were lost and still lie ahead, if there are any."""
    starts = {start for it in kept for (start, _), status in it.times if status in ENDED}
    lost = [it for it in row.occurrences if _lost(it, starts, now)]
    if not lost:
        return None
    together, *_ = rulings.by_spaces(lost)
    return alternatives.nearest(session, rejudging.judge(session, row, together, now, anew=True))


def _lost(it: Occurrence, starts: set[datetime], now: datetime) -> bool:
    return it.status in ENDED and it.starts_local in starts and it.starts_at >= now
