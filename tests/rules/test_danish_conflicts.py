"""Conflicts that Danish municipalities know, under the rulebook that is shipped: who gets the time, and by what."""

from dataclasses import replace
from datetime import date

import pytest

from booking.rules import engine
from booking.rules.details import Details
from booking.rules.facts import YearOfVenue
from booking.rules.order.order import Criterion
from booking.rules.rulebook import read, shipped
from booking.rules.verdict import Verdict
from booking.vocabulary import (
    Audience,
    BookingKind,
    Effect,
    Openness,
    OrganizationKind,
    Outcome,
    Status,
    Track,
    VenueKind,
    Way,
)
from tests.rules.asking import (
    CLUB,
    GROUP,
    SCHOOL,
    a_holder,
    a_neighbour,
    a_place,
    asking,
    between,
    findings,
    sentences,
    statuses,
    taken,
    weekly,
)

BOOK = read(shipped("municipality"))
TUESDAY = ("2027-01-26T17:00", "2027-01-26T18:00")
MONDAY = ("2027-01-25T18:00", "2027-01-25T19:00")
SATURDAY = ("2027-01-30T14:00", "2027-01-30T16:00")
TOLD = Status.WAITING
"""Who has the time is told, and an officer decides."""
KEEPS = Status.REFUSED
"""Who has the time keeps it."""
WITH_JUNIORS = replace(CLUB, slug="volley", members=200, young_members=80)
ADAPTED = a_place(tags=frozenset({"handicapegnet"}))


def judged(*times, **facts) -> Verdict:
    return engine.judge(BOOK, asking(*times, **facts))


def rules(verdict: Verdict) -> set[str]:
    return {finding.rule for finding in findings(verdict)}


def criteria(verdict: Verdict) -> list[Criterion]:
    return [finding.facts["criterion"] for finding in findings(verdict) if finding.rule == "priority"]


def test_ground__a_gymnastics_club_and_a_birthday_for_the_same_hall_on_saturday__only_the_club_is_a_candidate():
    """DK-01: the birthday is not even a candidate unless the room is let; and then it comes after the club."""
    club = a_holder(activity="gymnastik", audience=Audience.CHILDREN, interval=between(*SATURDAY))
    birthday = {"applicant": GROUP, "kind": BookingKind.PRIVATE, "activity": "fødselsdag"}
    assert "private-is-let" in rules(judged(SATURDAY, **birthday))
    let = judged(SATURDAY, **birthday, track=Track.LETTING, taken=(taken(club),))
    assert [it.effect for it in findings(let) if it.rule == "priority"] == [Effect.INFORM]
    assert criteria(let) == [Criterion.RANK]
    assert statuses(judged(SATURDAY, activity="gymnastik")) == [Status.GRANTED]


@pytest.mark.parametrize(
    ("asked", "has", "times", "status", "criterion"),
    [
        pytest.param(
            {"applicant": SCHOOL, "kind": BookingKind.PUBLIC_EVENT, "activity": "skolefest"},
            {"activity": "badminton"},
            TUESDAY,
            TOLD,
            Criterion.RANK,
            id="DK-10 skolefest against badminton, in time",
        ),
        pytest.param(
            {"activity": "U13 håndbold"},
            {"activity": "yoga", "audience": Audience.SENIORS, "organization_kind": OrganizationKind.ADULT_EDUCATION},
            TUESDAY,
            TOLD,
            Criterion.RANK,
            id="DK-11 U13 handball against yoga of an adult school",
        ),
        pytest.param(
            {"activity": "old boys fodbold", "audience": Audience.ADULTS},
            {"activity": "yoga", "audience": Audience.SENIORS, "organization_kind": OrganizationKind.ADULT_EDUCATION},
            TUESDAY,
            KEEPS,
            Criterion.RANK,
            id="DK-11 old boys against yoga of an adult school",
        ),
        pytest.param(
            {
                "activity": "kørestolsbasket",
                "audience": Audience.ADULTS,
                "applicant": replace(CLUB, for_disabled=True),
                "places": (ADAPTED,),
            },
            {"audience": Audience.YOUNG},
            TUESDAY,
            TOLD,
            Criterion.RANK,
            id="DK-12 wheelchair basketball against U15 where the hall is suited to it",
        ),
        pytest.param(
            {
                "activity": "kørestolsbasket",
                "audience": Audience.ADULTS,
                "applicant": replace(CLUB, for_disabled=True),
            },
            {"audience": Audience.YOUNG},
            TUESDAY,
            KEEPS,
            Criterion.RANK,
            id="DK-12 wheelchair basketball against U15 in an ordinary hall",
        ),
        pytest.param(
            {"activity": "atletik", "audience": Audience.YOUNG},
            {"activity": "badminton"},
            ("2027-01-27T18:00", "2027-01-27T19:00"),
            TOLD,
            Criterion.RANK,
            id="DK-13 athletics for the young against badminton on Wednesday at 18",
        ),
        pytest.param(
            {"applicant": WITH_JUNIORS, "audience": Audience.ADULTS, "activity": "volleyball"},
            {"activity": "volleyball", "members": 60},
            TUESDAY,
            KEEPS,
            Criterion.YOUTH_CLUBS,
            id="DK-15 a volleyball team of a club with 80 juniors comes first, but takes no time that is given",
        ),
        pytest.param(
            {"activity": "U11 fodbold"},
            {"activity": "futsal"},
            TUESDAY,
            TOLD,
            Criterion.RANK,
            id="DK-16 U11 against adult futsal before 20",
        ),
        pytest.param(
            {"activity": "U11 fodbold"},
            {"activity": "futsal"},
            ("2027-01-26T20:00", "2027-01-26T21:00"),
            KEEPS,
            Criterion.RANK,
            id="DK-16 U11 against adult futsal from 20 on",
        ),
        pytest.param(
            {"activity": "futsal", "audience": Audience.ADULTS},
            {"activity": "håndbold"},
            MONDAY,
            KEEPS,
            Criterion.NEEDS_PLACE,
            id="DK-17 futsal against handball on Monday at 18",
        ),
        pytest.param(
            {"kind": BookingKind.MATCH, "audience": Audience.ADULTS},
            {},
            SATURDAY,
            TOLD,
            Criterion.OCCASION,
            id="DK-18 a league match on Saturday at 14 against training",
        ),
        pytest.param(
            {"audience": Audience.ADULTS},
            {"openness": Openness.CLOSED},
            TUESDAY,
            KEEPS,
            Criterion.OPENNESS,
            id="DK-19 an open club comes before a closed one, but takes no time that is given",
        ),
        pytest.param(
            {"activity": "børnebadminton"},
            {"activity": "badminton", "audience": Audience.SENIORS, "series": True, "series_times": 40},
            TUESDAY,
            TOLD,
            Criterion.RANK,
            id="DK-20 a new children's club against seniors' badminton of many years",
        ),
    ],
)
def test_order__one_asks_for_what_another_has__the_stated_criterion_decides(asked, has, times, status, criterion):
    holder = a_holder(**has, interval=between(*times))
    verdict = judged(times, taken=(taken(holder),), **asked)
    assert (statuses(verdict), criteria(verdict)) == ([status], [criterion])


def test_order__adult_futsal_at_18_and_nobody_else__is_granted_at_once():
    """DK-16: precedence, not a ban."""
    assert statuses(judged(MONDAY, audience=Audience.ADULTS, activity="futsal")) == [Status.GRANTED]


def test_agree__two_clubs_for_every_monday__alternate_weeks_are_proposed():
    """DK-21: two clubs agree to alternate weeks -> week parity."""
    holders = tuple(
        taken(a_holder(series=True, interval=moment.interval), time=moment.index, lanes_short=1)
        for moment in weekly(*MONDAY, 4)
    )
    verdict = judged(*weekly(*MONDAY, 4), audience=Audience.ADULTS, taken=holders)
    texts = [it.text.template for said in verdict.occurrences for it in said.proposals if it.way is Way.SPLIT]
    assert sum("even weeks" in text for text in texts) == 4


def test_fill__four_adults_in_a_full_hall_and_twenty_children_wait__adults_go_elsewhere_and_children_come_first():
    """DK-39: 4 adults hold a full hall; 20 children wait -> first offer the 4 a gym or half hall."""
    hall = a_place(minimum=12, capacity=100)
    four = judged(TUESDAY, audience=Audience.ADULTS, people=4, places=(hall,))
    assert (statuses(four), rules(four)) == ([Status.REFUSED], {"minimum-persons"})
    assert "smaller" in sentences(four)[0]
    asked = {"people": 20, "places": (hall,), "taken": (taken(a_holder(people=4, interval=between(*TUESDAY))),)}
    assert statuses(judged(TUESDAY, **asked)) == [TOLD]


def test_lend__the_sfo_on_saturday_and_a_classroom_in_building_a__only_the_classroom():
    """DK-65: SFO room Saturday -> no; classroom in building A -> yes."""
    sfo = a_place(space="skolen/sfo", kind="classroom", tags=frozenset({"alarmed"}))
    classroom = a_place(space="skolen/a-12", kind="classroom")
    assert statuses(judged(SATURDAY, places=(sfo,))) == [Status.REFUSED]
    assert statuses(judged(SATURDAY, places=(classroom,))) == [Status.GRANTED]


def test_play__a_church_concert_when_twenty_days_with_music_are_used__is_not_counted():
    """DK-74: quota 20 reached; a church concert (acoustic) asks -> not counted (category without sound terms)."""
    park = a_place(venue_kind=VenueKind.GREEN_AREA, venue="parken", space="parken/plaenen", kind="park")
    full = YearOfVenue("parken", 2027, (), tuple(date(2027, 1, day) for day in range(1, 21)))
    concert = {"kind": BookingKind.PUBLIC_EVENT, "places": (park,), "years": (full,)}
    acoustic, amplified = (judged(SATURDAY, **concert, details=Details(amplified_music=loud)) for loud in (False, True))
    assert (statuses(acoustic), statuses(amplified)) == ([Status.GRANTED], [Status.REFUSED])


@pytest.mark.parametrize(("tags", "said"), [((), {"coordination"}), (("noise_out",), {"coordination", "noise"})])
def test_hold__a_flea_market_and_a_childrens_theatre_beside_it__both_unless_what_is_loud_disturbs(tags, said):
    """DK-77: both, if noise tags are compatible and set-up traffic is staggered."""
    park = a_place(venue_kind=VenueKind.GREEN_AREA, space="parken/scene", tags=frozenset({"noise_sensitive"}))
    market = a_neighbour(kind=BookingKind.MARKET, tags=tags)
    theatre = {"kind": BookingKind.PUBLIC_EVENT, "activity": "børneteater", "people": 60}
    verdict = judged(SATURDAY, places=(park,), neighbours=(market,), **theatre)
    assert said <= rules(verdict)
    assert verdict.outcome is (Outcome.REVIEW if "noise" in said else Outcome.GRANTED)
