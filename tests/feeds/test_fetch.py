"""Fetching a feed over HTTP: what calendar programs send, and what they need back to keep what they have."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.services import bookings, cancellations, organizations
from booking.services.actors import SYSTEM
from booking.services.bookings import Filters
from booking.services.targets import Scope
from tests.feeds.conftest import Get
from tests.feeds.reading import events
from tests.queries import counted
from tests.scenes import Scene, scene_in
from tests.town import Town

VENUE = "/venues/skolen.ics"
SPACE = "/spaces/skolen/hal-a.ics"
HOURS, FREE_BUSY = "/hours/skolen.ics", "/freebusy/skolen/hal-a.ics"
FEEDS = pytest.mark.parametrize("path", [VENUE, SPACE])
ALL = pytest.mark.parametrize("path", [VENUE, SPACE, HOURS, FREE_BUSY])
SCENE = Scene(Town({}))
"""The town that `get` has founded, for those who need no sign-in."""
ACTED = datetime.fromisoformat("2026-03-01T12:00:00+00:00")


@FEEDS
def test_fetch__without_anything_special__is_a_calendar(get: Get, path: str) -> None:
    answer = get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert answer.last_modified is not None
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert len(events(answer.text)) == 1


@FEEDS
def test_fetch__by_a_program__sets_no_cookie_and_offers_no_download(get: Get, path: str) -> None:
    assert not {"Set-Cookie", "Content-Disposition", "WWW-Authenticate"} & set(get(path).headers.keys())


@FEEDS
def test_fetch__twice__is_the_same_byte_for_byte(get: Get, path: str) -> None:
    first, second = get(path), get(path)
    assert first.data == second.data
    assert (first.headers["ETag"], first.last_modified) == (second.headers["ETag"], second.last_modified)


@FEEDS
def test_fetch__head__has_the_headers_and_no_body(get: Get, path: str) -> None:
    whole, head = get(path), get(path, "HEAD")
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


@FEEDS
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "REPORT"])
def test_fetch__by_another_method__is_405(get: Get, path: str, method: str) -> None:
    answer = get(path, method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.mimetype != "text/calendar"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_fetch__unchanged__is_304_and_repeats_both(get: Get, method: str, header: str) -> None:
    before = get(VENUE)
    condition = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[header]
    answer = get(VENUE, method, **{condition: before.headers[header]})
    assert (answer.status_code, answer.data) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control"):
        assert answer.headers[name] == before.headers[name]


def test_fetch__tag_of_another_state_but_a_late_date__is_200_because_the_tag_wins(get: Get) -> None:
    date = get(VENUE).headers["Last-Modified"]
    assert get(VENUE, If_None_Match='"another"', If_Modified_Since=date).status_code == 200


def test_fetch__same_tag_but_an_early_date__is_304_because_the_tag_wins(get: Get) -> None:
    tag = get(VENUE).headers["ETag"]
    answer = get(VENUE, If_None_Match=f'"another", W/{tag}', If_Modified_Since="Thu, 01 Jan 1970 00:00:00 GMT")
    assert answer.status_code == 304


@pytest.mark.parametrize("date", ["yesterday", "", "32 Jan 2026", "Thu, 99 Foo 2026 25:61:61 GMT", "\xff"])
def test_fetch__since_a_date_that_cannot_be_read__is_200(get: Get, date: str) -> None:
    assert get(VENUE, If_Modified_Since=date).status_code == 200


@pytest.mark.parametrize("wanted", ["bytes=0-10", "bytes=99999999-", "lines=1"])
def test_fetch__of_a_range__is_the_whole(get: Get, wanted: str) -> None:
    answer = get(VENUE, Range=wanted)
    assert (answer.status_code, answer.data) == (200, get(VENUE).data)


@pytest.mark.parametrize("accept", ["", "text/html", "application/json;q=0.1"])
def test_fetch__whatever_is_accepted__is_the_calendar(get: Get, accept: str) -> None:
    assert get(VENUE, Accept=accept).content_type == "text/calendar; charset=utf-8"


def test_fetch__from_a_day_to_another__has_what_touches_these_days(get: Get) -> None:
    assert len(events(get(VENUE, query="from=2027-01-12&to=2027-01-12").text)) == 1
    assert events(get(VENUE, query="from=2027-01-13&to=2027-02-12").text) == []
    assert events(get(VENUE, query="to=2027-01-11").text) == []


def test_fetch__no_days_named__has_three_months_back_and_eighteen_ahead(app: Flask, client: FlaskClient) -> None:
    today = datetime.now().astimezone()
    with app.app_context():
        scene = scene_in(app)
        for days in (-100, -80, 0, 500, 600):
            day = (today + timedelta(days=days)).date()
            scene.book(f"{day}T12:00-13:00", now=ACTED.replace(year=2020))
    starts = [event["DTSTART"].dt.date() for event in events(client.get(f"/calendars{VENUE}").text)]
    assert [(start - today.date()).days for start in starts] == [-80, 0, 500]


def test_fetch__own_only__leaves_out_what_blocks_the_space(app: Flask, get: Get) -> None:
    with app.app_context():
        SCENE.submit("20:00-21:00", spaces=("skolen/hal",), now=ACTED)
    days = "from=2027-01-01&to=2027-02-01"
    assert len(events(get(SPACE, query=days).text)) == 2
    assert len(events(get(SPACE, query=f"{days}&own=1").text)) == 1


def test_fetch__after_the_last_event_was_cancelled__is_new(app: Flask, get: Get) -> None:
    before = get(VENUE)
    with app.app_context():
        ref = bookings.listed(Filters(), SCENE.actor("system"))[0][0].ref
        cancellations.cancel(ref, Scope.ALL, None, "", None, SCENE.actor("system"), ACTED)
    assert get(VENUE, If_None_Match=before.headers["ETag"]).status_code == 200
    assert [str(event["STATUS"]) for event in events(get(VENUE).text)] == ["CANCELLED"]


def test_fetch__many_events__asks_as_often_as_of_one(app: Flask, get: Get) -> None:
    def asked(path: str) -> int:
        with counted(app) as sent:
            get(path)
        return len(sent)

    before = asked(VENUE), asked(SPACE)
    with app.app_context():
        for hour in (8, 9, 10):
            series = {"rrule": "FREQ=WEEKLY;COUNT=15", "spaces": ("skolen/hal-a", "skolen/bane")}
            SCENE.book(f"{hour:02}:00-{hour:02}:50", now=ACTED, **series)
    assert (asked(VENUE), asked(SPACE)) == before
    assert max(before) <= 12


@ALL
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_fetch__unchanged__asks_the_database_once(app: Flask, get: Get, path: str, method: str) -> None:
    tag = get(path).headers["ETag"]
    with counted(app) as sent:
        assert get(path, method, If_None_Match=tag).status_code == 304
    assert _queries(sent) == 1


@pytest.mark.parametrize("path", [HOURS, FREE_BUSY])
def test_fetch__beside_the_events__asks_the_database_once_until_the_hours_change(
    app: Flask, get: Get, path: str
) -> None:
    def asked(**headers: str) -> int:
        with counted(app) as sent:
            assert get(path, query="", **headers).status_code == 200
        return _queries(sent)

    first, second, zipped = asked(), asked(), asked(Accept_Encoding="gzip")
    with app.app_context():
        SCENE.close("2027-02-17", "Maling")
    assert (first, second, zipped, asked()) == (first, 1, 1, first)
    assert first > 1


@FEEDS
def test_fetch__again__asks_the_database_once_until_something_there_changes(app: Flask, get: Get, path: str) -> None:
    def asked() -> int:
        with counted(app) as sent:
            assert get(path, query="").status_code == 200
        return _queries(sent)

    first, second = asked(), asked()
    with app.app_context():
        SCENE.submit("20:00-21:00", spaces=("torvet/torvet",), now=ACTED)
    elsewhere = asked()
    with app.app_context():
        SCENE.submit("20:00-21:00", spaces=("skolen/hal",), now=ACTED)
    assert (first, second, elsewhere, asked()) == (first, 1, 1, first)
    assert first > 1


def test_fetch__something_changed_elsewhere__is_304(app: Flask, get: Get) -> None:
    venue, space = get(VENUE), get(SPACE)
    with app.app_context():
        SCENE.submit("20:00-21:00", spaces=("skolen/bane",), lanes=2, now=ACTED)
    assert get(VENUE, If_None_Match=venue.headers["ETag"]).status_code == 200
    assert get(SPACE, If_None_Match=space.headers["ETag"]).status_code == 304
    assert get(SPACE, If_Modified_Since=space.headers["Last-Modified"]).status_code == 304


def test_fetch__an_organization_is_called_otherwise__is_new(app: Flask, get: Get) -> None:
    tag = get(VENUE).headers["ETag"]
    with app.app_context():
        version = organizations.find("haandbold").version
        organizations.change("haandbold", {"name": "Håndbold 2740"}, version, SYSTEM, ACTED)
    answer = get(VENUE, If_None_Match=tag)
    assert answer.status_code == 200
    assert "Håndbold 2740" in answer.text


@ALL
def test_fetch__gzip_asked_for__is_the_same_calendar_in_gzip(get: Get, path: str) -> None:
    plain, zipped = get(path), get(path, Accept_Encoding="br, gzip")
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert plain.headers["Vary"] == zipped.headers["Vary"] == "Accept-Encoding"
    assert zipped.headers["ETag"] == f"W/{plain.headers['ETag']}"
    assert get(path, Accept_Encoding="gzip", If_None_Match=zipped.headers["ETag"]).status_code == 304


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_fetch__gzip_not_asked_for__is_plain(get: Get, accepted: str) -> None:
    assert "Content-Encoding" not in get(VENUE, Accept_Encoding=accepted).headers


def test_fetch__gzip_turned_off__is_plain_whatever_is_asked_for(
    app: Flask, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SAMBRUG", replace(app.config["SAMBRUG"], feeds_gzip=False))
    answer = get(VENUE, Accept_Encoding="gzip")
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers


def _queries(sent: Sequence[str]) -> int:
    """SQLite's BEGIN is none."""
    return sum(statement.startswith("SELECT") for statement in sent)
