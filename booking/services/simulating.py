"""What a rulebook would have said of the bookings of a period: their decisions judged anew, batch by batch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from booking.model import Rulebook as Stored
from booking.rules import engine, rulebook
from booking.rules.applying import gathers
from booking.rules.facts import Asked, Gather
from booking.rules.rulebook import Rulebook
from booking.rules.verdict import OccurrenceVerdict, Verdict
from booking.rules.versions import Governing, composed
from booking.rules.written import RulebookError
from booking.services import kept_verdicts, past_bookings, serial
from booking.services.past_bookings import Period
from booking.services.simulation_reports import Compared, Found, JudgedBooking, Report
from booking.services.unit_of_work import reads

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
    """The rulebooks of the name that were ever in force, by their row; None for one that can no longer be read."""

    books: Mapping[int, Rulebook | None]
    together: dict[tuple[int, ...], Rulebook | None] = field(default_factory=dict)

    def gathered(self, decision: Row[Any], asked: Asked) -> frozenset[Gather]:
        """What the rules that decided wanted to know; nothing where they cannot be read."""
        key = decision.rulebook_id, *(each["id"] for each in decision.rulebooks or ())
        if key not in self.together:
            self.together[key] = _composed([self.books.get(number) for number in key])
        book = self.together[key]
        return gathers(book, asked) if book else frozenset()


def _composed(books: Sequence[Rulebook | None]) -> Rulebook | None:
    """As rules.versions has it; on which days each governs makes no difference to what is gathered."""
    if not all(books):
        return None
    asked, *used = (book for book in books if book)
    return composed(asked, [Governing(book, (date.min, date.max)) for book in used])


def simulate(question: Question, progress: Progress) -> dict[str, Any]:
    """The report, as JSON. Each booking is judged by what was known when it was asked for or last changed; who was in
    its way then still is. Every batch is a transaction of its own. Raises Unavailable, and what `progress` raises.
    """
    then, report = _Then(_books(question.name)), Report()
    period = Period(sorted(then.books), question.first, question.last)
    total, done, after = past_bookings.total(period), 0, 0
    progress(done, total)
    while batch := past_bookings.batch(period, after):
        for row, decisions in batch:
            report.add(_judged(row, decisions, question, then))
        after, done = batch[-1][0].id, done + len(batch)
        progress(done, max(done, total))
    return {**_asked(question), **report.data()}


def _asked(question: Question) -> dict[str, Any]:
    book = question.book
    named = {"name": book.name, "version": book.version, "effective_from": book.effective_from.isoformat()}
    return {"rulebook": named, "from": question.first.isoformat(), "to": question.last.isoformat()}


@reads
def _books(session: Session, name: str) -> Mapping[int, Rulebook | None]:
    return {row.id: _read(row.text) for row in session.scalars(select(Stored).where(Stored.name == name))}


def _read(text: str) -> Rulebook | None:
    try:
        return rulebook.read(text)
    except RulebookError:
        return None


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
        except (AttributeError, KeyError, TypeError, ValueError):
            return JudgedBooking(row.ref, row.organization, (), unreadable=True)
        if numbers:
            times += _compared(numbers, asked, was, engine.judge(question.book, asked))
            unknown |= _unknown(question.book, asked, then.gathered(decision, asked))
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
