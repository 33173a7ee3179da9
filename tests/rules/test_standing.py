"""Approval, declaration, suspension and CVR number."""

from dataclasses import replace
from datetime import date

from booking.rules.catalogue.standing import Approval, ChildrenDeclaration, Cvr, Suspension
from booking.vocabulary import Effect, Status
from tests.rules.asking import CLUB, GROUP, asking, findings, judged, sentences, statuses, weekly


def test_approve__never_approved__is_refused_with_how_to_become_it():
    """DK-02."""
    assert sentences(judged(asking(applicant=GROUP), Approval())) == [
        "Løbemakkere is not an approved association. Apply for approval at the municipality; it can guide you."
    ]


def test_approve__lapses_in_the_season__dates_after_it_go_to_an_officer():
    """DK-02: the last day of the approval is included."""
    lapsing = replace(CLUB, approved_until=date(2027, 1, 19))
    verdict = judged(asking(*weekly("2027-01-12T17:00", "2027-01-12T18:00", 3), applicant=lapsing), Approval())
    assert statuses(verdict) == [Status.GRANTED, Status.GRANTED, Status.HELD]
    assert sentences(verdict) == [
        "The approval of Skovlunde Håndbold ends Tuesday 19 January 2027. "
        "Have the approval renewed before Tuesday 19 January 2027."
    ]


def test_approve__from_a_later_day__dates_before_it_are_refused():
    coming = replace(CLUB, approved_from=date(2027, 1, 19))
    verdict = judged(asking(*weekly("2027-01-12T17:00", "2027-01-12T18:00", 2), applicant=coming), Approval())
    assert statuses(verdict) == [Status.REFUSED, Status.GRANTED]


def test_approve__with_too_few_members__is_refused_and_unknown_numbers_are_not():
    assert statuses(judged(asking(applicant=replace(CLUB, members=4)), Approval(min_members=5))) == [Status.REFUSED]
    assert statuses(judged(asking(applicant=replace(CLUB, members=5)), Approval(min_members=5))) == [Status.GRANTED]
    assert statuses(judged(asking(applicant=replace(CLUB, members=0)), Approval(min_members=5))) == [Status.GRANTED]


def test_declare__without_a_declaration__is_refused_and_nobody_may_set_it_aside():
    """DK-03."""
    verdict = judged(asking(applicant=replace(CLUB, declaration_until=None)), ChildrenDeclaration())
    assert statuses(verdict) == [Status.REFUSED]
    assert [finding.firm for finding in findings(verdict)] == [True]


def test_declare__one_that_has_run_out__is_refused():
    run_out = replace(CLUB, declaration_until=date(2027, 1, 3))
    assert statuses(judged(asking(applicant=run_out), ChildrenDeclaration())) == [Status.REFUSED]


def test_declare__one_that_runs_out_in_the_season__later_dates_are_conditional():
    asked = asking(
        *weekly("2027-12-28T17:00", "2027-12-28T18:00", 2),
        applicant=replace(CLUB, declaration_until=date(2027, 12, 31)),
    )
    assert statuses(judged(asked, ChildrenDeclaration())) == [Status.GRANTED, Status.CONDITIONAL]
    strict = ChildrenDeclaration(after_lapse=Effect.REFUSE)
    assert statuses(judged(asked, strict)) == [Status.GRANTED, Status.REFUSED]


def test_suspend__by_a_decision__is_refused_with_its_number_and_nobody_may_set_it_aside():
    """DK-04."""
    verdict = judged(asking(applicant=replace(CLUB, suspended_by="KB 2026/112")), Suspension())
    assert sentences(verdict)[0].startswith("Skovlunde Håndbold cannot be given premises, by decision KB 2026/112.")
    assert [finding.firm for finding in findings(verdict)] == [True]


def test_suspend__without_a_decision__nothing_is_said():
    assert sentences(judged(asking(), Suspension())) == []


def test_register__without_a_cvr_number__is_refused_where_one_is_asked_for():
    """DK-08."""
    assert statuses(judged(asking(), Cvr())) == [Status.GRANTED]
    assert statuses(judged(asking(applicant=GROUP), Cvr())) == [Status.REFUSED]
