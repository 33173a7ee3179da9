"""Booking: what the verdict allows is written, whole or in part, with its claims, decision, journal and outbox."""

from datetime import timedelta

import pytest

from booking.errors import Invalid, NotAllowed, NotFound
from booking.model import Booking, Claim, Decision, Journal, Occurrence, Organization, Outbox, Unit
from booking.services import audit, bookings, cancellations
from booking.services.targets import Scope
from booking.vocabulary import BookingKind, Outcome, Status
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, count, rules_of, statuses, wish


def test_submit__free__writes_everything_once(scene: Scene) -> None:
    booking = scene.book(rrule=WEEKLY.format(3))
    assert statuses(booking) == [Status.GRANTED] * 3
    assert count(Occurrence) == count(Claim) == 3
    assert count(Decision) == count(Outbox, topic="booking.granted") == count(Journal, act="booking.asked") == 1
    assert audit.problems() == []


def test_submit__free__answers_what_is_then_found(scene: Scene) -> None:
    scene.change(Unit, "bassin", lanes=8)
    booking = scene.book(
        spaces=("torvet/torvet", "skolen/hal-b", "skolen/hal-a"), rrule=WEEKLY.format(3), setup_minutes=15, lanes=None
    )
    assert bookings.find(booking.ref, scene.actor("system")) == booking


def test_submit__the_whole_against_its_halves__behaviour_1(scene: Scene) -> None:
    scene.book("10:00-11:00", spaces=("skolen/hal-a",))
    assert not scene.is_free("10:30-11:30", spaces=("skolen/hal",))
    assert scene.is_free("10:00-11:00", spaces=("skolen/hal-b",))
    scene.book("12:00-13:00", spaces=("skolen/hal",))
    assert not scene.is_free("12:30-13:30", spaces=("skolen/hal-a",))
    assert not scene.is_free("12:30-13:30", spaces=("skolen/hal-b",))


def test_submit__a_space_with_parts_of_two_others__conflicts_with_both__behaviour_1(scene: Scene) -> None:
    first, second, _ = scene.halls(3)
    scene.join("dobbelt", "hal-0", "hal-1")
    scene.book("10:00-11:00", spaces=(first,))
    scene.book("12:00-13:00", spaces=(second,))
    assert not scene.is_free("10:00-11:00", spaces=("centret/dobbelt",))
    assert not scene.is_free("12:00-13:00", spaces=("centret/dobbelt",))
    scene.book("14:00-15:00", spaces=("centret/dobbelt",))
    assert not scene.is_free("14:00-15:00", spaces=(first,))
    assert not scene.is_free("14:00-15:00", spaces=(second,))
    assert scene.is_free("14:00-15:00", spaces=("centret/hal-2",))


def test_submit__a_projector_for_two_rooms__is_held_once__behaviour_2(scene: Scene) -> None:
    """Things that move are units too: two rooms that share nothing else conflict by it."""
    scene.halls(3)
    scene.join("film-0", "hal-0", "hal-2")
    scene.join("film-1", "hal-1", "hal-2")
    scene.book("19:00-21:00", spaces=("centret/film-0",))
    assert not scene.is_free("20:00-22:00", spaces=("centret/film-1",))
    assert scene.is_free("20:00-22:00", spaces=("centret/hal-1",))


def test_submit__touching__is_free__behaviour_4(scene: Scene) -> None:
    scene.book("18:00-19:00")
    assert scene.book("19:00-20:00").status is Status.GRANTED
    assert scene.book("17:00-18:00").status is Status.GRANTED


@pytest.mark.parametrize(("start", "free"), [("19:00", False), ("19:14", False), ("19:15", True)])
def test_submit__after_clear_up__needs_its_minutes__behaviour_4(scene: Scene, start: str, free: bool) -> None:
    scene.book("18:00-19:00", clear_up_minutes=15)
    assert scene.is_free(f"{start}-20:00") is free
    assert (scene.submit(f"{start}-20:00").booking is not None) is free


@pytest.mark.parametrize("first", ["before", "after"])
@pytest.mark.parametrize(("clear_up", "set_up", "gap"), [(15, 30, 30), (30, 15, 30), (20, 20, 20), (0, 10, 10)])
def test_submit__two_with_buffers__need_the_larger_gap_in_either_order__behaviour_4(
    scene: Scene, first: str, clear_up: int, set_up: int, gap: int
) -> None:
    def fits(minutes: int) -> bool:
        if first == "before":
            return scene.is_free(f"18:{minutes:02}-20:00", setup_minutes=set_up)
        return scene.is_free(f"16:00-17:{60 - minutes:02}", clear_up_minutes=clear_up)

    if first == "before":
        scene.book("17:00-18:00", clear_up_minutes=clear_up)
    else:
        scene.book("18:00-19:00", setup_minutes=set_up)
    assert fits(gap)
    assert not fits(gap - 1)


def test_submit__buffers_in_closed_time__are_fine_but_the_booking_may_not__behaviour_4(scene: Scene) -> None:
    scene.open(8 * 60, 22 * 60)
    assert scene.is_free("08:00-22:00", setup_minutes=60, clear_up_minutes=60)
    assert not scene.is_free("07:45-09:00")
    assert not scene.is_free("21:00-22:15")


def test_submit__for_another_time_place_or_lane__never_fails__behaviour_5(scene: Scene) -> None:
    scene.book("17:00-18:00")
    assert scene.book("17:00-18:00", spaces=("skolen/hal-b",)).status is Status.GRANTED
    assert scene.book("2027-01-13T17:00-18:00").status is Status.GRANTED
    for _ in range(6):
        assert scene.book("17:00-18:00", spaces=("skolen/bane",)).status is Status.GRANTED
    assert scene.submit("17:00-18:00", spaces=("skolen/bane",)).booking is None


def test_submit__lanes_asked_for__replace_the_spaces_own(scene: Scene) -> None:
    scene.book("17:00-18:00", spaces=("skolen/bane",), lanes=4)
    assert not scene.is_free("17:00-18:00", spaces=("skolen/bane",), lanes=3)
    assert scene.is_free("17:00-18:00", spaces=("skolen/bane",), lanes=2)
    assert rules_of(scene.preview("17:00-18:00", spaces=("skolen/bane",), lanes=7)) == {"lanes"}
    with pytest.raises(Invalid):
        scene.preview(lanes=1)


def test_submit__until_midnight__is_taken_until_then__behaviour_6(scene: Scene) -> None:
    scene.open(8 * 60, 24 * 60)
    scene.book("22:00-24:00")
    assert not scene.is_free("22:00-23:00")
    assert scene.is_free("22:00-24:00", spaces=("skolen/hal-b",))
    scene.book("20:00-22:00")


def test_submit__over_midnight__is_one_occurrence__behaviour_12(scene: Scene) -> None:
    booking = scene.book("20:00-02:00")
    assert len(booking.occurrences) == count(Occurrence) == 1
    assert not scene.is_free("2027-01-13T01:00-03:00")
    assert scene.is_free("2027-01-13T02:00-03:00")


def test_submit__part_of_a_series_taken__needs_consent__behaviour_15(scene: Scene) -> None:
    scene.book("2027-01-19T17:00-18:00")
    refused = scene.submit(rrule=WEEKLY.format(3))
    assert refused.verdict is not None
    assert refused.verdict.outcome is Outcome.PARTLY
    assert refused.booking is None
    assert count(Booking) == 1
    booking = scene.book(rrule=WEEKLY.format(3), accept_partial=True)
    assert statuses(booking) == [Status.GRANTED, Status.REFUSED, Status.GRANTED]
    assert audit.problems() == []


def test_submit__a_series_with_dates_lost__says_why_of_each__behaviour_15(scene: Scene) -> None:
    scene.open(8 * 60, 22 * 60)
    scene.rule('use = "horizon"\nlast_day = 2027-02-05', 'use = "start-grid"\nminutes = 30')
    scene.book("2027-01-19T17:00-18:00", kind=BookingKind.MATCH)
    scene.close("2027-01-26", "Gulvet males")
    dates = (("2027-01-20T07:00", "2027-01-20T09:00"), ("2027-01-21T17:10", "2027-01-21T18:00"))
    further = tuple(TUESDAY + timedelta(weeks=week) for week in (1, 2, 4))
    verdict = scene.preview(dates=(*further, *dates))
    why = {said.start.date().isoformat(): {it.rule for it in said.findings} for said in verdict.occurrences}
    assert why == {
        "2027-01-12": set(),
        "2027-01-19": {"taken"},
        "2027-01-20": {"opening-hours"},
        "2027-01-21": {"start-grid"},
        "2027-01-26": {"closures"},
        "2027-02-09": {"horizon"},
    }
    taken = next(it for said in verdict.occurrences for it in said.findings if it.rule == "taken")
    assert taken.facts["kind"] is BookingKind.MATCH


def test_submit__several_reasons__are_all_given_at_once__behaviour_20(scene: Scene) -> None:
    scene.open(8 * 60, 22 * 60)
    scene.suspend("haandbold")
    scene.rule('use = "suspension"', 'use = "length"\nmax_minutes = 60')
    verdict = scene.preview("07:00-08:30", people=500)
    assert rules_of(verdict) == {"suspension", "opening-hours", "length", "capacity"}
    assert all(it.text.template for it in verdict.findings)


def test_submit__quota_on_the_nights_of_clock_changes__counts_what_passes__behaviour_9(scene: Scene) -> None:
    scene.rule('use = "daily-quota"\nhours = 5')
    assert scene.is_free("2027-03-28T00:00-06:00")
    assert rules_of(scene.preview("2027-03-27T00:00-06:00")) == {"daily-quota"}
    scene.book("2027-03-28T00:00-06:00")
    assert rules_of(scene.preview("2027-10-31T00:00-05:00")) == {"daily-quota"}
    assert scene.is_free("2027-10-31T00:00-04:00")


def test_submit__weekly_across_march__stays_at_its_hour__behaviour_8(scene: Scene) -> None:
    booking = scene.book("2027-03-23T18:00-19:00", rrule=WEEKLY.format(2))
    assert [it.start.isoformat() for it in booking.occurrences] == [
        "2027-03-23T18:00:00+01:00",
        "2027-03-30T18:00:00+02:00",
    ]


def test_submit__an_hour_that_the_clock_skips__is_invalid_alone_and_lost_in_a_series__behaviour_10(
    scene: Scene,
) -> None:
    with pytest.raises(Invalid) as caught:
        scene.preview("2027-03-28T02:30-04:00")
    assert set(caught.value.fields) == {"start"}
    verdict = scene.preview("2027-03-21T02:30-04:00", rrule=WEEKLY.format(3))
    assert statuses(verdict) == [Status.GRANTED, Status.REFUSED, Status.GRANTED]
    assert [it.rule for it in verdict.occurrences[1].findings] == ["clock-change"]
    booking = scene.book("2027-10-24T02:30-04:00", rrule=WEEKLY.format(2), accept_partial=True)
    assert statuses(booking) == [Status.GRANTED, Status.REFUSED]
    assert audit.problems() == []


def test_submit__an_offset_of_the_clients__never_shifts__behaviour_11(scene: Scene) -> None:
    own = wish(start="2027-01-12T17:00+01:00", end="2027-01-12T18:00+01:00")
    assert bookings.preview(own, NOW).occurrences[0].start.hour == 17
    for start in ("2027-01-12T17:00-05:00", "2027-01-12T17:00Z"):
        with pytest.raises(Invalid):
            bookings.preview(wish(start=start, end="2027-01-12T23:00"), NOW)


def test_submit__hours_over_midnight_and_two_spans_a_day__behaviour_13(scene: Scene) -> None:
    scene.rule('use = "start-grid"\nminutes = 30')
    scene.open_spans([[day, 7 * 60 + 15, 12 * 60] for day in range(7)] + [[day, 20 * 60, 26 * 60] for day in range(7)])
    assert scene.is_free("07:45-09:15")
    assert rules_of(scene.preview("08:00-09:00")) == {"start-grid"}
    assert scene.is_free("23:30-02:00")
    assert rules_of(scene.preview("23:30-02:30")) == {"opening-hours"}
    assert rules_of(scene.preview("11:45-20:30")) == {"opening-hours"}


def test_submit__a_rule_that_never_falls__is_invalid__behaviour_14(scene: Scene) -> None:
    for rrule in ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270115", "FREQ=WEEKLY;UNTIL=20270101"):
        with pytest.raises(Invalid) as caught:
            scene.preview(rrule=rrule)
        assert set(caught.value.fields) == {"rrule"}


def test_submit__every_other_week_over_week_53__behaviour_14(scene: Scene) -> None:
    """2026 has a week 53: odd weeks would come twice in a row, every other week does not."""
    booking = scene.book("2026-12-22T17:00-18:00", rrule="FREQ=WEEKLY;INTERVAL=2;COUNT=3")
    assert [it.start.date().isoformat() for it in booking.occurrences] == ["2026-12-22", "2027-01-05", "2027-01-19"]


def test_submit__at_the_last_day_of_the_horizon__is_allowed_and_beyond_it_not__behaviour_21(scene: Scene) -> None:
    scene.rule('use = "horizon"\ndays = 50', 'use = "lead-time"\ndays = 10')
    for day, free in (("2027-01-12", True), ("2027-01-13", False), ("2026-12-03", True), ("2026-12-02", False)):
        assert scene.is_free(f"{day}T17:00-18:00") is free
        assert (scene.submit(f"{day}T17:00-18:00").booking is not None) is free


def test_submit__what_was_given_back__is_free_at_once(scene: Scene) -> None:
    booking = scene.book()
    assert not scene.is_free("17:00-18:00")
    cancellations.cancel(booking.ref, Scope.ALL, None, "", None, scene.actor("system"), NOW)
    assert scene.book("17:00-18:00").status is Status.GRANTED


def test_submit__longer_than_a_day__holds_throughout(scene: Scene) -> None:
    booking = scene.book(start="2027-01-12T12:00", end="2027-01-15T13:00", setup_minutes=90, clear_up_minutes=600)
    assert count(Claim) == 6
    assert not scene.is_free("2027-01-14T12:00-12:30")
    assert not scene.is_free("2027-01-15T13:00-14:00")
    assert audit.problems() == []
    assert bookings.find(booking.ref, scene.actor("system")) == booking


def test_submit__for_another_organization__is_not_allowed(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        scene.submit(who="rival")
    assert count(Booking) == count(Claim) == 0
    assert scene.submit(who="officer").booking


def test_submit__unknown_names__are_not_found(scene: Scene) -> None:
    for other in ({"organization": "ukendt"}, {"spaces": ("skolen/ukendt",)}, {"spaces": ("ukendt/hal",)}):
        with pytest.raises(NotFound):
            scene.submit(**other)


def test_submit__a_demonstration_where_another_is__is_noted_and_holds_nothing(scene: Scene) -> None:
    scene.book(spaces=("torvet/torvet",))
    booking = scene.book(spaces=("torvet/torvet",), kind=BookingKind.DEMONSTRATION)
    assert booking.status is Status.NOTED
    assert count(Claim) == 1
    assert audit.problems() == []


def test_submit__a_suspended_organization__is_refused_by_the_rule(scene: Scene) -> None:
    scene.rule('use = "suspension"')
    scene.change(Organization, "haandbold", suspended_by="Socialministeriet")
    answer = scene.submit()
    assert answer.verdict is not None
    assert answer.verdict.outcome is Outcome.REFUSED
    assert rules_of(answer.verdict) == {"suspension"}
