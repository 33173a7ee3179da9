"""Whatever is written into a booking or asked of a feed: programs read the same events, and no fault is ours."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import update
from werkzeug.test import TestResponse

from booking.model import Booking, db
from tests.scenes import Scene, scene_in, write_calendars

DAYS = "from=2027-01-01&to=2027-04-30"
VENUE, SPACE, HOURS = "venues/skolen.ics", "spaces/skolen/hal-a.ics", "hours/skolen.ics"
FREE_BUSY = ("freebusy/skolen.ics", "freebusy/skolen/hal-a.ics")
ALL = (VENUE, SPACE, HOURS, *FREE_BUSY)
TEXTS = {
    "a million letters": ("å" * 1_000_000, "å" * 1_000_000),
    "its own end": ("END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VEVENT", "END:VEVENT\nEND:VCALENDAR\nBEGIN:VEVENT"),
    "a property": ("Dans\r\nATTENDEE:mailto:x@example.org", "Dans\nATTENDEE:mailto:x@example.org"),
    "control characters": ("Ko\x01r\x1b og\x7f \x0bd\x85ans\u2028s", "Kor og d\nans\ns"),
    "emoji": ("👩‍👩‍👧‍👦 familiedag 🎉" * 20, "👩‍👩‍👧‍👦 familiedag 🎉" * 20),
    "from right to left": ("‮تمرين كرة اليد‬ עברית", "‮تمرين كرة اليد‬ עברית"),
    "signs that are escaped": ('a\\n;b,c:"d" %0D%0A \\\\', 'a\\n;b,c:"d" %0D%0A \\\\'),
}
"""What is written, and what is read."""

Ask = Callable[..., TestResponse]


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        return scene_in(app)


@pytest.fixture
def ask(scene: Scene, client: FlaskClient) -> Ask:
    def answer(path: str, method: str = "GET", query: str = DAYS, **headers: str) -> TestResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.open(f"/calendars/{path}?{query}", method=method, headers=given)

    return answer


@pytest.mark.parametrize("text", TEXTS)
def test_endure__any_text__is_read_back_as_one_event(app: Flask, scene: Scene, ask: Ask, text: str) -> None:
    written, read = TEXTS[text]
    with app.app_context():
        if app.config["SAMBRUG"].database_url.startswith("postgresql") and len(written) > 200:
            pytest.skip("PostgreSQL holds no activity of more than 200 letters")
        scene.book()
        with db.session() as session:
            session.execute(update(Booking).values(activity=written))
            write_calendars(session)
            session.commit()
    for path in (VENUE, SPACE):
        answer = ask(path)
        (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
        assert str(event["SUMMARY"]) == f"Håndboldklubben: {read}"
        assert "ATTENDEE" not in event
        assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))


def test_endure__any_reason_of_a_closure__is_read_back(app: Flask, scene: Scene, ask: Ask) -> None:
    with app.app_context():
        scene.close("2027-02-02", "END:VEVENT\r\nX-A;b,c 🎉")
    (event,) = Calendar.from_ical(ask(HOURS).data).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Lukket: END:VEVENT\nX-A;b,c 🎉"


@pytest.mark.parametrize("path", [HOURS, *FREE_BUSY])
def test_endure__beside_the_events__head_range_and_dates_are_as_of_any_feed(ask: Ask, path: str) -> None:
    whole, head = ask(path), ask(path, "HEAD")
    assert (whole.status_code, whole.content_type) == (200, "text/calendar; charset=utf-8")
    assert (head.status_code, head.data) == (200, b"")
    assert {name: head.headers[name] for name in ("ETag", "Last-Modified", "Content-Length")} == {
        name: whole.headers[name] for name in ("ETag", "Last-Modified", "Content-Length")
    }
    assert ask(path, Range="bytes=0-10").data == whole.data
    assert ask(path, If_Modified_Since="yesterday, perhaps").status_code == 200
    assert ask(path, If_None_Match=whole.headers["ETag"]).status_code == 304
    assert ask(path, If_Modified_Since=whole.headers["Last-Modified"]).status_code == 304


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "REPORT"])
@pytest.mark.parametrize("path", [HOURS, *FREE_BUSY])
def test_endure__another_method__is_405(ask: Ask, path: str, method: str) -> None:
    answer = ask(path, method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize(
    "query", ["from=x", "from=%00", "to=2027-13-01", "from=2027-02-01&to=2027-01-01", "to=9999-12-31"]
)
def test_endure__senseless_days__are_400(ask: Ask, path: str, query: str) -> None:
    answer = ask(path, query=query)
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


@pytest.mark.parametrize("name", ["x", "%00", "a%2Fb", "%ff", "a" * 300])
@pytest.mark.parametrize("feed", ["hours", "freebusy", "freebusy/skolen", "venues", "spaces/skolen"])
def test_endure__unknown_place__is_404_and_no_calendar(ask: Ask, feed: str, name: str) -> None:
    answer = ask(f"{feed}/{name}.ics")
    assert answer.status_code == 404
    assert "VCALENDAR" not in answer.text


def test_endure__robots__may_read_feeds(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.status_code == 404 or "disallow: /calendars" not in answer.text.casefold()
