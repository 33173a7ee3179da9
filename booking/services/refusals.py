"""Refusing what awaits a decision, and withdrawing what was granted (DK-60)."""

from collections.abc import Sequence

from booking.errors import Invalid
from booking.model import Occurrence
from booking.services import interests, letting_go, rejudging, rulings
from booking.services.rulings import Deciding
from booking.vocabulary import Act, DeviationCategory, Status
from booking.wording import N_

_FOR_OTHERS = frozenset(
    {
        DeviationCategory.AGREEMENT,
        DeviationCategory.SPECIAL_GROUP,
        DeviationCategory.OVERRIDING_NEED,
        DeviationCategory.EQUAL_TREATMENT,
    }
)
"""Granted time that is taken back for one of these goes to somebody else: it is displaced, and counts as such in the
cap and in nobody's disfavour (DK-48, DK-50)."""


def refuse(case: Deciding, group: Sequence[Occurrence]) -> int:
    """Refuse these times, all of them granted or none; the decision's id. Invalid, NotAllowed."""
    case.need_reason(N_("A refusal states its reasons (forvaltningsloven §22)."))
    granted = group[0].status is Status.GRANTED
    if granted:
        _check_withdrawal(case)
    judgement = rejudging.judge(case.session, case.row, group, case.now)
    interests.in_the_way(case.session, judgement, case.actor)
    status = Status.DISPLACED if granted and case.ruling.category in _FOR_OTHERS else Status.REFUSED
    numbers = [it.id for it in group]
    letting_go.let_go(case.session, numbers, status, case.ruling.reason, case.actor, case.now, called_off=granted)
    return rulings.record(case, case.row.id, judgement, group, Act.WITHDRAWN if granted else Act.REFUSED)


def _check_withdrawal(case: Deciding) -> None:
    if case.ruling.category is None:
        raise Invalid.field("category", N_("Say what kind of reason there is to take back what was granted."))
    case.need_hearing()
