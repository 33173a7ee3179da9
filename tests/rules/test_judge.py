"""The judgement as a whole: which rules are asked, and what their findings come to."""

from dataclasses import replace
from datetime import date

from booking.rules.catalogue.capacity import Capacity
from booking.rules.catalogue.lead_time import LeadTime
from booking.rules.catalogue.length import Length
from booking.rules.catalogue.officer import Condition, Review
from booking.rules.catalogue.opening_hours import OpeningHours
from booking.rules.catalogue.responsible import ResponsiblePerson
from booking.rules.catalogue.who import BookingKinds
from booking.rules.scope import Scope, When
from booking.vocabulary import BookingKind, Effect, Outcome, Status
from tests.rules.asking import (
    CLUB,
    a_holder,
    a_place,
    asking,
    entry,
    findings,
    judged,
    rulebook,
    sentences,
    statuses,
    taken,
    weekly,
)

HALL, ROOM = a_place(), a_place(space="skolen/sal", name="Salen", kind="room")


def where(**words: str) -> Scope:
    return Scope({word: frozenset({value}) for word, value in words.items()}, {}, {})


def test_judge__several_things_wrong__says_every_one():
    """Behaviour 20: every reason at once."""
    place = a_place(("2027-01-12T16:00", "2027-01-12T22:00"), capacity=10)
    asked = asking(("2027-01-12T14:00", "2027-01-12T23:00"), places=(place,), responsible_name="")
    rules = (OpeningHours(), Length(max_minutes=120), Capacity(), ResponsiblePerson(), LeadTime(days=30))
    verdict = judged(asked, *rules)
    assert {finding.rule for finding in findings(verdict)} == {rule.id for rule in rules}
    assert all(finding.remedy for finding in findings(verdict))


def test_judge__nothing_wrong__is_granted_without_a_word():
    verdict = judged(asking(), OpeningHours(), Capacity())
    assert (verdict.outcome, findings(verdict)) == (Outcome.GRANTED, [])


def test_judge__two_rules_of_an_id__the_most_specific_scope_decides():
    everywhere, hall = Length(max_minutes=60), Length(max_minutes=120)
    asked = asking(("2027-01-12T17:00", "2027-01-12T18:30"))
    assert statuses(judged(asked, everywhere)) == [Status.REFUSED]
    assert statuses(judged(asked, everywhere, entry(hall, scope=where(space_kind="hall")))) == [Status.GRANTED]


def test_judge__two_rules_of_different_ids__both_apply():
    asked = asking(("2027-01-12T17:00", "2027-01-12T18:30"))
    hall = entry(Length(max_minutes=120), "length-of-halls", where(space_kind="hall"))
    assert statuses(judged(asked, Length(max_minutes=60), hall)) == [Status.REFUSED]


def test_judge__two_rules_of_an_id_equally_specific__both_apply():
    first, second = Condition(text="one."), Condition(text="two.")
    assert len(findings(judged(asking(), first, second))) == 2


def test_judge__a_more_specific_rule_for_some_times__the_wider_one_holds_for_the_rest():
    january = Scope({}, {}, {}, When(last_day=date(2027, 1, 31)))
    asked = asking(*weekly("2027-01-25T17:00", "2027-01-25T18:30", 2))
    verdict = judged(asked, Length(max_minutes=60), entry(Length(max_minutes=90), scope=january))
    assert statuses(verdict) == [Status.GRANTED, Status.REFUSED]


def test_judge__two_places__the_most_specific_scope_is_found_for_each():
    asked = asking(("2027-01-12T17:00", "2027-01-12T18:30"), places=(HALL, ROOM))
    verdict = judged(asked, Length(max_minutes=60), entry(Length(max_minutes=120), scope=where(space_kind="hall")))
    assert [(finding.rule, finding.place) for finding in findings(verdict)] == [("length", "skolen/sal")]


def test_judge__the_same_of_two_places__is_said_once():
    verdict = judged(asking(places=(HALL, ROOM)), LeadTime(days=30), ResponsiblePerson())
    assert [(finding.rule, finding.place) for finding in findings(verdict)] == [("lead-time", None)]


def test_judge__something_of_each_of_two_places__names_its_place():
    verdict = judged(asking(places=(HALL, ROOM)), BookingKinds(kinds=frozenset({BookingKind.MEETING})))
    assert [finding.place for finding in findings(verdict)] == ["skolen/hal", "skolen/sal"]
    assert statuses(verdict) == [Status.REFUSED]


def test_judge__one_place_of_two_wrong__refuses_both():
    """All of the spaces or none of them, at each time."""
    shut = a_place(("2027-01-13T16:00", "2027-01-13T22:00"), space="skolen/sal")
    assert statuses(judged(asking(places=(HALL, shut)), OpeningHours())) == [Status.REFUSED]


def test_judge__some_dates_lost__is_partly_granted_and_none_lost_is_granted():
    asked = asking(*weekly("2027-01-12T17:00", "2027-01-12T18:00", 2))
    assert judged(asked, LeadTime(days=10)).outcome is Outcome.PARTLY
    assert judged(asked, LeadTime(days=7)).outcome is Outcome.GRANTED
    assert judged(asked, LeadTime(days=20)).outcome is Outcome.REFUSED


def test_judge__a_demonstration__is_noted_whatever_the_rules_say():
    """DK-73: a demonstration needs no permission, and what stands in its way is told."""
    asked = asking(kind=BookingKind.DEMONSTRATION, taken=(taken(a_holder()),))
    verdict = judged(asked, LeadTime(days=30), Review(), BookingKinds(kinds=frozenset()))
    assert (verdict.outcome, statuses(verdict)) == (Outcome.GRANTED, [Status.NOTED])
    assert {finding.effect for finding in findings(verdict)} == {Effect.INFORM}
    assert len(sentences(verdict)) == 4


def test_judge__times__come_back_in_the_zone_of_the_venue():
    occurrence = judged(asking()).occurrences[0]
    assert (occurrence.start.isoformat(), occurrence.end.isoformat()) == (
        "2027-01-12T17:00:00+01:00",
        "2027-01-12T18:30:00+01:00",
    )


def test_judge__the_rulebook__is_named_in_the_verdict():
    verdict = judged(asking())
    assert (verdict.rulebook_version, verdict.rulebook_effective_from) == ("test", rulebook().effective_from)


def test_judge__the_same_facts_in_another_order_of_rules__comes_to_the_same():
    """Behaviour 25: same input, same outcome."""
    rules = (Capacity(), LeadTime(days=30), ResponsiblePerson())
    asked = asking(responsible_name="", applicant=replace(CLUB))
    there, back = judged(asked, *rules), judged(asked, *reversed(rules))
    assert statuses(there) == statuses(back)
    assert sorted(sentences(there)) == sorted(sentences(back))
