"""What a rulebook would have said of the bookings of a period: their decisions read in batches, and judged anew."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from booking.model import Booking, Decision, Occurrence, Organization
from booking.model import Rulebook as Stored
from booking.model.statements import one_of, rows
from booking.rules import engine, rulebook
from booking.rules.applying import gathers
from booking.rules.facts import Asked, Gather
from booking.rules.rulebook import Rulebook
from booking.rules.verdict import OccurrenceVerdict, Verdict
from booking.services import kept_verdicts, serial
from booking.services.simulation_reports import Compared, Found, JudgedBooking, Report
from booking.services.unit_of_work import reads
from booking.vocabulary import BY_RULES

BATCH = 100
"""Bookings that are in memory at once."""

Progress = Callable[[int, int], None]
"""Told how many of how many bookings are judged."""


@dataclass(frozen=True, slots=True)
class Question:
    """What `book` would have said of the bookings that were judged by rulebooks of this name, of their times from the
    local day `first` to `last`, both included."""

    book: Rulebook
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Then:
    """The rulebooks of the name that were ever in force, by their row."""

    books: Mapping[int, Rulebook]

    def gathered(self, number: int, asked: Asked) -> frozenset[Gather]:
        return gathers(self.books[number], asked)


_LATEST_FIRST = (
    select(Decision.booking_id, Decision.rulebook_id, Decision.occurrences, Decision.facts, Decision.verdict)
    .where(
        one_of(Decision.booking_id, "bookings"),
        one_of(Decision.rulebook_id, "rulebooks"),
        Decision.act.in_(sorted(BY_RULES)),
    )
    .order_by(Decision.booking_id, Decision.id.desc())
)


def simulate(question: Question, progress: Progress) -> dict[str, Any]:
    """The report, as JSON. Each booking is judged by what was known when it was asked for or last changed; who was in
    its way then still is. Every batch is a transaction of its own. Raises Unavailable, and what `progress` raises.
    """
    then, report = _Then(_books(question.name)), Report()
    total = _total(question, sorted(then.books))
    done = after = 0
    progress(done, total)
    while batch := _batch(question, sorted(then.books), after):
        for row, decisions in batch:
            report.add(_judged(row, decisions, question, then))
        after, done = batch[-1][0].id, done + len(batch)
        progress(min(done, total), total)
    return {**_asked(question), **report.data()}


def _asked(question: Question) -> dict[str, Any]:
    book = question.book
    named = {"name": book.name, "version": book.version, "effective_from": book.effective_from.isoformat()}
    return {"rulebook": named, "from": question.first.isoformat(), "to": question.last.isoformat()}


@reads
def _books(session: Session, name: str) -> Mapping[int, Rulebook]:
    return {row.id: rulebook.read(row.text) for row in session.scalars(select(Stored).where(Stored.name == name))}


@reads
def _total(session: Session, question: Question, books: list[int]) -> int:
    query = select(func.count()).select_from(Booking).where(*_concerned())
    return int(rows(session, query, _given(question, books))[0][0])


@reads
def _batch(
    session: Session, question: Question, books: list[int], after: int
) -> Sequence[tuple[Row[Any], Sequence[Row[Any]]]]:
    """The next bookings after the one with this id, with their decisions, the latest first."""
    given = _given(question, books)
    found = rows(session, _next_bookings(), {**given, "after": after})
    decisions = defaultdict(list)
    for row in rows(session, _LATEST_FIRST, {"bookings": [it.id for it in found], "rulebooks": books}):
        decisions[row.booking_id].append(row)
    return [(row, decisions[row.id]) for row in found]


def _next_bookings() -> Select[int, str, str]:
    query = select(Booking.id, Booking.ref, Organization.slug.label("organization")).join(Booking.organization)
    return query.where(Booking.id > bindparam("after"), *_concerned()).order_by(Booking.id).limit(BATCH)


def _concerned() -> Iterable[Any]:
    """Bookings with a time in the period, and with a decision by a rulebook of the name."""
    yield exists().where(
        Occurrence.booking_id == Booking.id,
        Occurrence.starts_local >= bindparam("start"),
        Occurrence.starts_local < bindparam("end"),
    )
    yield exists().where(Decision.booking_id == Booking.id, one_of(Decision.rulebook_id, "rulebooks"))


def _given(question: Question, books: list[int]) -> dict[str, Any]:
    return {
        "start": datetime.combine(question.first, time()),
        "end": datetime.combine(question.last + timedelta(days=1), time()),
        "rulebooks": books,
    }


def _judged(row: Row[Any], decisions: Sequence[Row[Any]], question: Question, then: _Then) -> JudgedBooking:
    """Each time by the latest decision about it."""
    times: list[Compared] = []
    unknown: set[str] = set()
    seen: set[Any] = set()
    first_form = False
    for decision in decisions:
        try:
            asked = serial.facts_of(decision.facts)
            was = kept_verdicts.read(decision.verdict, asked.zone)
            numbers = list(_unseen(decision, asked, question, seen))
        except (KeyError, TypeError, ValueError):
            return JudgedBooking(row.ref, row.organization, (), unreadable=True)
        if numbers:
            times += _compared(numbers, asked, was, engine.judge(question.book, asked))
            unknown |= _unknown(question.book, asked, then.gathered(decision.rulebook_id, asked))
            first_form |= "form" not in decision.facts
    return JudgedBooking(row.ref, row.organization, times, frozenset(unknown), first_form)


def _unseen(decision: Row[Any], asked: Asked, question: Question, seen: set[Any]) -> Iterator[int]:
    """The places of the decision's times that lie in the period and that no later decision is about. Where it is not
    known which occurrences they are, their start tells them apart."""
    keys = decision.occurrences or [it.interval.start for it in asked.times]
    for number, (key, moment) in enumerate(zip(keys, asked.times, strict=True)):
        if key not in seen:
            seen.add(key)
            if question.first <= moment.day <= question.last:
                yield number


def _compared(numbers: Sequence[int], asked: Asked, was: Verdict, would_be: Verdict) -> Iterator[Compared]:
    kind, venues = asked.applicant.kind, sorted({place.venue for place in asked.places})
    for number in numbers:
        then, now = was.occurrences[number], would_be.occurrences[number]
        yield Compared(then.status, now.status, _found(was, then), _found(would_be, now), kind, venues)


def _found(verdict: Verdict, occurrence: OccurrenceVerdict) -> Found:
    return frozenset((it.rule, it.effect) for it in (*verdict.findings, *occurrence.findings))


def _unknown(book: Rulebook, asked: Asked, gathered: frozenset[Gather]) -> frozenset[str]:
    """The rules that apply, but need facts that were not gathered then."""
    missing = gathers(book, asked) - gathered
    if not missing:
        return frozenset()
    needing = (entry for entry in book.entries if not missing.isdisjoint(entry.rule.gathers))
    return frozenset(entry.id for entry in needing if any(entry.scope.covers(asked, it) for it in asked.places))
