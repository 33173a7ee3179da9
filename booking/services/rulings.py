"""What an officer can decide, which times of a booking it concerns, and the record that is kept of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booking.errors import Conflict, Invalid
from booking.model import Booking, Occurrence
from booking.services import journal, records, targets
from booking.services.actors import Actor
from booking.services.judging import Judgement
from booking.vocabulary import Act, DeviationCategory, Outcome, Status
from booking.wording import N_, Text

_UNDECIDED = frozenset({Status.HELD, Status.WAITING, Status.CONDITIONAL})
_GONE = frozenset({Status.CANCELLED, Status.DISPLACED})
_TOPICS = {
    Act.APPROVED: "booking.granted",
    Act.REFUSED: "booking.refused",
    Act.WITHDRAWN: "booking.withdrawn",
    Act.DISPLACED: "booking.displaced",
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an officer decides. `occurrences` are local starts; None means all that await a decision.

    With `approve`, the times in `refuse` are refused in the same act, and `instead` (fields start, end and spaces of a
    request, for the first of the times; the others move by as much) is granted instead of what was asked for.
    `displace` grants a time that others hold, who have to yield. Refused times that were granted are withdrawn.

    A `reason` is needed wherever a party is not given all it asked for; a reason and a `category` to grant what the
    rules refuse and to withdraw; and `hearing`, how and when the party was heard or why it was not, wherever granted
    time is taken back (forvaltningsloven §§ 19 and 22, DK-60).
    """

    approve: bool
    occurrences: tuple[str, ...] | None = None
    reason: str = ""
    category: DeviationCategory | None = None
    refuse: tuple[str, ...] = ()
    instead: Mapping[str, Any] = field(default_factory=dict)
    displace: bool = False
    hearing: str = ""


@dataclass(frozen=True, slots=True)
class Deciding:
    """A ruling on a booking that is being carried out."""

    session: Session
    row: Booking
    ruling: Ruling
    actor: Actor
    now: datetime

    def need_reason(self, template: str) -> None:
        """Invalid unless there is a reason."""
        if not self.ruling.reason.strip():
            raise Invalid.field("reason", template)

    def need_hearing(self) -> None:
        """Invalid unless it is said how those were heard who lose granted time, or why not."""
        if not self.ruling.hearing.strip():
            raise Invalid.field(
                "hearing",
                N_("Say how and when those who lose granted time were heard, or why not (forvaltningsloven §19)."),
            )


def concerned(case: Deciding) -> tuple[Sequence[Occurrence], Sequence[Occurrence]]:
    """The times to approve and those to refuse. Invalid, Conflict."""
    ruling = case.ruling
    refused = _named(case.row, ruling.refuse)
    if ruling.occurrences is None:
        awaiting = [it for it in case.row.occurrences if it.status in _UNDECIDED and it.starts_at >= case.now]
        rest: Sequence[Occurrence] = [it for it in awaiting if it not in refused]
    else:
        rest = _named(case.row, ruling.occurrences)
    if refused and (not ruling.approve or any(it in refused for it in rest)):
        raise Invalid.field("refuse", N_("Name here what is refused while the rest is approved."))
    if ruling.instead and not ruling.approve:
        raise Invalid.field("instead", N_("What is granted instead is approved."))
    approved, refused = (rest, refused) if ruling.approve else ((), rest)
    _check_decidable([*approved, *refused], refused, case.now)
    return approved, refused


def by_spaces(occurrences: Iterable[Occurrence]) -> Sequence[Sequence[Occurrence]]:
    """Those at the same spaces together: an occurrence that was moved elsewhere is judged where it is. What is granted
    stands apart from what is not.
    """
    groups: dict[tuple[bool, frozenset[int]], list[Occurrence]] = {}
    for it in occurrences:
        key = it.status is Status.GRANTED, frozenset(space.id for space in it.spaces)
        groups.setdefault(key, []).append(it)
    return [*groups.values()]


def record(
    case: Deciding,
    booking: int,
    judgement: Judgement,
    occurrences: Sequence[Occurrence],
    act: Act,
    *,
    told: bool = True,
) -> int:
    """Keep the decision about these times of the booking (id), and have it told; the decision's id."""
    ruling, numbers = case.ruling, [it.id for it in occurrences]
    decision = records.decision(
        case.session,
        booking,
        judgement,
        case.actor,
        case.now,
        outcome=Outcome.GRANTED if act is Act.APPROVED else Outcome.REFUSED,
        reason=ruling.reason,
        category=ruling.category or "",
        act=act,
        occurrences=numbers,
        hearing="" if ruling.displace and act is Act.REFUSED else ruling.hearing,  # others were heard, who lose time
    )
    details = {"decision": decision, "occurrences": numbers}
    journal.record(case.session, case.now, case.actor, _TOPICS[act], "booking", booking, details)
    if told:
        journal.tell(case.session, case.now, _TOPICS[act], {"booking": booking, **details})
    return decision


def _named(row: Booking, starts: Iterable[str]) -> Sequence[Occurrence]:
    """Each once, by when they begin."""
    return sorted({targets.find(row, start) for start in starts}, key=lambda it: it.starts_at)


def _check_decidable(decided: Sequence[Occurrence], refused: Sequence[Occurrence], now: datetime) -> None:
    if not decided:
        raise Conflict(Text(N_("Nothing of this booking awaits a decision.")))
    for it in decided:
        if it.starts_at < now or it.status in _GONE:
            raise Conflict(Text(N_("{start} is past or cancelled and cannot be decided."), {"start": it.starts_local}))
    if any(it.status is Status.NOTED for it in refused):
        raise Conflict(Text(N_("A demonstration needs no permission, so nobody can refuse it.")))
