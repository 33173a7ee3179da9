"""A decision made again from what it kept, years later: the same verdict and the same text, or what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import NotFound
from booking.model import Booking, Decision, Rulebook
from booking.rules import engine
from booking.rules.facts import Asked
from booking.rules.verdict import Finding, Verdict
from booking.rules.written import RulebookError
from booking.services import kept_verdicts, rulebooks, serial
from booking.services.kept_verdicts import Said
from booking.services.unit_of_work import reads
from booking.vocabulary import Act, Outcome
from booking.wording import N_, Text

_UNREADABLE_RULES = N_("Its rulebook can no longer be read: {problem}")
_STATUS = N_("{start} was {was} and would be {now}.")
_FOUND = N_("{start}: the rules that had something to say were {was}, and would be {now}.")
_SAID = N_("“{was}” would be said as “{now}”.")
_DATA = N_("The findings would be kept with other data.")


@dataclass(frozen=True, slots=True)
class Reproduced:
    """A decision as it was made: `said` is the text as shown, parallel to `findings`. `versions` are those of the
    rulebook that judged, `facts` what was known, as JSON. `differences` is empty where judging again finds the same to
    the letter; `reworded` are sentences that today's translation puts otherwise: what was said stays as it is in
    `said`.
    """

    id: int
    booking: str
    act: Act
    outcome: Outcome
    decided_at: datetime
    reason: str
    versions: tuple[str, ...]
    facts: Mapping[str, Any]
    verdict: Verdict
    findings: Sequence[Finding]
    said: Said
    differences: tuple[Text, ...]
    reworded: tuple[Text, ...]


@reads
def of_booking(session: Session, ref: str) -> Sequence[Reproduced]:
    """Every decision about the booking, in the order in which they were made, and whether judging again says the same.
    NotFound.
    """
    query = select(Decision).join(Booking, Booking.id == Decision.booking_id).where(Booking.ref == ref)
    found = session.scalars(query.order_by(Decision.id)).all()
    if not found:
        raise NotFound(N_("booking"), ref)
    return [_reproduced(session, row) for row in found]


def _reproduced(session: Session, row: Decision) -> Reproduced:
    asked = serial.facts_of(row.facts)
    verdict = kept_verdicts.read(row.verdict, asked.zone)
    differences, reworded = _compared(session, row, asked, verdict)
    return Reproduced(
        id=row.id,
        booking=session.scalars(select(Booking.ref).where(Booking.id == row.booking_id)).one(),
        act=Act(row.act),
        outcome=row.outcome,
        decided_at=row.decided_at,
        reason=row.reason,
        versions=_versions(session, row),
        facts=row.facts,
        verdict=verdict,
        findings=kept_verdicts.findings(verdict),
        said=row.said or kept_verdicts.said(verdict),
        differences=differences,
        reworded=reworded,
    )


def _versions(session: Session, row: Decision) -> tuple[str, ...]:
    """That of the day of the request first, then those of the days of use."""
    numbers = dict.fromkeys([row.rulebook_id, *(each["id"] for each in row.rulebooks or ())])
    stored = {it.id: it for it in session.scalars(select(Rulebook).where(Rulebook.id.in_(numbers)))}
    return tuple(f"{stored[number].name} {stored[number].version}" for number in numbers)


def _compared(session: Session, row: Decision, asked: Asked, was: Verdict) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """How judging again differs, and how only the words do."""
    try:
        book = rulebooks.again(session, row.rulebook_id, row.rulebooks or ())
    except RulebookError as error:
        return (Text(_UNREADABLE_RULES, {"problem": str(error)}),), ()
    now = engine.judge(book, asked)
    found, words = tuple(_verdicts_differ(was, now)), tuple(_texts_differ(row.said, now))
    same_data = "form" not in row.verdict or kept_verdicts.write(now) == row.verdict
    if found or not same_data:
        return (*found, *words) or (Text(_DATA),), ()
    return (), words


def _verdicts_differ(was: Verdict, now: Verdict) -> Iterator[Text]:
    """Time by time; what concerns all of them concerns each."""
    for before, after in zip(was.occurrences, now.occurrences, strict=True):
        start = {"start": before.start, "zone": was.zone}
        if before.status is not after.status:
            yield Text(_STATUS, {**start, "was": before.status, "now": after.status})
        rules = [[it.rule for it in (*all_.findings, *one.findings)] for all_, one in ((was, before), (now, after))]
        if rules[0] != rules[1]:
            yield Text(_FOUND, {**start, "was": tuple(rules[0]), "now": tuple(rules[1])})


def _texts_differ(shown: Mapping[str, Any] | None, now: Verdict) -> Iterator[Text]:
    """Sentence by sentence, in every language; the first version did not keep them."""
    for language, said in kept_verdicts.said(now).items():
        for before, after in zip(_sentences((shown or {}).get(language, ())), _sentences(said), strict=False):
            if before != after:
                yield Text(_SAID, {"was": before, "now": after})


def _sentences(said: Sequence[Sequence[str | None]]) -> Iterator[str | None]:
    return (sentence for each in said for sentence in each)
