"""What every test of the API may ask for: a town, and requests as its people send them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.town import Town, founded, tuesday

Call = Callable[..., TestResponse]


@pytest.fixture
def town(app: Flask) -> Town:
    return founded(app)


@pytest.fixture
def call(town: Town, client: FlaskClient) -> Call:
    """`call("POST", "/bookings", {...}, who="member", headers={...})`, in English unless said otherwise."""

    def send(method: str, path: str, body: Any = None, *, who: str = "", **settings: Any) -> TestResponse:
        headers = {"Accept-Language": "en", **(town.signed_in(who) if who else {}), **settings.pop("headers", {})}
        given = {} if body is None else {"json": body}
        return client.open(f"/api/v1{path}", method=method, headers=headers, **given, **settings)

    return send


@pytest.fixture
def wish() -> Callable[..., dict[str, Any]]:
    """A request as interface.md has it, with what is said otherwise."""

    def request(**other: Any) -> dict[str, Any]:
        day = tuesday()
        usual = {
            "spaces": ["skolen/hal-a"],
            "organization": "haandbold",
            "activity": "handball",
            "people": 24,
            "start": f"{day}T17:00",
            "end": f"{day}T18:30",
            "kind": "training",
            "audience": "children",
            "responsible": {"name": "Ida Prøve", "phone": "+45 00 00 00 01"},
        }
        return {name: value for name, value in {**usual, **other}.items() if value is not None}

    return request


@pytest.fixture
def booked(call: Call, wish: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """Book, and give back the booking."""

    def book(who: str = "member", **other: Any) -> Any:
        answer = call("POST", "/bookings", wish(**other), who=who)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return answer.json

    return book
