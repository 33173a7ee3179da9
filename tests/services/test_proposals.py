"""What is proposed for a time that others hold can be had: asked for as proposed, it is granted, or it waits."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from booking.model import Unit
from booking.rules.verdict import Proposal, Verdict
from booking.services import bookings
from booking.vocabulary import BookingKind, Status, Way
from tests.scenes import NOW, WEEKLY, Scene, statuses, wish

SHARED = """
use = "shared-use"
what = { kind = "training" }
alike = "kind"
source = "two teams share"
"""
BOOKED: Mapping[str, Mapping[str, Any]] = {
    "half of the hall": {"time": "17:00-18:00", "spaces": ("skolen/hal-a",)},
    "the hall for a while": {"time": "18:00-18:30", "spaces": ("skolen/hal",)},
    "some lanes": {"time": "17:00-18:30", "spaces": ("skolen/bane",), "lanes": 4},
    "every week": {"time": "16:00-19:00", "spaces": ("skolen/hal-a",), "rrule": WEEKLY.format(3)},
    "with clear-up": {"time": "16:00-17:15", "spaces": ("skolen/hal-a",), "clear_up_minutes": 15},
}
ASKED: Mapping[str, Mapping[str, Any]] = {
    "the hall": {"time": "17:00-19:00", "spaces": ("skolen/hal",)},
    "a half": {"time": "17:00-18:30", "spaces": ("skolen/hal-a",)},
    "lanes": {"time": "17:00-18:30", "spaces": ("skolen/bane",), "lanes": 3},
    "a series": {"time": "17:00-18:30", "spaces": ("skolen/hal-a",), "rrule": WEEKLY.format(4)},
    "with set-up": {"time": "17:00-18:30", "spaces": ("skolen/hal-a",), "setup_minutes": 30},
}


@pytest.mark.parametrize("booked", BOOKED.values(), ids=BOOKED)
@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_propose__asked_for_as_proposed__is_had(
    scene: Scene, booked: Mapping[str, Any], asked: Mapping[str, Any]
) -> None:
    scene.book(**booked, organization="judo")
    for number, said in enumerate(scene.preview(**asked).occurrences):
        for proposal in said.proposals:
            _check(number, proposal, asked)


def _check(number: int, proposal: Proposal, asked: Mapping[str, Any]) -> None:
    if not proposal.change:
        assert proposal.way in (Way.SPLIT, Way.YIELD)
        return
    again = _asked_again(number, proposal.change, asked)
    said = bookings.preview(again, NOW).occurrences
    assert all(it.status is (Status.WAITING if proposal.way is Way.WAIT else Status.GRANTED) for it in said), proposal


def _asked_again(number: int, change: Mapping[str, Any], asked: Mapping[str, Any]):
    """The one time that the proposal is about, with what is to be asked for instead."""
    request = wish(**asked)
    moment = bookings.preview(request, NOW).occurrences[number]
    start, end = (it.replace(tzinfo=None).isoformat(timespec="minutes") for it in (moment.start, moment.end))
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in change.items()}
    return replace(request, **{"rrule": None, "start": start, "end": end, **values})


def test_propose__two_teams_that_may_share__are_both_granted_and_a_third_use_is_not(scene: Scene) -> None:
    scene.change(Unit, "a", lanes=2)
    scene.rule(SHARED)
    assert statuses(scene.book(organization="judo")) == [Status.GRANTED]
    ours = scene.book()
    assert statuses(ours) == [Status.GRANTED]
    assert ours.lanes == bookings.find(ours.ref, scene.actor("officer")).lanes == 1
    full = scene.preview()
    assert statuses(full) == [Status.REFUSED]
    assert _ways(full) >= {Way.WAIT, Way.ALTERNATIVE}


def test_propose__a_use_that_may_not_share__stands_in_the_way_of_those_who_may(scene: Scene) -> None:
    scene.change(Unit, "a", lanes=2)
    scene.rule(SHARED)
    scene.book(kind=BookingKind.TOURNAMENT, organization="judo")
    assert statuses(scene.preview()) == [Status.REFUSED]


def _ways(verdict: Verdict) -> set[Way]:
    return {it.way for said in verdict.occurrences for it in said.proposals}
