"""Granting what awaits a decision: as it was asked for or otherwise, beside the rules, or in the place of others."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import update

from booking.errors import Conflict, Invalid
from booking.model import Occurrence
from booking.rules.verdict import TAKEN, Finding, holds
from booking.services import changes, displacements, interests, judging, letters, records, rejudging, rulings
from booking.services.displacements import Yielding
from booking.services.judging import Judgement
from booking.services.rulings import Deciding
from booking.services.targets import Scope
from booking.vocabulary import Act, Effect, Status
from booking.wording import N_, Text
from calendars.occupancy import Placement


def approve(case: Deciding, group: Sequence[Occurrence]) -> Sequence[int]:
    """Grant these times; the decisions' ids. Invalid, Conflict, NotAllowed."""
    judgement = rejudging.judge(case.session, case.row, group, case.now)
    if not case.ruling.instead:
        return [_grant(case, group, judgement, [it for it in group if not holds(it.status)])]
    case.need_reason(N_("Say why something else is granted than what was asked for (forvaltningsloven §22)."))
    if any(it.status is Status.GRANTED for it in group):
        raise Conflict(Text(N_("What is granted is moved by changing the booking.")))
    interests.in_the_way(case.session, judgement, case.actor)
    asked_at = rejudging.asked_at(case.row)
    otherwise = changes.judged(case.session, case.row, group, case.ruling.instead, case.now, asked_at)
    refused = rulings.record(case, case.row.id, judgement, group, Act.REFUSED, told=False)
    return [refused, _grant(case, group, otherwise, group)]


def _grant(case: Deciding, group: Sequence[Occurrence], judgement: Judgement, placed: Sequence[Occurrence]) -> int:
    """Grant what the judgement is about. `placed` are those of the group that do not have their places yet."""
    lost = [number for number in range(len(group)) if number not in judgement.placements]
    yielding = displacements.yielding(case, judgement, lost)
    _check_departure(case, judgement, lost)
    placements = _cleared(case, group, judgement, yielding) if yielding else judgement.placements
    if case.ruling.instead:
        changes.put(case.session, group, judgement, Scope.ONE, case.now)
    _write(case, group, {it.id: placements[number] for number, it in enumerate(group) if it in placed})
    decision = rulings.record(case, case.row.id, judgement, group, Act.APPROVED)
    clauses = tuple(it.source for it in _found(judgement) if it.effect is Effect.DISPLACE)
    for it in yielding:
        letters.keep(case.session, it.booking.id, displacements.record(case, it), case.now, clauses)
    return decision


def _check_departure(case: Deciding, judgement: Judgement, lost: Sequence[int]) -> None:
    """Nobody may set a firm finding aside; the others need a reason and a category."""
    against = [*_against(judgement, lost)]
    if firm := [it for it in against if it.firm]:
        raise Conflict(Text(N_("Nobody may set this aside: {finding}"), {"finding": firm[0].text}))
    if against and not (case.ruling.reason.strip() and case.ruling.category):
        raise Invalid.field(
            "reason" if not case.ruling.reason.strip() else "category",
            N_("The rule {rule} speaks against it: give a reason and a category to depart from it."),
            rule=against[0].rule,
        )


def _against(judgement: Judgement, lost: Sequence[int]) -> Iterator[Finding]:
    """What the rules have against it: what they refuse, and that others have a place which they need not give up."""
    yield from (it for it in judgement.verdict.findings if it.effect is Effect.REFUSE)
    for number, said in enumerate(judgement.verdict.occurrences):
        yields = number in lost and any(map(_makes_room, (*judgement.verdict.findings, *said.findings)))
        for it in said.findings:
            if not yields if it.rule == TAKEN else it.effect is Effect.REFUSE:
                yield it


def _makes_room(it: Finding) -> bool:
    """Whether others have to yield by it: not where they have yielded as often as they need to, unless they agree."""
    return it.effect is Effect.DISPLACE and (not it.facts.get("over_cap") or bool(it.facts.get("agreed")))


def _found(judgement: Judgement) -> Iterator[Finding]:
    """Every finding, about the whole and about each time."""
    yield from judgement.verdict.findings
    yield from (it for said in judgement.verdict.occurrences for it in said.findings)


def _cleared(
    case: Deciding, group: Sequence[Occurrence], judgement: Judgement, yielding: Sequence[Yielding]
) -> Mapping[int, Placement]:
    """Where each time is placed once the others have gone."""
    displacements.let_go(case, yielding)
    own = {it.id for it in group}
    again = judging.judge(
        case.session, judgement.wanted, judgement.organization, case.now, own, judgement.asked.asked_at
    )
    for number, it in enumerate(group):
        if number not in again.placements:
            raise displacements.taken(it.starts_local)
    return again.placements


def _write(case: Deciding, group: Sequence[Occurrence], placements: Mapping[int, Placement]) -> None:
    case.session.execute(
        update(Occurrence)
        .where(Occurrence.id.in_([it.id for it in group]))
        .values(status=Status.GRANTED, changed_at=case.now, expires_at=None, reason="", ended_at=None, ended_by=None)
    )
    records.claims(case.session, placements)
