"""What a calendar shows of what is booked: which times, as which events, and how they change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from booking.model import Occurrence, Space, SpacePart, Unit, Venue, db
from booking.services import cancellations, changes, decisions, feeds
from booking.services.changes import Change
from booking.services.decisions import Ruling
from booking.services.feeds import Wish
from booking.services.targets import Scope
from booking.vocabulary import BookingKind, Status
from tests.feeds.conftest import FIRST, LAST, PUBLIC_URL, Read
from tests.feeds.reading import by_uid, events, expanded, lines
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, statuses, write_calendars

LATER = NOW + timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def change(scene: Scene, ref: str, scope: Scope, occurrence: str | None, **values: object) -> None:
    wish = Change(values, scope, occurrence)
    answer = changes.change(ref, wish, None, scene.actor("system"), LATER)
    assert answer.booking, answer.verdict


def cancel(scene: Scene, ref: str, scope: Scope = Scope.ALL, occurrence: str | None = None) -> None:
    cancellations.cancel(ref, scope, occurrence, "", None, scene.actor("system"), LATER)


def test_show__a_series__is_one_event_in_the_venues_zone(scene: Scene, read: Read) -> None:
    uid = scene.book(rrule=WEEKLY.format(3)).uid
    (event,) = events(read("skolen"))
    assert (str(event["UID"]), event["DTSTART"].to_ical()) == (uid, b"20270112T170000")
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270126T160000Z"
    assert (str(event["SUMMARY"]), str(event["STATUS"])) == ("Håndboldklubben: Håndbold U13", "CONFIRMED")


def test_show__given_dates__are_an_event_each(scene: Scene, read: Read) -> None:
    scene.book(dates=(TUESDAY + timedelta(days=3), TUESDAY + timedelta(days=5)))
    assert [event["DTSTART"].dt.day for event in by_uid(read("skolen")).values()] == [12, 15, 17]


def test_show__a_series_that_touches_the_days_asked_for__is_whole(scene: Scene, read: Read) -> None:
    scene.book(rrule=WEEKLY.format(3))
    (event,) = events(read("skolen", first=TUESDAY, last=TUESDAY))
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270126T160000Z"


def test_show__one_time_elsewhere__is_left_out_here_and_alone_there(scene: Scene, read: Read) -> None:
    ref = scene.book(rrule=WEEKLY.format(3)).ref
    change(scene, ref, Scope.ONE, "2027-01-19T17:00", spaces=("torvet/torvet",))
    (here,), (there,) = events(read("skolen")), events(read("torvet"))
    assert here["EXDATE"].to_ical() == b"20270119T170000"
    assert here["EXDATE"].params["TZID"] == "Europe/Copenhagen"
    assert (there["DTSTART"].dt.day, "RRULE" in there, "RECURRENCE-ID" in there) == (19, False, False)


def test_show__this_and_following_are_moved__the_old_series_ends_and_a_new_one_begins(scene: Scene, read: Read) -> None:
    ref = scene.book(rrule=WEEKLY.format(4)).ref
    following = {"start": "2027-01-26T19:00", "end": "2027-01-26T20:00"}
    change(scene, ref, Scope.FOLLOWING, "2027-01-26T17:00", **following)
    old, new = events(read("skolen"))
    assert old["UID"] != new["UID"]
    assert old["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270119T160000Z"
    assert (new["DTSTART"].dt.day, new["RRULE"].to_ical()) == (26, b"FREQ=WEEKLY;UNTIL=20270202T180000Z")
    assert "EXDATE" not in old


def test_show__one_time_cancelled__is_called_off_until_its_day_is_past(scene: Scene, read: Read) -> None:
    ref = scene.book(rrule=WEEKLY.format(3)).ref
    cancel(scene, ref, Scope.ONE, "2027-01-19T17:00")
    for now in (LATER, utc("2027-01-19T22:59")):
        main, off = events(read("skolen", now))
        assert (str(off["STATUS"]), str(off["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
        assert str(off["SUMMARY"]) == "AFLYST: Håndboldklubben: Håndbold U13"
        assert off["RECURRENCE-ID"].to_ical() == b"20270119T170000"
        assert (str(main["STATUS"]), "EXDATE" in main) == ("CONFIRMED", False)
    (main,) = events(read("skolen", utc("2027-01-19T23:00")))
    assert main["EXDATE"].to_ical() == b"20270119T170000"


def test_show__cancelled__is_called_off_where_it_was_and_not_where_it_was_in_the_way(scene: Scene, read: Read) -> None:
    cancel(scene, scene.book().ref)
    for place in ("skolen", "skolen/hal-a"):
        (event,) = events(read(place))
        assert (str(event["STATUS"]), str(event["SUMMARY"])[:8]) == ("CANCELLED", "AFLYST: ")
    assert events(read("skolen/hal")) == []


def test_show__waited_for_and_then_cancelled__was_never_there(scene: Scene, read: Read) -> None:
    scene.book(organization="judo")
    cancel(scene, scene.book(wait=True).ref)
    (event,) = events(read("skolen"))
    assert str(event["SUMMARY"]).startswith("Judo")


def test_show__some_of_a_series_held__are_tentative_beside_the_others(scene: Scene, read: Read) -> None:
    uid = scene.book(rrule=WEEKLY.format(3)).uid
    with db.session() as session:
        held = {"status": Status.HELD, "expires_at": NOW + timedelta(days=9)}
        second = select(Occurrence.id).where(Occurrence.starts_local == datetime(2027, 1, 19, 17))
        session.execute(update(Occurrence).where(Occurrence.id.in_(second)).values(**held))
        write_calendars(session)
        session.commit()
    main, held_one = events(read("skolen"))
    assert (str(main["STATUS"]), str(held_one["STATUS"])) == ("CONFIRMED", "TENTATIVE")
    assert [event["UID"] for event in (main, held_one)] == [uid] * 2
    (main,) = events(read("skolen", NOW + timedelta(days=10)))
    assert main["EXDATE"].to_ical() == b"20270119T170000"


def test_show__a_night_series_across_both_changes_of_the_clock__lasts_as_booked__behaviour_9(
    scene: Scene, read: Read
) -> None:
    booked = scene.book("2027-03-20T22:00-06:00", rrule="FREQ=WEEKLY;COUNT=3")
    text = read("skolen")
    (other,) = (event for event in events(text) if "RECURRENCE-ID" in event)
    assert other["RECURRENCE-ID"].to_ical() == b"20270327T220000"
    assert (other["DTSTART"].to_ical(), other["DTEND"].to_ical()) == (b"20270327T210000Z", b"20270328T040000Z")
    times = [(it.start, it.end) for it in expanded(text, FIRST, LAST)]
    assert times == [(it.start.astimezone(UTC), it.end.astimezone(UTC)) for it in booked.occurrences]


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
        live = [it.start.day for it in expanded(read(place), FIRST, LAST) if it.status != "CANCELLED"]
        assert live == [12, 19, 26]


def test_show__one_time_of_a_series_is_moved__keeps_its_uid(scene: Scene, read: Read) -> None:
    ref = scene.book(rrule=WEEKLY.format(3)).ref
    (before,) = events(read("skolen"))
    change(scene, ref, Scope.ONE, "2027-01-19T17:00", start="2027-01-20T19:00", end="2027-01-20T20:00")
    main, moved = events(read("skolen"))
    assert before["UID"] == main["UID"] == moved["UID"]
    assert moved["RECURRENCE-ID"].to_ical() == b"20270119T170000"
    assert moved["DTSTART"].dt.strftime("%d %H:%M") == "20 19:00"
    assert moved["SEQUENCE"] == main["SEQUENCE"] > before["SEQUENCE"]
    assert moved["DTSTAMP"].dt == moved["LAST-MODIFIED"].dt == LATER
    assert moved["CREATED"].dt == NOW


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
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://booking.example/calendars/spaces/skolen/hal-a.ics",
        "URL:https://booking.example/venues/skolen/hal-a",
    } <= said
    assert not [line for line in said if line.startswith(("METHOD", "UID"))]
    (told,) = {line.partition(":")[2] for line in said if line.startswith(("DESCRIPTION:Hvad", "X-WR-CALDESC:"))}
    assert told.startswith("Hvad der foregår i Skolen\\, Hal-a\\, og hvad der ellers spærrer")
    assert "cirka en time" in told


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
