"""Permits for public spaces from New York City's open data ("NYC Permitted Event Information"), judged anew.

Rows of one Event ID are one permit: it is asked for as one booking with all its dates, in order of the ids. Where its
rows name different places on different dates, each set of places is a booking of its own: EventID, EventID/2 ...
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from booking.errors import Invalid
from booking.rules.verdict import Verdict, outcome_of
from booking.services import bookings
from booking.services.actors import Actor
from booking.services.imports.bookings import known, reasons
from booking.services.imports.nyc_places import NEW_YORK, applicants, build
from booking.services.imports.nyc_rows import KNOWN, NEEDED, Row, Unreadable, read
from booking.services.imports.nyc_types import applicant_of, meaning
from booking.services.imports.records import records
from booking.services.imports.rows import INVALID, UNCHANGED, Result, problems
from booking.services.requests import Request
from booking.services.unit_of_work import together
from booking.vocabulary import Effect, Status
from booking.wording import Text

Times = list[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class PermitResult:
    """A permit's row of the report; how many of its dates got which status; how many each rule did not grant."""

    result: Result
    statuses: Mapping[Status, int]
    rules: Mapping[str, int]


def load(file: BinaryIO, actor: Actor, as_of: date | None, dry_run: bool = False) -> Iterator[PermitResult]:
    """Build the places of all rows and ask for each permit, as of midnight of `as_of`; of the day before the first one.

    Invalid for a file of another form. A permit already there is left as it is.
    """
    with together(keep=False) if dry_run else nullcontext():
        rows, unreadable = _read(file)
        size = file.tell()
        yield from (PermitResult(Result(it.line, it.event, INVALID, (it.problem,), 0), {}, {}) for it in unreadable)
        if not rows:
            return
        now = _moment(as_of or min(row.start for row in rows).date() - timedelta(days=1))
        build(sorted({place for row in rows for place in row.places}), actor, now)
        applicants(sorted({row.type for row in rows}), actor, now)
        permits = _permits(rows)
        for number, (event, own) in enumerate(sorted(permits.items()), 1):
            yield _ask(event, own, actor, now, size * number // len(permits))


def _read(file: BinaryIO) -> tuple[list[Row], list[Unreadable]]:
    rows: list[Row] = []
    unreadable: list[Unreadable] = []
    for record in records(file, KNOWN, NEEDED, others=True):
        found = read(record)
        if isinstance(found, Unreadable):
            unreadable.append(found)
        else:
            rows.append(found)
    return rows, unreadable


def _permits(rows: Sequence[Row]) -> Mapping[int, Sequence[Row]]:
    permits: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        permits[row.event].append(row)
    return permits


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), NEW_YORK)


def _ask(event: int, rows: Sequence[Row], actor: Actor, now: datetime, position: int) -> PermitResult:
    verdicts: list[Verdict] = []
    invalid: list[Text] = []
    for request in _requests(event, rows):
        assert request.external_id is not None
        if known(request.external_id):
            continue
        try:
            verdict = bookings.submit(request, actor, now, with_alternatives=False).verdict
        except Invalid as error:
            invalid += problems(error)
        else:
            assert verdict is not None
            verdicts.append(verdict)
    said = INVALID if invalid else _outcome(verdicts)
    texts = (*invalid, *(reason for verdict in verdicts for reason in reasons(verdict)))
    result = Result(rows[0].line, str(event), said, texts, position)
    return PermitResult(result, _statuses(verdicts), _rules(verdicts))


def _outcome(verdicts: Sequence[Verdict]) -> str:
    return outcome_of([it.status for verdict in verdicts for it in verdict.occurrences]) if verdicts else UNCHANGED


def _requests(event: int, rows: Sequence[Row]) -> Iterator[Request]:
    """One request for each set of places, by its first time."""
    first = rows[0]
    kind, audience = meaning(first.type)
    for number, (spaces, times) in enumerate(sorted(by_places(rows).items(), key=lambda it: (it[1][0], it[0])), 1):
        (start, end), *further = [(_text(one), _text(other)) for one, other in times]
        yield Request(
            spaces=spaces,
            organization=applicant_of(first.type),
            activity=first.name,
            people=0,
            start=start,
            end=end,
            kind=kind,
            audience=audience,
            dates=tuple(further),
            accept_partial=True,
            external_id=str(event) if number == 1 else f"{event}/{number}",
        )


def by_places(rows: Sequence[Row]) -> Mapping[tuple[str, ...], Times]:
    """The local times of one permit by the set of places that it has then.

    Rows that overlap on a place are one time there: a permit is not in its own way.
    """
    by_place: dict[str, Times] = defaultdict(list)
    for row in rows:
        for place in row.places:
            by_place[place.ref].append((row.start, row.end))
    places_at: dict[tuple[datetime, datetime], list[str]] = defaultdict(list)
    for ref, times in sorted(by_place.items()):
        for merged in _merged(times):
            places_at[merged].append(ref)
    times_at: dict[tuple[str, ...], Times] = defaultdict(list)
    for merged, refs in sorted(places_at.items()):
        times_at[tuple(refs)].append(merged)
    return times_at


def _merged(times: Times) -> Times:
    merged: Times = []
    for start, end in sorted(times):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _text(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")


def _statuses(verdicts: Sequence[Verdict]) -> Mapping[Status, int]:
    return Counter(it.status for verdict in verdicts for it in verdict.occurrences)


def _rules(verdicts: Sequence[Verdict]) -> Mapping[str, int]:
    """By rule, how many dates it kept from being simply granted."""
    found: Counter[str] = Counter()
    for verdict in verdicts:
        whole = {finding.rule for finding in verdict.findings if finding.effect is not Effect.INFORM}
        for it in verdict.occurrences:
            if it.status is not Status.GRANTED:
                found.update(whole | {finding.rule for finding in it.findings if finding.effect is not Effect.INFORM})
    return found
