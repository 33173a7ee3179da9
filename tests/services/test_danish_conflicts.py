"""Conflicts that Danish municipalities know, from the request to the last word, under the rulebook that is shipped."""

from datetime import date
from typing import Any

import pytest

from booking.model import Adjacency, Organization, Space, Unit, db
from booking.rules.rulebook import shipped
from booking.rules.verdict import Verdict
from booking.services import bookings, feeds, letters, rulebooks
from booking.services.actors import SYSTEM
from booking.services.feeds import Wish
from booking.services.views import BookingView
from booking.vocabulary import Audience, BookingKind, OrganizationKind, Outcome, Status, Track, Way
from tests.scenes import NOW, WEEKLY, Scene, rules_of, statuses
from tests.services.deciding import decide

GRANTED, HELD, REFUSED, WAITING, DISPLACED = (
    Status.GRANTED,
    Status.HELD,
    Status.REFUSED,
    Status.WAITING,
    Status.DISPLACED,
)
ADULTS = {"organization": "judo", "activity": "Badminton", "audience": Audience.ADULTS}
OF_THE_SCHOOL = {"organization": "skolen", "audience": Audience.YOUNG}
SHARED = 'use = "shared-use"\nwhat = { kind = "training" }'


def load() -> None:
    """The shipped rulebook as the town's."""
    text = shipped("municipality").replace('name = "municipality"', 'name = "town"')
    text = text.replace('version = "1"', 'version = "2"', 1)
    rulebooks.load(text, SYSTEM, NOW)


@pytest.fixture
def danish(scene: Scene) -> Scene:
    """The town under the shipped rulebook, with two approved associations, a school and a citizen."""
    load()
    in_order = {"approved_from": date(2020, 1, 1), "declaration_until": date(2028, 12, 31), "cvr": "12345678"}
    for slug in ("haandbold", "judo"):
        scene.change(Organization, slug, **in_order)
    scene.institution("skolen")
    scene.clubs(1)
    scene.change(Organization, "klub-0", kind=OrganizationKind.CITIZEN, track=Track.LENDING)
    return scene


def again(booking: BookingView) -> BookingView:
    return bookings.find(booking.ref, SYSTEM)


def refused(verdict: Verdict | None) -> set[str]:
    assert verdict is not None
    assert verdict.outcome is Outcome.REFUSED, verdict
    return rules_of(verdict)


def test_take_back__skolefest_against_badminton_with_notice__is_the_schools_and_the_club_is_told(danish: Scene) -> None:
    """DK-10, DK-47: skolefest vs badminton Thursday 18 -> school, if notice kept; else the club keeps the time."""
    club = danish.book("2026-12-17T18:00-20:00", **ADULTS, rrule=WEEKLY.format(10))
    feast = {**OF_THE_SCHOOL, "kind": BookingKind.PUBLIC_EVENT, "activity": "Skolefest"}
    booking = danish.book("2026-12-17T18:00-22:00", **feast)
    assert statuses(booking) == [WAITING]
    decide(danish, booking, displace=True, reason="Skolefest", hearing="Ringet til formanden den 20. november")
    assert statuses(again(booking)) == [GRANTED]
    assert statuses(again(club)) == [DISPLACED] + [GRANTED] * 9
    letter = letters.letter(club.ref, "da", SYSTEM, NOW)
    assert "Jeres tid skal bruges til andet" in letter.subject
    for said in (
        "den 17. december 2026",
        "Ringet til formanden",
        "Normalt går kommunens egen brug forud for aktiviteter for voksne",
        "§ 21",
    ):
        assert said in letter.text


def test_take_back__the_school_asks_five_days_before__the_club_keeps_the_time_except_for_acute_maintenance(
    danish: Scene,
) -> None:
    """DK-47: school asks 5 days before -> refused by default; acute maintenance excepted."""
    danish.book("2026-11-28T10:00-12:00", **ADULTS)
    asked = {**OF_THE_SCHOOL, "activity": "Terminsprøve"}
    late = danish.submit("2026-11-28T10:00-12:00", kind=BookingKind.TEACHING, **asked)
    assert {"taken", "priority"} <= refused(late.verdict)
    assert statuses(danish.book("2026-11-28T10:00-12:00", kind=BookingKind.MAINTENANCE, **asked)) == [WAITING]


def test_take_all__an_election_called_with_short_notice__all_are_told_and_feeds_show_it(danish: Scene) -> None:
    """DK-51: election called with short notice -> school halls taken, all affected notified, feeds show CANCELLED."""
    weekly = {**ADULTS, "rrule": WEEKLY.format(3)}
    halves = [danish.book("2026-11-27T17:00-18:30", spaces=(f"skolen/hal-{half}",), **weekly) for half in "ab"]
    election = {**OF_THE_SCHOOL, "kind": BookingKind.OTHER, "activity": "Valg", "spaces": ("skolen/hal",)}
    booking = danish.book("2026-12-04T08:00-23:00", **election)
    assert statuses(booking) == [WAITING]
    decide(danish, booking, displace=True, reason="Folketingsvalg", hearing="Skrevet til begge")
    assert [statuses(again(it)) for it in halves] == [[GRANTED, DISPLACED, GRANTED]] * 2
    assert all("Folketingsvalg" in letters.letter(it.ref, "da", SYSTEM, NOW).text for it in halves)
    calendar = feeds.feed(Wish("skolen", first=date(2026, 11, 1), last=date(2026, 12, 31)), "https://b.example", NOW)
    on_that_day = [it for it in calendar.text.split("BEGIN:VEVENT") if "DTSTART;TZID=Europe/Copenhagen:20261204T" in it]
    assert sorted("STATUS:CANCELLED" in event for event in on_that_day) == [False, True, True]
    assert ["Valg" in event for event in on_that_day if "STATUS:CANCELLED" not in event] == [True]


def test_assign__a_choir_without_a_declaration_and_a_chess_club_with_one__only_the_chess_club_gets_the_room(
    danish: Scene,
) -> None:
    """DK-03: senior choir without declaration vs chess club with -> chess club; choir gets guidance."""
    danish.change(Organization, "judo", name="Seniorkoret", declaration_until=None)
    choir = danish.submit(organization="judo", activity="Kor", audience=Audience.SENIORS)
    assert refused(choir.verdict) == {"children-declaration"}
    assert choir.verdict is not None
    [finding] = choir.verdict.findings
    assert finding.firm
    assert finding.remedy is not None
    assert statuses(danish.book(activity="Skak")) == [GRANTED]


def test_divide__half_the_hall_is_taken_and_the_whole_is_asked_for__the_other_half_is_proposed(danish: Scene) -> None:
    """DK-40: half hall A taken 17-18; request whole hall -> conflict, alternative = half B or 18-19."""
    danish.book("17:00-18:00", **ADULTS)
    said = danish.submit("17:00-18:00", audience=Audience.ADULTS, spaces=("skolen/hal",)).verdict
    assert "taken" in refused(said)
    assert said is not None
    changes = [proposal.change for proposal in said.occurrences[0].proposals if proposal.way is Way.SHARE]
    assert changes == [{"spaces": ["skolen/hal-b"]}]
    assert {"start": 60} in [alternative.differs for alternative in said.alternatives]
    assert statuses(danish.book("17:00-18:00", spaces=tuple(changes[0]["spaces"]))) == [GRANTED]


@pytest.fixture
def on_a_field(scene: Scene) -> Scene:
    scene.clubs(4)
    scene.change(Unit, "a", lanes=2)
    scene.rule(SHARED)
    return scene


def on_field(scene: Scene, team: int, **other: Any) -> list[Status]:
    answer = scene.submit(organization=f"klub-{team}", activity="Fodbold", **other)
    return statuses(answer.booking) if answer.booking else [REFUSED]


def test_share__two_football_teams_on_a_field_for_two__both_play_and_a_third_does_not(on_a_field: Scene) -> None:
    """The policy of shared use: what goes together shares the place."""
    assert [on_field(on_a_field, team) for team in range(3)] == [[GRANTED], [GRANTED], [REFUSED]]


def test_share__a_tournament_and_a_team__are_not_on_the_field_together_whoever_comes_first(on_a_field: Scene) -> None:
    assert on_field(on_a_field, 0) == [GRANTED]
    assert on_field(on_a_field, 1, kind=BookingKind.TOURNAMENT) == [REFUSED]
    evening = {"start": "2027-01-12T19:00", "end": "2027-01-12T20:00"}
    assert on_field(on_a_field, 1, kind=BookingKind.TOURNAMENT, **evening) == [GRANTED]
    assert on_field(on_a_field, 2, **evening) == [REFUSED]


def test_stay__48_nights_of_50_are_used__a_cup_of_three_does_not_fit_and_one_of_two_does(danish: Scene) -> None:
    """DK-66: 48 nights used this year and two cups ask for 3 nights -> engine keeps a yearly counter per building."""
    nights = {"kind": BookingKind.OVERNIGHT, "people": 30}
    camp = danish.book("", start="2027-01-04T16:00", end="2027-01-10T12:00", rrule=WEEKLY.format(8), **nights)
    assert statuses(camp) == [HELD] * 8
    cup = {**nights, "organization": "judo", "spaces": ("skolen/hal-b",), "start": "2027-04-09T16:00"}
    assert "nights" in refused(danish.submit("", end="2027-04-12T12:00", **cup).verdict)
    assert statuses(danish.book("", end="2027-04-11T12:00", **cup)) == [HELD]
    assert "nights" in refused(
        danish.submit("", **{**cup, "start": "2027-05-01T16:00"}, end="2027-05-02T12:00").verdict
    )


@pytest.fixture
def next_door(danish: Scene) -> Scene:
    """The halves of the hall are beside each other, and one of them is where there is drumming."""
    with db.session() as session:
        a, b = (session.query(Unit).filter_by(slug=slug).one().id for slug in "ab")
        session.add(Adjacency(unit_id=a, neighbour_id=b))
        session.commit()
    danish.change(Space, "hal-a", tags=["noise_out"])
    return danish


@pytest.mark.parametrize("first", ["drums", "exam"])
def test_neighbour__a_drum_class_beside_an_exam_in_the_next_room__is_a_conflict_for_an_officer(
    next_door: Scene, first: str
) -> None:
    """DK-44: drum class beside an exam in the next room -> conflict without overlapping room."""
    drums = {"activity": "Trommer", "kind": BookingKind.TEACHING}
    exam = {**OF_THE_SCHOOL, "activity": "Eksamen", "kind": BookingKind.TEACHING, "spaces": ("skolen/hal-b",)}
    one, other = (drums, exam) if first == "drums" else (exam, drums)
    assert statuses(next_door.book(**one)) == [GRANTED]
    said = next_door.preview(**other)
    assert (statuses(said), rules_of(said)) == ([HELD], {"noise"})
    assert statuses(next_door.book("18:30-20:00", **other)) == [GRANTED]


def test_demonstrate__on_a_square_that_is_taken__is_noted_and_takes_nothing_from_who_has_it(danish: Scene) -> None:
    """DK-73: if the square is reserved, alert staff; never auto-refuse."""
    stall = danish.book("2027-04-17T12:00-14:00", spaces=("torvet/torvet",), audience=Audience.MIXED)
    demonstration = {"organization": "klub-0", "kind": BookingKind.DEMONSTRATION, "spaces": ("torvet/torvet",)}
    booking = danish.book("2027-04-17T12:00-14:00", people=3000, **demonstration)
    assert statuses(booking) == [Status.NOTED]
    assert statuses(again(stall)) == statuses(stall)


def test_turn_round__theatre_until_18_and_handball_from_18__do_not_fit_for_half_an_hour(danish: Scene) -> None:
    """DK-37: theatre layout ends 18:00, handball starts 18:00 -> 30 min turnaround conflict."""
    danish.change(Space, "hal-a", layouts={"theatre": {"capacity": 100, "setup_minutes": 30, "clear_up_minutes": 30}})
    danish.book("17:00-18:00", **{**ADULTS, "activity": "Teater"}, layout="theatre")
    assert "taken" in refused(danish.submit("18:00-19:00", audience=Audience.ADULTS).verdict)
    assert statuses(danish.book("18:30-19:30", audience=Audience.ADULTS)) == [GRANTED]


def test_move__yoga_loses_hall_b__is_proposed_the_nearest_equal_room_and_hours_within_two(danish: Scene) -> None:
    """DK-43: engine proposes the nearest room with same tags within +-2 h before it refuses."""
    danish.book("17:00-18:30", spaces=("skolen/hal-b",))
    yoga = {**ADULTS, "activity": "Yoga", "spaces": ("skolen/hal-b",)}
    said = danish.submit("17:00-18:30", **yoga).verdict
    assert "taken" in refused(said)
    assert said is not None
    differs = [alternative.differs for alternative in said.alternatives]
    assert {"space": "skolen/hal-a"} in differs
    assert {"start": 90} in differs
    assert all(abs(it["start"]) <= 120 for it in differs if "start" in it)
