"""What every test of feeds may ask for: the town as a scene, and its calendars as text or over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking.services import feeds
from booking.services.feeds import Wish
from tests.scenes import NOW, Scene, scene_in

PUBLIC_URL = "https://booking.example"
FIRST, LAST = date(2027, 1, 1), date(2027, 4, 30)

Read = Callable[..., str]
Get = Callable[..., TestResponse]


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    """For tests of what a calendar says. Not together with `get`: see the fixture app_context."""
    with app.app_context():
        yield scene_in(app)


@pytest.fixture
def read() -> Read:
    """`read("skolen")`, `read("skolen/hal-a", own_only=True)`: the calendar of the days that scenes are set in."""

    def text(place: str, now: datetime = NOW, **other: object) -> str:
        venue, _, space = place.partition("/")
        wish = Wish(venue, space or None, **{"first": FIRST, "last": LAST, **other})
        return feeds.feed(wish, PUBLIC_URL, now).text

    return text


@pytest.fixture
def get(app: Flask, client: FlaskClient) -> Get:
    """`get("/venues/skolen.ics")` of a town with a booking made long ago; `query` for other days, and headers."""
    with app.app_context():
        scene_in(app).book(now=datetime.fromisoformat("2026-02-01T12:00:00+00:00"))

    def answer(path: str, method: str = "GET", query: str = f"from={FIRST}&to={LAST}", **headers: str) -> TestResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.open(f"/calendars{path}?{query}", method=method, headers=given)

    return answer
