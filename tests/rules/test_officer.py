"""What a person decides, what is reserved on conditions, and what is merely told."""

from booking.rules.catalogue.officer import Condition, Inform, Review
from booking.vocabulary import Effect, Outcome, Status
from tests.rules.asking import a_holder, asking, findings, judged, sentences, statuses, taken


def test_review__any_request__is_held_for_an_officer_with_the_reason():
    verdict = judged(asking(), Review(text="the fire service is told."))
    assert (verdict.outcome, statuses(verdict)) == (Outcome.REVIEW, [Status.HELD])
    assert sentences(verdict) == ["An officer decides: the fire service is told."]


def test_review__from_so_many_persons__smaller_ones_are_granted():
    assert statuses(judged(asking(people=99), Review(people_from=100))) == [Status.GRANTED]
    assert sentences(judged(asking(people=100), Review(people_from=100))) == [
        "An officer decides, as 100 persons or more come."
    ]


def test_condition__outstanding__is_reserved_with_its_name_its_authority_and_its_date():
    """DK-70: a booking is not a permission."""
    rule = Condition(text="permission to use the road area.", authority="the road authority", days_before=7)
    verdict = judged(asking(), rule)
    assert (verdict.outcome, statuses(verdict)) == (Outcome.GRANTED, [Status.CONDITIONAL])
    assert sentences(verdict) == [
        "Reserved on condition: permission to use the road area. "
        "Settle it with the road authority by Tuesday 5 January 2027."
    ]


def test_condition__without_authority_or_date__says_what_to_do():
    remedies = [
        sentences(judged(asking(), rule))[0].removeprefix("Reserved on condition: insurance. ")
        for rule in (
            Condition(text="insurance."),
            Condition(text="insurance.", days_before=1),
            Condition(text="insurance.", authority="the desk"),
        )
    ]
    assert remedies == [
        "Tell the municipality when it is settled.",
        "Settle it by Monday 11 January 2027.",
        "Settle it with the desk.",
    ]


def test_condition__and_review_together__is_held_with_both():
    verdict = judged(asking(), Condition(text="insurance."), Review())
    assert statuses(verdict) == [Status.HELD]
    assert [finding.effect for finding in findings(verdict)] == [Effect.CONDITION, Effect.REVIEW]


def test_condition__on_a_taken_time__is_refused():
    assert statuses(judged(asking(taken=(taken(a_holder()),)), Condition(text="insurance."))) == [Status.REFUSED]


def test_inform__anything__is_granted_and_told():
    verdict = judged(asking(), Inform(text="Bring {indoor} shoes."))
    assert (statuses(verdict), sentences(verdict)) == ([Status.GRANTED], ["Bring {indoor} shoes."])
    assert sentences(judged(asking(people=9), Inform(text="Many.", people_from=10))) == []
