"""Whatever is written into a booking, a place or a name: private feeds and those beside bookings are read alike."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import update

from booking.model import Booking, Organization, Space, Venue, db
from tests.feeds.private import CLUB, SCHOOL, Choice, made, read
from tests.feeds.test_endure import DAYS, TEXTS
from tests.scenes import Scene, scene_in

LONGEST = 200


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        return scene_in(app)


@pytest.fixture(params=TEXTS)
def written(request: pytest.FixtureRequest, app: Flask, scene: Scene) -> str:
    """A text that names a booking, its place and whoever has it, as it is read."""
    written, found = TEXTS[request.param]
    with app.app_context():
        if db.engine.dialect.name == "postgresql" and len(written) > LONGEST:
            pytest.skip("PostgreSQL holds no name of more than 200 letters")
        scene.book()
        with db.session() as session:
            session.execute(update(Booking).values(activity=written, note=written, responsible_name=written))
            for kind in (Organization, Space, Venue):
                session.execute(update(kind).values(name=written))
            session.commit()
    return found


@pytest.mark.parametrize(("who", "choice"), [("member", CLUB), ("caretaker", SCHOOL)])
def test_endure__any_text_in_a_private_feed__is_one_event(
    app: Flask, scene: Scene, written: str, who: str, choice: Choice
) -> None:
    with app.app_context():
        calendar = _calendar(read(made(scene, who, choice)))
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]).endswith(written)
    assert all(written in str(it) for it in (event["DESCRIPTION"], event["LOCATION"], calendar["DESCRIPTION"]))


def test_endure__any_text_beside_the_events__is_what_the_calendar_is_about(client: FlaskClient, written: str) -> None:
    hours, taken = (
        _calendar(client.get(f"/calendars/{kind}/skolen.ics?{DAYS}").text) for kind in ("hours", "freebusy")
    )
    assert all(written in str(it["DESCRIPTION"]) for it in (hours, taken))
    assert (len(hours.walk("VEVENT")), len(taken.walk("VFREEBUSY"))) == (0, 1)


def _calendar(text: str) -> Calendar:
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(octet < 32 for line in lines for octet in line)
    assert [line for line in lines if line.startswith((b"ATTENDEE", b"END:VCALENDAR"))] == [b"END:VCALENDAR"]
    return Calendar.from_ical(text)
