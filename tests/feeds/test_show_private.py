"""What a private feed says: to a member of an organization its bookings, to those who work at venues who comes."""

from datetime import timedelta

import pytest
from flask import Flask
from icalendar import Calendar, Event

from booking.model import Occurrence, Space, db
from booking.rules.details import Details
from booking.services import cancellations, changes, people
from booking.services.changes import Change
from booking.services.targets import Scope
from booking.vocabulary import Access, Alcohol, BookingKind, RoleName, Status
from tests.feeds.conftest import PUBLIC_URL
from tests.feeds.private import ALL_MINE, CLUB, SCHOOL, Choice, made, read, speak
from tests.feeds.reading import events, expanded
from tests.queries import counted
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, count


def test_show__a_members_feed__has_the_bookings_anywhere_with_who_is_responsible(scene: Scene) -> None:
    scene.book()
    scene.book("10:00-11:00", spaces=("torvet/torvet",))
    scene.book("19:00-20:00", organization="judo")
    square, hall = sorted(events(read(made(scene, "member", CLUB))), key=lambda event: event["DTSTART"].dt)
    assert (str(hall["SUMMARY"]), str(hall["LOCATION"])) == ("Håndbold U13", "Hal-a, Skolen")
    assert (str(square["LOCATION"]), square["GEO"].to_ical()) == ("Torvet, Torvet", "55.73;12.36")
    assert str(square["URL"]) == f"{PUBLIC_URL}/venues/torvet/torvet"
    said = _said(hall)
    assert "Ansvarlig: Ida Prøve, +45 00 00 00 01" in said
    assert "Bemærkning: Nøglen hænger hos naboen" in said
    assert "GEO" not in hall


def test_show__a_caretakers_feed__has_who_comes_to_the_own_venue_and_what_to_get_ready(scene: Scene) -> None:
    with db.session() as session:
        hall = session.query(Space).filter_by(slug="hal-a").one()
        hall.access, hall.layouts = Access.STAFF, {"concert": {"capacity": 90, "plan": "K-7"}}
        session.commit()
    details = Details(amplified_music=True, alcohol=Alcohol.BEER_AND_WINE)
    scene.book(layout="concert", setup_minutes=30, clear_up_minutes=15, people=40, details=details)
    scene.book("10:00-11:00", spaces=("torvet/torvet",))
    (event,) = events(read(made(scene, "caretaker", SCHOOL)))
    assert str(event["SUMMARY"]) == "Håndboldklubben: Håndbold U13"
    assert _said(event)[:9] == [
        "Ansvarlig: Ida Prøve, +45 00 00 00 01",
        "Personer: 40 (børn)",
        "Adgang: åbnes af personalet",
        "Opstilling: koncert",
        "Opstilling 30 minutter",
        "Oprydning 15 minutter",
        "Pladsfordelingsplan: K-7",
        "Alkohol: øl og vin",
        "Forstærket musik",
    ]


def test_show__lanes__are_named(scene: Scene) -> None:
    scene.book(organization="judo", spaces=("skolen/bane",), lanes=2)
    scene.book(spaces=("skolen/bane",))
    mine, theirs = events(read(made(scene, "caretaker", SCHOOL)))[::-1]
    assert "Bassin: bane 1–2" in _said(theirs)
    assert "Bassin: bane 3" in _said(mine)


def test_show__a_series__is_one_event_with_the_times_of_the_database(scene: Scene) -> None:
    ref = scene.book(rrule=WEEKLY.format(8)).ref
    cancellations.cancel(ref, Scope.ONE, "2027-02-02T17:00", "Syge", None, scene.actor("member"), NOW)
    change = Change({"start": "2027-02-09T18:30", "end": "2027-02-09T20:00"}, Scope.ONE, "2027-02-09T17:00")
    changes.change(ref, change, 2, scene.actor("member"), NOW)
    text = read(made(scene, "member", CLUB))
    assert {str(event["UID"]) for event in events(text)} == {str(events(text)[0]["UID"])}
    shown = expanded(text, TUESDAY, TUESDAY + timedelta(days=90))
    with db.session() as session:
        rows = session.query(Occurrence).order_by(Occurrence.starts_at).all()
    assert [(it.start, it.end) for it in shown] == [(row.starts_at, row.ends_at) for row in rows]
    (off,) = (it for it in shown if it.status == "CANCELLED")
    assert (off.summary, off.start) == ("AFLYST: Håndbold U13", rows[3].starts_at)


def test_show__cancelled__says_why_until_its_day_is_past(scene: Scene) -> None:
    ref = scene.book().ref
    token = made(scene, "member", CLUB)
    cancellations.cancel(ref, Scope.ALL, None, "Syge {alle}", None, scene.actor("member"), NOW)
    (event,) = events(read(token, NOW + timedelta(days=50)))
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert _said(event) == ["Aflyst.", "Begrundelse: Syge {alle}"]
    assert events(read(token, NOW + timedelta(days=51))) == []


def test_show__held_for_an_officer__is_tentative_until_decided_or_too_late(scene: Scene) -> None:
    scene.book(kind=BookingKind.MARKET)
    token = made(scene, "member", CLUB)
    (event,) = events(read(token))
    assert event["STATUS"] == "TENTATIVE"
    assert _said(event)[0] == "Reserveret, afventer afgørelse."
    with db.session() as session:
        session.query(Occurrence).update({"expires_at": NOW + timedelta(days=1)})
        session.commit()
    assert events(read(token, NOW + timedelta(days=1))) == []


@pytest.mark.parametrize("status", [Status.REFUSED, Status.WAITING])
def test_show__what_one_does_not_have__is_not_there(scene: Scene, status: Status) -> None:
    scene.book()
    with db.session() as session:
        session.query(Occurrence).update({"status": status})
        session.commit()
    assert events(read(made(scene, "member", CLUB))) == []


def test_show__what_was_changed_from_a_day_on__is_not_cancelled_too(scene: Scene) -> None:
    ref = scene.book(rrule=WEEKLY.format(6)).ref
    change = Change({"start": "2027-02-02T18:30", "end": "2027-02-02T20:00"}, Scope.FOLLOWING, "2027-02-02T17:00")
    changes.change(ref, change, 1, scene.actor("member"), NOW)
    shown = expanded(read(made(scene, "member", CLUB)), TUESDAY, TUESDAY + timedelta(days=90))
    assert [(it.start.hour, it.status) for it in shown] == [(16, "CONFIRMED")] * 3 + [(17, "CONFIRMED")] * 3


def test_show__in_english__is_said_in_the_owners_language(scene: Scene) -> None:
    scene.book()
    speak("member", "en")
    (event,) = events(read(made(scene, "member", CLUB)))
    assert "Responsible: Ida Prøve, +45 00 00 00 01" in _said(event)


@pytest.mark.parametrize(
    ("choice", "who", "name"),
    [
        (CLUB, "member", "Håndboldklubben"),
        (SCHOOL, "caretaker", "Skolen"),
        (ALL_MINE, "caretaker", "Skolen"),
        (Choice(organization="haandbold", label="U13; onsdag"), "member", "U13\\; onsdag"),
    ],
)
def test_show__the_name__is_the_owners_or_says_what_it_shows(scene: Scene, choice: Choice, who: str, name: str) -> None:
    text = read(made(scene, who, choice))
    assert f"\r\nX-WR-CALNAME:{name}\r\n" in text
    assert "\r\nCOLOR:teal\r\n" in text
    told = str(Calendar.from_ical(text)["DESCRIPTION"])
    assert ("Håndboldklubben" if choice.organization else "Skolen") in told
    assert "Hold adressen for dig selv" in told
    assert "SOURCE" not in text
    assert made(scene, who, choice) not in text


def test_show__wherever_i_work__follows_the_roles(scene: Scene) -> None:
    scene.book("10:00-11:00", spaces=("torvet/torvet",))
    token = made(scene, "caretaker", ALL_MINE)
    assert events(read(token)) == []
    people.add("caretaker@town.example", NOW, role=RoleName.CARETAKER, venue="torvet")
    assert len(events(read(token))) == 1


def test_show__a_booking_of_two_houses__has_only_the_own_house_for_a_caretaker(scene: Scene) -> None:
    scene.book(spaces=("skolen/hal-a", "torvet/torvet"))
    (own,) = events(read(made(scene, "caretaker", SCHOOL)))
    (both,) = events(read(made(scene, "member", CLUB)))
    assert (str(own["LOCATION"]), str(both["LOCATION"])) == ("Hal-a, Skolen", "Hal-a, Skolen; Torvet, Torvet")
    assert "URL" not in both


@pytest.mark.parametrize(("who", "choice"), [("member", CLUB), ("caretaker", SCHOOL)])
def test_show__many__asks_the_database_no_more_often(app: Flask, scene: Scene, who: str, choice: Choice) -> None:
    token = made(scene, who, choice)
    scene.book(rrule=WEEKLY.format(2))
    with counted(app) as few:
        read(token)
    for hour in range(8, 16):
        scene.book(f"{hour:02}:00-{hour:02}:30", rrule="FREQ=DAILY;COUNT=80", spaces=("skolen/hal", "torvet/torvet"))
    with counted(app) as many:
        read(token)
    assert len(many) == len(few)
    assert count(Occurrence) > 600


def _said(event: Event) -> list[str]:
    return str(event["DESCRIPTION"]).split("\n")
