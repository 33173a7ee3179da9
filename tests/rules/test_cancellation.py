"""Until when time is given back: to the second, by the clock that the rule names."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from booking.rules import cancelling
from booking.rules.catalogue.cancellation import Cancellation
from booking.rules.catalogue.closures import Closures
from booking.rules.facts import Asked
from booking.rules.scope import Scope
from booking.services.wording import say
from booking.vocabulary import BookingKind, Effect
from tests.rules.asking import COPENHAGEN, a_place, asking, entry, findings, judged, rulebook, weekly

STRICT = Cancellation(hours=48, effect=Effect.REFUSE)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=COPENHAGEN)


def given_back(asked: Asked, *rules):
    return cancelling.judge(rulebook(*rules), asked)


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
def test_cancel__at_the_deadline__is_in_time_and_a_second_later_late(seconds: int, late: bool):
    """DK-52, behaviour 22: at it yes, after it no."""
    now = at("2027-01-10T17:00") + timedelta(seconds=seconds)
    assert bool(given_back(asking(now=now), STRICT)) is late


def test_cancel__late__is_given_back_all_the_same_and_thanked_for():
    """DK-52: giving time back stays the easiest thing."""
    [late] = given_back(asking(now=at("2027-01-12T12:00")), Cancellation(hours=48))
    assert late.effect is Effect.INFORM
    assert say(late.text, "en") == (
        "It was to be given back by Sunday 10 January 2027 17:00, so it counts as cancelled late. "
        "Thank you for giving it back."
    )


def test_cancel__too_late_where_the_rule_is_strict__is_told_who_can_still_cancel():
    [refused] = given_back(asking(now=at("2027-01-12T12:00")), STRICT)
    assert refused.effect is Effect.REFUSE
    assert say(refused.text, "en") == "It could be cancelled until Sunday 10 January 2027 17:00."
    assert refused.remedy is not None
    assert "an officer" in say(refused.remedy, "en")


@pytest.mark.parametrize(
    ("rule", "deadline"),
    [
        (Cancellation(hours=48), "2027-03-26T17:00"),
        (Cancellation(hours=24), "2027-03-27T17:00"),
        (Cancellation(days=1), "2027-03-27T18:00"),
        (Cancellation(hours=24, days=1), "2027-03-27T17:00"),
    ],
)
def test_cancel__over_the_night_of_a_clock_change__hours_really_pass_and_days_keep_the_clock(rule, deadline):
    """Behaviours 9 and 22: Sunday 28 March 2027 has 23 hours."""
    asked = asking(("2027-03-28T18:00", "2027-03-28T19:00"))
    assert not given_back(replace(asked, now=at(deadline)), rule)
    assert given_back(replace(asked, now=at(deadline) + timedelta(seconds=1)), rule)


def test_cancel__a_series__finds_only_the_times_that_are_late():
    asked = asking(*weekly("2027-01-12T17:00", "2027-01-12T18:00", 3), now=at("2027-01-18T12:00"))
    assert [finding.times for finding in given_back(asked, STRICT)] == [(0,), (1,)]


def test_cancel__several_places__is_said_once():
    asked = asking(now=at("2027-01-12T12:00"), places=(a_place(), a_place(space="skolen/hal-b")))
    assert len(given_back(asked, STRICT)) == 1


def test_cancel__scopes__hold_as_for_any_rule():
    """DK-52: each place and use its own."""
    match = entry(Cancellation(days=7), scope=Scope({}, {}, {"kind": frozenset({BookingKind.MATCH})}))
    asked = asking(now=at("2027-01-08T12:00"))
    assert not given_back(asked, Cancellation(hours=48), match)
    assert given_back(replace(asked, kind=BookingKind.MATCH), Cancellation(hours=48), match)


def test_cancel__neither_hours_nor_days__is_in_time_until_it_begins():
    assert not given_back(asking(now=at("2027-01-12T17:00")), Cancellation())


def test_cancel__other_rules__are_not_asked():
    assert not given_back(asking(), Closures())


def test_book__at_the_last_moment__is_none_of_this_rules_business():
    assert not findings(judged(asking(now=at("2027-01-12T16:00")), STRICT))
