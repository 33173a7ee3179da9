"""The human's last word: an officer approves, refuses, or departs from what the rules found, with a reason that is
kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.errors import Conflict, Invalid, NotAllowed
from booking.model import Booking, Occurrence
from booking.rules.verdict import TAKEN, Finding, holds
from booking.services import journal, letting_go, records, rejudging, targets
from booking.services.actors import Actor, require
from booking.services.bookings import view
from booking.services.judging import Judgement
from booking.services.unit_of_work import writes
from booking.services.views import BookingView, venue_ids
from booking.vocabulary import Effect, Outcome, Status
from booking.wording import N_, Text

_UNDECIDED = frozenset({Status.HELD, Status.WAITING, Status.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an officer decides. `occurrences` are local starts; None means all that await a decision.

    A `reason` is needed to refuse, and a reason and a `category` to grant what the rules refuse.
    """

    approve: bool
    occurrences: tuple[str, ...] | None = None
    reason: str = ""
    category: str = ""


@writes
def decide(session: Session, ref: str, ruling: Ruling, version: int | None, actor: Actor, now: datetime) -> BookingView:
    """Carry out the ruling. NotFound, NotAllowed (wrong role, or an officer who is a member), Stale, Invalid,
    Conflict.
    """
    row = targets.locked(session, ref, version, actor)
    require(actor.decides_for(venue_ids(row.occurrences)))
    if row.organization_id in actor.organizations:
        raise NotAllowed(
            Text(N_("You belong to this organization, so somebody else must decide (forvaltningsloven §3)."))
        )
    for decided in _by_spaces(_decided(row, ruling, now)):
        _carry_out(session, row, decided, ruling, actor, now)
    letting_go.touch(session, [row.id], now)
    return view(session, row.id, actor)


def _by_spaces(decided: Sequence[Occurrence]) -> Iterable[Sequence[Occurrence]]:
    """Those at the same spaces together: an occurrence that was moved elsewhere is judged where it is."""
    groups: dict[frozenset[int], list[Occurrence]] = {}
    for it in decided:
        groups.setdefault(frozenset(space.id for space in it.spaces), []).append(it)
    return groups.values()


def _carry_out(
    session: Session, row: Booking, decided: Sequence[Occurrence], ruling: Ruling, actor: Actor, now: datetime
) -> None:
    judgement = rejudging.judge(session, row, decided, now)
    if ruling.approve:
        _approve(session, decided, judgement, ruling, actor, now)
    else:
        _refuse(session, decided, ruling, actor, now)
    outcome = Outcome.GRANTED if ruling.approve else Outcome.REFUSED
    decision = records.decision(
        session, row.id, judgement, actor, now, outcome, ruling.reason, ruling.category or "decided"
    )
    details = {"decision": decision, "occurrences": [it.id for it in decided]}
    act = f"booking.{outcome}"
    journal.record(session, now, actor, act, "booking", row.id, details)
    journal.tell(session, now, act, {"booking": row.id, **details})


def _decided(row: Booking, ruling: Ruling, now: datetime) -> Sequence[Occurrence]:
    if ruling.occurrences is None:
        decided = [it for it in row.occurrences if it.status in _UNDECIDED and it.starts_at >= now]
    else:
        decided = list(dict.fromkeys(targets.find(row, start) for start in ruling.occurrences))
    if not decided:
        raise Conflict(Text(N_("Nothing of this booking awaits a decision.")))
    past = [it for it in decided if it.starts_at < now or it.status in (Status.CANCELLED, Status.DISPLACED)]
    if past:
        raise Conflict(Text(N_("{start} is past or cancelled and cannot be decided."), {"start": past[0].starts_local}))
    return decided


def _approve(
    session: Session, decided: Sequence[Occurrence], judgement: Judgement, ruling: Ruling, actor: Actor, now: datetime
) -> None:
    """Grant each, where its place is still free; what the rules refuse needs a reason and a category."""
    against = [it for it in _found(judgement) if it.effect is Effect.REFUSE and it.rule != TAKEN]
    if firm := [it for it in against if it.firm]:
        raise Conflict(Text(N_("Nobody may set this aside: {finding}"), {"finding": firm[0].text}))
    if against and not (ruling.reason and ruling.category):
        raise Invalid.field(
            "reason",
            N_("The rule {rule} speaks against it: give a reason and a category to depart from it."),
            rule=against[0].rule,
        )
    for it, number in zip(decided, range(len(decided)), strict=True):
        if number not in judgement.placements:
            raise Conflict(Text(N_("The place is taken by another on {start}."), {"start": it.starts_local}))
    placements = {it.id: judgement.placements[number] for number, it in enumerate(decided) if not holds(it.status)}
    session.execute(
        update(Occurrence)
        .where(Occurrence.id.in_([it.id for it in decided]))
        .values(status=Status.GRANTED, changed_at=now, expires_at=None, reason="", ended_at=None, ended_by=None)
    )
    records.claims(session, placements)


def _found(judgement: Judgement) -> Sequence[Finding]:
    """Every finding, about the whole and about each time."""
    by_time = (it for said in judgement.verdict.occurrences for it in said.findings)
    return (*judgement.verdict.findings, *by_time)


def _refuse(session: Session, decided: Sequence[Occurrence], ruling: Ruling, actor: Actor, now: datetime) -> None:
    if not ruling.reason:
        raise Invalid.field("reason", N_("A refusal states its reasons (forvaltningsloven §22)."))
    letting_go.let_go(session, [it.id for it in decided], Status.REFUSED, ruling.reason, actor, now)
