"""Who of those that wait for a place comes first, in the words of DK-31."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from booking.rules.catalogue.priority import Priority
from booking.rules.facts import Standing
from booking.rules.order.order import Criterion, Order
from booking.rules.waiting import STATUTORY, Waiting, comes_first
from booking.vocabulary import Audience
from tests.rules.asking import CLUB, NOW, asking

TUESDAY = ("2027-01-19T17:00", "2027-01-19T18:00")
LATE = ("2027-01-19T20:00", "2027-01-19T21:00")


def waits(*orders: Order, times=TUESDAY, minutes: int = 0, **asked) -> Waiting:
    it = asking(times, asked_at=NOW + timedelta(minutes=minutes), **asked)
    return Waiting(it, it.times[0], frozenset(orders or (STATUTORY,)))


def order(one: Waiting, other: Waiting) -> tuple[bool, bool]:
    """Whether the one comes first, and whether the other does."""
    return comes_first(one, other), comes_first(other, one)


def test_wait__three_for_a_freed_time__rank_goes_before_who_asked_first():
    adults, children = waits(audience=Audience.ADULTS), waits(audience=Audience.CHILDREN, minutes=5)
    assert order(children, adults) == (True, False)


def test_wait__equal_ranks__who_asked_first():
    assert order(waits(), waits(minutes=5)) == (True, False)
    assert order(waits(), waits()) == (False, False)


def test_wait__who_asked_first_is_no_criterion__is_a_tie():
    rule = Priority(criteria=(Criterion.RANK,))
    assert order(waits(rule), waits(rule, minutes=5)) == (False, False)


@pytest.mark.parametrize(("times", "children_first"), [(TUESDAY, True), (LATE, False)])
def test_wait__late_in_the_evening__adults_come_before_children(times, children_first):
    """DK-16, by the hour at which both would be there."""
    rule = Priority(youth_until=time(20))
    children = waits(rule, times=times, audience=Audience.CHILDREN)
    adults = waits(rule, times=times, audience=Audience.ADULTS)
    assert order(children, adults) == (children_first, not children_first)


def test_wait__left_many_times_unused__comes_after():
    rule = Priority(criteria=(Criterion.RANK, Criterion.LAST_USE))
    careless = waits(rule, standing=Standing(times=10, cancelled=(1,) * 5))
    assert order(waits(rule, minutes=5), careless) == (True, False)


def test_wait__under_rules_that_disagree__is_a_tie():
    """Local clubs first for the one, who asked first for the other: a person decides."""
    here, elsewhere = CLUB, replace(CLUB, slug="nabo", local=False)
    one = waits(Priority(criteria=(Criterion.LOCAL,)), applicant=here, minutes=5)
    other = waits(Priority(criteria=(Criterion.RECEIVED,)), applicant=elsewhere)
    assert order(one, other) == (False, False)
