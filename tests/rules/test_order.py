"""The order between wishes: by which stated criterion one comes before another, in the conflicts that people have."""

from dataclasses import replace
from datetime import time

import pytest

from booking.rules.catalogue.priority import Priority
from booking.rules.details import Details
from booking.rules.facts import Standing
from booking.rules.order.order import Criterion
from booking.rules.order.ranks import STATUTORY, Rank, is_about
from booking.rules.verdict import Verdict
from booking.vocabulary import Audience, BookingKind, Effect, Openness, OrganizationKind, Status, Track
from tests.rules.asking import (
    CLUB,
    GROUP,
    SCHOOL,
    a_holder,
    a_place,
    asking,
    between,
    findings,
    judged,
    sentences,
    statuses,
    taken,
)

TUESDAY = ("2027-01-19T17:00", "2027-01-19T18:00")
MONDAY = ("2027-01-25T18:00", "2027-01-25T19:00")
ADULTS = replace(CLUB, slug="voksne", members=100)

EVERY = Priority(
    criteria=(
        Criterion.RANK,
        Criterion.OCCASION,
        Criterion.NEEDS_PLACE,
        Criterion.AGE,
        Criterion.YOUTH_CLUBS,
        Criterion.OPENNESS,
        Criterion.LOCAL,
        Criterion.LAST_USE,
    ),
    displaces_by=frozenset(Criterion),
    needs_place=frozenset({"Håndbold", "badminton"}),
    youth_until=time(20),
    may_displace=frozenset(Rank),
)
"""Every criterion but who came first, and each of them enough to take a time."""


def contend(holder, rule=EVERY, times=TUESDAY, **asked) -> Verdict:
    return judged(asking(times, taken=(taken(holder),), **asked), rule)


def held(**facts):
    return a_holder(interval=between(*TUESDAY), **facts)


def normally(verdict: Verdict) -> str:
    """The order that the verdict states."""
    said = sentences(verdict)[0]
    return said.partition("normally ")[2].partition(":")[0].partition(".")[0]


def criterion(verdict: Verdict) -> Criterion:
    return findings(verdict)[0].facts["criterion"]


def test_rank__a_school_party_against_badminton_on_thursday__is_the_schools_if_they_are_told_in_time():
    """DK-10: what is vacant is distributed; else the club keeps the time (DK-47)."""
    badminton = a_holder(activity="badminton", interval=between("2027-01-21T18:00", "2027-01-21T19:00"))
    asked = {"applicant": SCHOOL, "kind": BookingKind.PUBLIC_EVENT, "activity": "skolefest"}
    in_time = contend(badminton, times=("2027-01-21T18:00", "2027-01-21T22:00"), **asked)
    assert (statuses(in_time), normally(in_time)) == (
        [Status.WAITING],
        "the municipality's own use before activities for adults",
    )
    late = contend(badminton, times=("2027-01-14T18:00", "2027-01-14T22:00"), **asked)
    assert statuses(late) == [Status.REFUSED]


def test_rank__municipal_youth_activities__may_be_children_among_children():
    """DK-10: Odense puts them inside the first rank."""
    odense = replace(EVERY, own_use_kinds=frozenset({BookingKind.TEACHING}), criteria=(Criterion.RANK,))
    club = held(audience=Audience.CHILDREN)
    assert findings(contend(club, odense, applicant=SCHOOL))[0].effect is Effect.REVIEW
    assert statuses(contend(club, odense, applicant=SCHOOL, kind=BookingKind.TEACHING)) == [Status.WAITING]
    assert criterion(contend(club, odense, applicant=SCHOOL, kind=BookingKind.TEACHING)) is Criterion.RANK
    staff = contend(club, odense, applicant=SCHOOL, audience=Audience.ADULTS)
    assert normally(staff) == "children and young people before activities for adults"


YOGA = {
    "audience": Audience.SENIORS,
    "activity": "yoga",
    "organization_kind": OrganizationKind.ADULT_EDUCATION,
}


def test_rank__u13_handball_against_yoga_of_an_adult_school_and_old_boys__is_handballs():
    """DK-11: children, then adult education, then adults."""
    old_boys = held(activity="old boys fodbold", occurrence=8)
    verdict = judged(asking(TUESDAY, activity="U13 håndbold", taken=(taken(held(**YOGA), old_boys),)), EVERY)
    assert statuses(verdict) == [Status.WAITING]
    assert normally(verdict) == "children and young people before adult education and activities for adults"


def test_rank__yoga_of_an_adult_school_against_old_boys__is_the_schools():
    """DK-11."""
    school = replace(CLUB, kind=OrganizationKind.ADULT_EDUCATION)
    verdict = contend(held(activity="old boys fodbold"), applicant=school, audience=Audience.SENIORS)
    assert normally(verdict) == "adult education before activities for adults"
    assert statuses(contend(held(**YOGA), audience=Audience.ADULTS)) == [Status.REFUSED]


@pytest.mark.parametrize(
    ("audience", "young", "rank"),
    [
        (Audience.CHILDREN, None, Rank.CHILDREN),
        (Audience.CHILDREN, 10, Rank.CHILDREN),
        (Audience.CHILDREN, 9, Rank.ADULTS),
        (Audience.MIXED, 10, Rank.CHILDREN),
        (Audience.MIXED, None, Rank.ADULTS),
        (Audience.ADULTS, 20, Rank.ADULTS),
    ],
)
def test_rank__so_many_children_among_those_who_come__counts_as_children_from_half_of_them(audience, young, rank):
    """DK-11: the share test; 20 come."""
    verdict = contend(held(track=Track.LETTING), audience=audience, details=Details(young_people=young))
    said = {
        Rank.CHILDREN: "children and young people before letting for rent",
        Rank.ADULTS: "activities for adults before letting for rent",
    }
    assert normally(verdict) == said[rank]


def test_rank__wheelchair_basketball_against_u15__comes_first_in_a_hall_suited_to_it_only():
    """DK-12: folkeoplysningsloven § 21(4)."""
    u15 = held(audience=Audience.YOUNG)
    asked = {"activity": "kørestolsbasket", "audience": Audience.ADULTS, "applicant": replace(CLUB, for_disabled=True)}
    suited = contend(u15, places=(a_place(tags=frozenset({"handicapegnet"})),), **asked)
    assert statuses(suited) == [Status.WAITING]
    assert normally(suited) == (
        "activities for disabled people in premises suited to them before children and young people"
    )
    assert statuses(contend(u15, **asked)) == [Status.REFUSED]


def test_rank__an_event_that_is_not_for_disabled_people__ranks_as_what_it_is():
    """DK-12: the event says it of itself."""
    club = replace(CLUB, for_disabled=True)
    hall = a_place(tags=frozenset({"handicapegnet"}))
    verdict = contend(
        held(), applicant=club, places=(hall,), details=Details(for_disabled=False), audience=Audience.ADULTS
    )
    assert "disabled" not in " ".join(sentences(verdict))


def test_weigh__athletics_for_the_young_against_badminton__shows_what_was_weighed():
    """DK-13: Fredensborg 2012; "normally" requires an assessment, so the finding keeps what speaks for and against."""
    badminton = held(activity="badminton", members=200, young_members=10)
    verdict = contend(badminton, activity="atletik", audience=Audience.YOUNG)
    facts = findings(verdict)[0].facts
    assert statuses(verdict) == [Status.WAITING]
    assert (facts["criterion"], facts["in_favour"], facts["against"]) == (
        Criterion.RANK,
        (Criterion.RANK,),
        (Criterion.NEEDS_PLACE,),
    )
    assert {"yours", "theirs", "notice_days", "days_ahead"} <= set(facts)


def test_tie__equal_claims__go_to_an_officer_and_never_to_chance_or_a_hidden_order():
    """DK-14: without "who asked first" a tie is left to a person, whoever has which number."""
    for occurrence in (1, 999):
        verdict = contend(held(occurrence=occurrence, audience=Audience.CHILDREN))
        assert statuses(verdict) == [Status.WAITING]
        assert sentences(verdict)[0] == (
            "The place is taken, and the claims are equal: an officer decides. "
            "Choose a time that is free to be answered at once."
        )


def test_tie__too_late_to_tell_them__is_told_so():
    """DK-47."""
    verdict = contend(held(audience=Audience.CHILDREN), times=("2027-01-10T17:00", "2027-01-10T18:00"))
    assert statuses(verdict) == [Status.REFUSED]
    assert "claims are equal, but those who have it must be told 14 days before." in sentences(verdict)[0]


def test_club__two_adult_volleyball_teams_of_which_one_club_has_80_juniors__is_that_ones():
    """DK-15."""
    with_juniors = replace(ADULTS, members=200, young_members=80)
    without = held(activity="volleyball", members=60)
    verdict = contend(without, applicant=with_juniors, audience=Audience.ADULTS, activity="volleyball")
    assert (statuses(verdict), criterion(verdict)) == ([Status.WAITING], Criterion.YOUTH_CLUBS)
    assert normally(verdict) == "adults in clubs with young members before adults in clubs without"


def test_club__whose_members_nobody_knows__is_not_put_after_others():
    """DK-15."""
    verdict = contend(held(members=0), applicant=replace(ADULTS, young_members=80), audience=Audience.ADULTS)
    assert findings(verdict)[0].effect is Effect.REVIEW


def test_age__children_against_young_people__are_first():
    """DK-15: under 19 before 19 to 25."""
    assert criterion(contend(held(audience=Audience.YOUNG))) is Criterion.AGE


def test_hour__adult_futsal_at_18_and_nobody_else_asks__is_granted():
    """DK-16: precedence, not a ban."""
    verdict = judged(asking(MONDAY, audience=Audience.ADULTS, activity="futsal"), EVERY)
    assert statuses(verdict) == [Status.GRANTED]


def test_hour__u11_asks_next_week_for_the_time_that_adult_futsal_has__is_for_an_officer_with_notice():
    """DK-16: no eviction by itself."""
    futsal = a_holder(activity="futsal", interval=between(*MONDAY))
    verdict = contend(futsal, times=MONDAY)
    assert (statuses(verdict), findings(verdict)[0].effect) == ([Status.WAITING], Effect.DISPLACE)


@pytest.mark.parametrize(
    ("asked", "has", "first"),
    [
        (("19:00", "20:00"), ("19:00", "20:00"), "children and young people"),
        (("20:00", "21:00"), ("20:00", "21:00"), "activities for adults"),
        (("19:00", "20:30"), ("20:00", "22:00"), "activities for adults"),
    ],
)
def test_hour__from_20_on__adults_come_before_children(asked, has, first):
    """DK-16: what counts is the hour that they contend for (Aalborg)."""
    holder = a_holder(interval=between(*(f"2027-01-19T{clock}" for clock in has)))
    verdict = contend(holder, times=tuple(f"2027-01-19T{clock}" for clock in asked))
    assert normally(verdict).startswith(first)


def test_need__futsal_against_handball_on_monday_at_18__is_handballs():
    """DK-17: Viborg's own example."""
    futsal = a_holder(activity="Futsal", audience=Audience.CHILDREN, interval=between(*MONDAY))
    verdict = contend(futsal, times=MONDAY, activity="Håndbold U13")
    assert (statuses(verdict), criterion(verdict)) == ([Status.WAITING], Criterion.NEEDS_PLACE)
    assert normally(verdict) == "what needs this place before what can be elsewhere"
    handball = replace(futsal, activity="HÅNDBOLD U15")
    assert statuses(contend(handball, times=MONDAY, activity="futsal")) == [Status.REFUSED]


@pytest.mark.parametrize(
    ("activity", "said"),
    [("Håndbold U13", True), ("håndbold/badminton", True), ("Strandhåndbold", False), ("Indendørs fodbold", True)],
)
def test_need__words_of_an_activity__are_whole_words_in_whatever_case(activity, said):
    assert is_about(activity, {"håndbold", "indendørs  FODBOLD"}) is said


def test_occasion__a_league_match_on_saturday_at_14_against_training__is_the_matchs_with_notice():
    """DK-18."""
    saturday = ("2027-01-23T14:00", "2027-01-23T16:00")
    training = a_holder(interval=between(*saturday))
    rule = Priority(criteria=(Criterion.RANK, Criterion.OCCASION, Criterion.RECEIVED))
    asked = {"kind": BookingKind.MATCH, "audience": Audience.ADULTS}
    verdict = contend(training, rule, saturday, **asked)
    assert (statuses(verdict), normally(verdict)) == ([Status.WAITING], "match before training")
    assert findings(verdict)[0].facts["notice_days"] == 14
    soon = ("2027-01-09T14:00", "2027-01-09T16:00")
    assert statuses(contend(training, rule, soon, **asked)) == [Status.REFUSED]


def test_open__an_open_club_against_a_closed_one__is_first():
    """DK-19."""
    verdict = contend(held(openness=Openness.CLOSED), audience=Audience.ADULTS)
    assert normally(verdict) == "associations open to everyone before closed circles"


def test_local__a_club_from_elsewhere__comes_after_those_who_belong_here():
    """DK-09."""
    away = replace(CLUB, local=False)
    verdict = contend(held(), applicant=away, audience=Audience.ADULTS)
    assert (statuses(verdict), criterion(verdict)) == ([Status.REFUSED], Criterion.LOCAL)
    assert normally(verdict) == "those who belong to the municipality before those from elsewhere"


@pytest.mark.parametrize(("absent", "status"), [(10, Status.WAITING), (11, Status.REFUSED)])
def test_use__away_more_than_a_quarter_of_a_season__comes_after_others(absent, status):
    """DK-22: at 25 percent not yet."""
    days = tuple(moment.day for moment in asking(TUESDAY).times) * absent
    standing = Standing(times=40, absences=days, cancelled=(100,) * 5)
    verdict = contend(held(), audience=Audience.ADULTS, standing=standing)
    assert statuses(verdict) == [status]
    if status is Status.REFUSED:
        assert criterion(verdict) is Criterion.LAST_USE


def test_use__nobody_asks_by_it__nobody_looks_it_up():
    assert not Priority().gathers
    assert EVERY.gathers


def test_receive__residual_time__stays_with_who_asked_first():
    """DK-26: a stated criterion, so it is told."""
    verdict = contend(held(audience=Audience.CHILDREN), Priority())
    assert statuses(verdict) == [Status.REFUSED]
    assert sentences(verdict)[0] == (
        "The place is taken, and the claims are otherwise equal: it stays with those who asked first. "
        "Choose a free time, or wait for this one."
    )
    assert verdict.everything_lost_is_taken


def test_criteria__first_by_one_and_last_by_another__follow_the_order_in_which_they_are_stated():
    """DK-14: the same claims, another stated order."""
    match = held(kind=BookingKind.MATCH, audience=Audience.ADULTS)
    by_rank = replace(EVERY, criteria=(Criterion.RANK, Criterion.OCCASION))
    by_occasion = replace(EVERY, criteria=(Criterion.OCCASION, Criterion.RANK))
    assert statuses(contend(match, by_rank)) == [Status.WAITING]
    assert statuses(contend(match, by_occasion)) == [Status.REFUSED]


def test_criteria__a_later_one_gives_the_right_to_the_time__is_the_one_that_is_named():
    """DK-18: adults take no time by rank, but a match takes it from training."""
    rule = Priority(criteria=(Criterion.RANK, Criterion.OCCASION, Criterion.RECEIVED))
    asked = {"kind": BookingKind.MATCH, "audience": Audience.ADULTS}
    verdict = contend(held(track=Track.LENDING), rule, **asked)
    assert (statuses(verdict), criterion(verdict)) == ([Status.WAITING], Criterion.OCCASION)


def test_criteria__first_by_one_that_gives_no_right__is_told_and_refused():
    """DK-14: adults come first but take no time from others."""
    verdict = contend(held(track=Track.LENDING), Priority(), audience=Audience.ADULTS)
    assert statuses(verdict) == [Status.REFUSED]
    assert normally(verdict).startswith("activities for adults before lending to groups and networks")


def test_rank__every_one__has_its_place_in_the_statutory_order():
    assert set(STATUTORY) == set(Rank)


def test_rank__a_private_party_of_children__is_no_activity_for_children():
    """DK-05."""
    verdict = contend(held(), applicant=GROUP, kind=BookingKind.PRIVATE)
    assert normally(verdict) == "activities for adults before lending to groups and networks"


def test_write_rulebook__criteria_that_can_decide_nothing__are_named():
    last = Priority(criteria=(Criterion.RECEIVED, Criterion.RANK))
    nothing_needs_it = Priority(criteria=(Criterion.NEEDS_PLACE, Criterion.RECEIVED))
    assert [len(list(rule.contradictions())) for rule in (last, nothing_needs_it, EVERY, Priority())] == [1, 1, 0, 0]
