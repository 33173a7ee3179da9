"""Where, for whom, for what and when a rule applies."""

from datetime import date, time
from typing import Any

import pytest

from booking.rules.catalogue.officer import Review
from booking.rules.scope import Scope, When
from booking.vocabulary import Access, Status
from calendars.holidays import NamedPeriod
from tests.rules.asking import a_place, asking, entry, judged, statuses, weekly


def scope(when: When | None = None, **words: Any) -> Scope:
    def values(part: str) -> dict[str, frozenset[str]]:
        return {word: frozenset({value}) for word, value in words.get(part, {}).items()}

    return Scope(values("where"), values("who"), values("what"), when)


@pytest.mark.parametrize(
    "words",
    [
        {"where": {"space": "skolen/hal"}},
        {"where": {"venue": "skolen"}},
        {"where": {"venue_kind": "school"}},
        {"where": {"space_kind": "hall"}},
        {"where": {"tag": "gulv"}},
        {"where": {"access": "fob"}},
        {"who": {"track": "assignment"}},
        {"who": {"kind": "association"}},
        {"who": {"organization": "skovlunde-haandbold"}},
        {"who": {"openness": "open"}},
        {"what": {"kind": "training"}},
        {"what": {"audience": "children"}},
        {"what": {"activity": "handball"}},
    ],
)
def test_apply__each_word__to_what_has_it_and_to_nothing_else(words):
    asked = asking(activity="Handball", places=(a_place(tags=frozenset({"gulv", "net"}), access=Access.FOB),))
    other: Any = {part: dict.fromkeys(each, "something else") for part, each in words.items()}
    assert statuses(judged(asked, entry(Review(), scope=scope(**words)))) == [Status.HELD]
    assert statuses(judged(asked, entry(Review(), scope=scope(**other)))) == [Status.GRANTED]


@pytest.mark.parametrize(
    ("when", "held"),
    [
        (When(weekdays=frozenset({1})), [0, 2]),
        (When(after=time(18)), [1]),
        (When(before=time(17, 30)), [0, 2]),
        (When(first_day=date(2027, 1, 13)), [1, 2]),
        (When(last_day=date(2027, 1, 13)), [0, 1]),
        (When(public_holidays=True), [2]),
        (When(public_holidays=False), [0, 1]),
        (When(periods=frozenset({"exams"})), [1, 2]),
        (When(periods=frozenset({"school_holiday"})), []),
    ],
)
def test_apply__when__to_the_times_that_fit(when, held):
    asked = asking(
        ("2027-01-12T17:00", "2027-01-12T19:00"),
        ("2027-01-13T18:00", "2027-01-13T19:00"),
        ("2027-01-19T17:00", "2027-01-19T18:00"),
        public_holidays={date(2027, 1, 19): "En helligdag"},
        periods=(("exams", NamedPeriod("Eksamen", date(2027, 1, 13), date(2027, 1, 19))),),
    )
    verdict = judged(asked, entry(Review(), scope=scope(when)))
    assert [index for index, status in enumerate(statuses(verdict)) if status is Status.HELD] == held


def test_apply__when__a_finding_about_the_whole_request_concerns_those_times_only():
    asked = asking(*weekly("2027-01-12T17:00", "2027-01-12T18:00", 3))
    verdict = judged(asked, entry(Review(), scope=scope(When(last_day=date(2027, 1, 12)))))
    assert statuses(verdict) == [Status.HELD, Status.GRANTED, Status.GRANTED]
    assert verdict.findings == ()


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ({}, {"venue_kind": "school"}),
        ({"venue_kind": "school"}, {"space_kind": "hall"}),
        ({"space_kind": "hall"}, {"venue": "skolen"}),
        ({"tag": "gulv"}, {"venue": "skolen"}),
        ({"venue": "skolen"}, {"space": "skolen/hal"}),
    ],
)
def test_prefer__two_places_of_different_width__the_narrower_wins_whatever_else_is_said(wide, narrow):
    much = scope(where=wide, who={"track": "assignment"}, what={"kind": "training"})
    assert scope(where=narrow).specificity > much.specificity


def test_prefer__equal_places__the_one_that_says_more_wins():
    assert scope(who={"track": "lending"}).specificity > scope().specificity
    assert scope(When(), who={"track": "lending"}).specificity > scope(who={"track": "lending"}).specificity
