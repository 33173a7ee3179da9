"""What a calendar shows of what is booked: which times, as which events, and how they change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from booking.model import Space, SpacePart, Unit, Venue, db
from booking.services import cancellations, changes, decisions, feeds
from booking.services.changes import Change
from booking.services.decisions import Ruling
from booking.services.feeds import Wish
from booking.services.targets import Scope
from booking.vocabulary import BookingKind, Status
from tests.feeds.conftest import FIRST, LAST, PUBLIC_URL, Read
from tests.feeds.reading import by_uid, events, expanded, lines
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, statuses

LATER = NOW + timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def change(scene: Scene, ref: str, scope: Scope, occurrence: str | None, **values: object) -> None:
    wish = Change(values, scope, occurrence)
    answer = changes.change(ref, wish, None, scene.actor("system"), LATER)
    assert answer.booking, answer.verdict


def cancel(scene: Scene, ref: str, scope: Scope = Scope.ALL, occurrence: str | None = None) -> None:
    cancellations.cancel(ref, scope, occurrence, "", None, scene.actor("system"), LATER)


def test_show__a_series__has_an_event_for_each_time_in_the_venues_zone(scene: Scene, read: Read) -> None:
    scene.book(rrule=WEEKLY.format(3))
    shown = events(read("skolen"))
    assert [event["DTSTART"].to_ical() for event in shown] == [
        b"20270112T170000",
        b"20270119T170000",
        b"20270126T170000",
    ]
    assert {event["DTSTART"].params["TZID"] for event in shown} == {"Europe/Copenhagen"}
    assert {(str(event["SUMMARY"]), str(event["STATUS"])) for event in shown} == {
        ("Håndboldklubben: Håndbold U13", "CONFIRMED")
    }


def test_show__granted__says_where_and_what_kind(scene: Scene, read: Read) -> None:
    scene.change(Venue, "torvet", street="Torvet 1", post_code="2740", town="Skovlunde")
    scene.book(spaces=("torvet/torvet",), kind=BookingKind.MATCH)
    (event,) = events(read("torvet"))
    assert str(event["LOCATION"]) == "Torvet, Torvet, Torvet 1, 2740 Skovlunde"
    assert (event["GEO"].latitude, event["GEO"].longitude) == (55.73, 12.36)
    assert event["CATEGORIES"].to_ical().decode() == "kamp"


def test_show__held_for_a_decision__is_tentative_until_it_is_decided(scene: Scene, read: Read) -> None:
    ref = scene.book(kind=BookingKind.MARKET).ref
    (before,) = by_uid(read("skolen")).items()
    assert str(before[1]["STATUS"]) == "TENTATIVE"
    decisions.decide(ref, Ruling(True), None, scene.actor("officer"), LATER)
    (after,) = by_uid(read("skolen")).items()
    assert (after[0], str(after[1]["STATUS"])) == (before[0], "CONFIRMED")
    assert after[1]["SEQUENCE"] > before[1]["SEQUENCE"]
    assert after[1]["DTSTAMP"].dt == LATER


def test_show__held_and_not_decided_in_time__is_gone_and_dates_the_feed_anew(scene: Scene) -> None:
    expires_at = scene.book(kind=BookingKind.MARKET).occurrences[0].expires_at
    wish = Wish("skolen", first=FIRST, last=LAST)
    before, after = (feeds.feed(wish, PUBLIC_URL, expires_at + timedelta(minutes=by)) for by in (-2, 2))
    assert (len(events(before.text)), len(events(after.text))) == (1, 0)
    assert after.last_modified == expires_at > before.last_modified


def test_show__refused_waiting_or_cancelled__is_absent__behaviour_17(scene: Scene, read: Read) -> None:
    scene.rule('use = "priority"\nranks = ["children", "adults"]\nmay_displace = ["children"]\nnotice_days = 14')
    scene.book(rrule=WEEKLY.format(2), audience="adults", organization="judo")
    waiting = scene.book(rrule=WEEKLY.format(3), accept_partial=True)
    assert statuses(waiting) == [Status.WAITING, Status.WAITING, Status.GRANTED]
    cancelled = scene.book("20:00-21:00")
    cancel(scene, cancelled.ref)
    refused = scene.book("18:00-19:00", kind=BookingKind.MARKET, spaces=("skolen/hal-b",))
    decisions.decide(refused.ref, Ruling(False, reason="Nej"), None, scene.actor("officer"), LATER)
    for place in ("skolen", "skolen/hal-a", "skolen/hal"):
        assert [event["DTSTART"].dt.day for event in events(read(place))] == [12, 19, 26]


def test_show__one_time_of_a_series_is_moved__keeps_its_uid(scene: Scene, read: Read) -> None:
    ref = scene.book(rrule=WEEKLY.format(3)).ref
    before = by_uid(read("skolen"))
    change(scene, ref, Scope.ONE, "2027-01-19T17:00", start="2027-01-20T19:00", end="2027-01-20T20:00")
    after = by_uid(read("skolen"))
    moved = {uid for uid in before if before[uid]["DTSTART"] != after[uid]["DTSTART"]}
    assert before.keys() == after.keys()
    assert len(moved) == 1
    for uid in moved:
        assert after[uid]["DTSTART"].dt.strftime("%d %H:%M") == "20 19:00"
        assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert after[uid]["DTSTAMP"].dt == after[uid]["LAST-MODIFIED"].dt == LATER
        assert after[uid]["CREATED"].dt == NOW


def test_show__a_whole_booking_is_moved__keeps_its_uid(scene: Scene, read: Read) -> None:
    ref = scene.book().ref
    before = by_uid(read("skolen"))
    change(scene, ref, Scope.ALL, None, start="2027-01-14T10:00", end="2027-01-14T11:00")
    assert by_uid(read("skolen")).keys() == before.keys()


def test_show__moved_to_another_venue__leaves_the_one_and_dates_its_feed_anew(scene: Scene, read: Read) -> None:
    ref = scene.book().ref
    wish = Wish("skolen", first=FIRST, last=LAST)
    before = feeds.feed(wish, PUBLIC_URL, LATER)
    change(scene, ref, Scope.ALL, None, spaces=("torvet/torvet",))
    after = feeds.feed(wish, PUBLIC_URL, LATER + timedelta(hours=1))
    assert (len(events(before.text)), len(events(after.text)), len(events(read("torvet")))) == (1, 0, 1)
    assert after.last_modified >= LATER > before.last_modified


def test_show__several_spaces__are_one_event_in_the_venues_calendar(scene: Scene, read: Read) -> None:
    scene.book(spaces=("skolen/hal-b", "torvet/torvet", "skolen/hal-a"))
    (at_school,), (on_the_square,) = events(read("skolen")), events(read("torvet"))
    assert str(at_school["LOCATION"]) == "Hal-a + Hal-b, Skolen"
    assert str(on_the_square["LOCATION"]) == "Torvet, Torvet"
    assert at_school["UID"] == on_the_square["UID"]


def test_show__over_midnight__is_one_event_on_both_days__behaviour_12(scene: Scene, read: Read) -> None:
    scene.book("20:00-02:00")
    for day in (TUESDAY, TUESDAY + timedelta(days=1)):
        (event,) = events(read("skolen", first=day, last=day))
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=6)


def test_show__until_24__ends_at_the_next_midnight__behaviour_6(scene: Scene, read: Read) -> None:
    scene.book(start="2027-01-12T22:00", end="2027-01-12T24:00")
    (event,) = events(read("skolen", first=TUESDAY, last=TUESDAY))
    assert event["DTEND"].to_ical() == b"20270113T000000"
    assert events(read("skolen", first=TUESDAY + timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("day", "start", "end", "hours"),
    [
        ("2027-03-28", "20270327T230000Z", "20270328T040000Z", 5),
        ("2027-10-31", "20271030T220000Z", "20271031T050000Z", 7),
    ],
)
def test_show__across_a_change_of_the_clock__is_in_utc__behaviour_9(
    scene: Scene, read: Read, day: str, start: str, end: str, hours: int
) -> None:
    scene.book(f"{day}T00:00-06:00")
    text = read("skolen", first=date.fromisoformat(day), last=date.fromisoformat(day))
    assert {f"DTSTART:{start}", f"DTEND:{end}"} <= set(lines(text))
    (shown,) = expanded(text, date.fromisoformat(day), date.fromisoformat(day))
    assert shown.end - shown.start == timedelta(hours=hours)


def test_show__weekly_across_the_change_of_the_clock__stays_at_its_hour__behaviour_8(scene: Scene, read: Read) -> None:
    scene.book("2027-03-23T18:00-19:00", rrule=WEEKLY.format(2))
    starts = [it.start for it in expanded(read("skolen"), FIRST, LAST)]
    assert starts == [utc("2027-03-23T17:00"), utc("2027-03-30T16:00")]


def test_show__in_new_york__has_new_yorks_clock(scene: Scene, read: Read) -> None:
    scene.change(Venue, "torvet", timezone="America/New_York")
    scene.book("2027-03-14T01:00-06:00", spaces=("torvet/torvet",), rrule=WEEKLY.format(2))
    text = read("torvet")
    assert {"X-WR-TIMEZONE:America/New_York", "TZID:America/New_York"} <= set(lines(text))
    assert [it.start for it in expanded(text, FIRST, LAST)] == [utc("2027-03-14T06:00"), utc("2027-03-21T05:00")]


@pytest.mark.parametrize(
    "activity",
    [
        "END:VEVENT",
        "a\r\nEND:VCALENDAR\r\nBEGIN:VEVENT",
        "x;y,z\\n\\",
        "\N{HANDBALL}\N{ZERO WIDTH JOINER}\N{FEMALE SIGN}" * 50,
        "a\x07\x1bb",
        "\u2028\u2029\x85x",
        "\u202e",
    ],
)
def test_show__an_activity_meant_to_break_out__harms_nothing(scene: Scene, read: Read, activity: str) -> None:
    scene.book(activity=activity)
    scene.book("20:00-21:00", activity="harmless")
    text = read("skolen")
    assert text.count("\r\nEND:VEVENT\r\n") == text.count("\r\nBEGIN:VEVENT\r\n") == 2
    assert text.count("END:VCALENDAR\r\n") == 1 or "END:VCALENDAR" in activity
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert not {character for character in text if ord(character) < 32} - {"\r", "\n"}
    first, second = events(text)
    assert str(first["SUMMARY"]).startswith("Håndboldklubben: ")
    assert str(second["SUMMARY"]) == "Håndboldklubben: harmless"


def test_show__the_calendar__is_named_and_says_where_it_is_from(scene: Scene, read: Read) -> None:
    said = set(lines(read("skolen/hal-a")))
    assert {
        "VERSION:2.0",
        "NAME:Skolen\\, Hal-a",
        "X-WR-CALNAME:Skolen\\, Hal-a",
        "X-WR-TIMEZONE:Europe/Copenhagen",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://booking.example/calendars/spaces/skolen/hal-a.ics",
        "URL:https://booking.example/venues/skolen/hal-a",
    } <= said
    assert not [line for line in said if line.startswith(("METHOD", "UID"))]


def test_show__a_half__has_the_hall_as_taken_but_not_the_other_half__behaviour_1(scene: Scene, read: Read) -> None:
    scene.book("10:00-11:00", spaces=("skolen/hal-a",))
    scene.book("12:00-13:00", spaces=("skolen/hal-b",))
    scene.book("14:00-15:00", spaces=("skolen/hal", "skolen/bane"))
    named, taken = "Håndboldklubben: Håndbold U13", "Optaget (Hal)"
    assert _summaries(read("skolen/hal-a")) == [named, taken]
    assert _summaries(read("skolen/hal-b")) == [named, taken]
    assert _summaries(read("skolen/hal")) == ["Optaget (Hal-a)", "Optaget (Hal-b)", named]
    assert _summaries(read("skolen")) == [named] * 3
    assert _summaries(read("skolen/hal-a", own_only=True)) == [named]
    assert {str(event["TRANSP"]) for event in events(read("skolen/hal-a"))} == {"OPAQUE"}


def test_show__a_lane__has_others_as_taken_only_where_too_few_are_left(scene: Scene, read: Read) -> None:
    _pool(scene, whole=None, four=4)
    scene.book("10:00-11:00", spaces=("skolen/four",))
    scene.book("12:00-13:00", spaces=("skolen/four",))
    scene.book("12:30-13:30", spaces=("skolen/bane",), lanes=2)
    scene.book("15:00-16:00", spaces=("skolen/whole",))
    named = "Håndboldklubben: Håndbold U13"
    assert _summaries(read("skolen/bane")) == ["Optaget (four)", named, "Optaget (whole)"]
    assert _summaries(read("skolen/whole")) == ["Optaget (four)", "Optaget (four)", "Optaget (Bane)", named]


def test_show__set_up_and_clear_up__are_no_part_of_the_event(scene: Scene, read: Read) -> None:
    scene.book(setup_minutes=30, clear_up_minutes=30)
    for place in ("skolen", "skolen/hal-a", "skolen/hal"):
        (event,) = events(read(place))
        assert event["DTSTART"].to_ical() == b"20270112T170000"
        assert event["DTEND"].to_ical() == b"20270112T183000"


def _summaries(text: str) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(text)]


def _pool(scene: Scene, **lanes: int | None) -> None:
    """Further spaces of the school's pool, of so many of its lanes."""
    with db.session() as session:
        unit = session.scalars(select(Unit).where(Unit.slug == "bassin")).one()
        for slug, number in lanes.items():
            space = Space(venue_id=unit.venue_id, slug=slug, name=slug, kind="pool", capacity=100)
            space.parts = [SpacePart(unit=unit, lanes=number)]
            session.add(space)
        session.commit()
