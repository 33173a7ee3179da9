"""Fetching a private feed over HTTP: kept by nobody but its owner, not indexed, and logged without its token."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from booking import create_app
from booking.model import Membership, PrivateFeed, db
from tests.api.test_unavailable import GONE
from tests.databases import settings
from tests.feeds.private import CLUB, end, made
from tests.feeds.reading import events
from tests.scenes import NOW, scene_in

Get = Callable[..., TestResponse]


@pytest.fixture
def token(app: Flask) -> str:
    with app.app_context():
        scene = scene_in(app)
        scene.book()
        return made(scene, "member", CLUB)


@pytest.fixture
def get(client: FlaskClient, token: str) -> Get:
    """The member's feed, or another one."""

    def answer(method: str = "GET", name: str = token, **headers: str) -> TestResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.open(f"/calendars/private/{name}.ics", method=method, headers=given)

    return answer


def test_fetch_private__is_a_calendar_for_its_owner_alone(get: Get) -> None:
    answer = get()
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert len(events(answer.text)) == 1
    assert answer.last_modified is not None
    assert not {"Set-Cookie", "Content-Disposition", "WWW-Authenticate"} & set(answer.headers.keys())


@pytest.mark.parametrize(
    ("method", "name", "status"), [("GET", None, 200), ("GET", "other", 404), ("PUT", None, 405), ("GET", "a/b", 404)]
)
def test_fetch_private__whatever_the_answer__is_not_indexed_and_names_no_referrer(
    get: Get, method: str, name: str | None, status: int
) -> None:
    answer = get(method, name) if name else get(method)
    assert answer.status_code == status
    assert (answer.headers["Referrer-Policy"], answer.headers["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "public" not in answer.headers.get("Cache-Control", "")


def test_fetch_private__head__has_the_headers_and_no_body(get: Get) -> None:
    whole, head = get(), get("HEAD")
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "REPORT"])
def test_fetch_private__by_another_method__is_405(get: Get, method: str) -> None:
    answer = get(method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.mimetype != "text/calendar"


@pytest.mark.parametrize(("header", "condition"), [("ETag", "If_None_Match"), ("Last-Modified", "If_Modified_Since")])
def test_fetch_private__unchanged__is_304_and_repeats_both(get: Get, header: str, condition: str) -> None:
    before = get()
    answer = get(**{condition: before.headers[header]})
    assert (answer.status_code, answer.data) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Referrer-Policy"):
        assert answer.headers[name] == before.headers[name]


@pytest.mark.parametrize(("language", "said"), [("da", "Denne kalender er lukket."), ("en", "was revoked")])
def test_fetch_private__revoked__is_410_whatever_was_kept(app: Flask, get: Get, language: str, said: str) -> None:
    kept = get().headers["ETag"]
    with app.app_context(), db.session() as session:
        session.execute(update(PrivateFeed).values(revoked_at=NOW))
        session.commit()
    answer = get(If_None_Match=kept, Accept_Language=language)
    assert (answer.status_code, answer.content_type) == (410, "text/plain; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-store"
    assert said in answer.text


def test_fetch_private__right_ended__is_410(app: Flask, get: Get) -> None:
    kept = get().headers["ETag"]
    with app.app_context():
        end(Membership, "member")
    answer = get(If_None_Match=kept)
    assert (answer.status_code, answer.mimetype) == (410, "text/plain")
    assert "ikke længere adgang" in answer.text


@pytest.mark.parametrize("kind", sorted(GONE))
def test_fetch_private__without_a_database__is_503_and_says_when_to_try_again(kind: str, tmp_path: Path) -> None:
    answer = create_app(settings(GONE[kind], tmp_path)).test_client().get("/calendars/private/c2VjcmV0.ics")
    assert (answer.status_code, answer.content_type) == (503, "text/plain; charset=utf-8")
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_fetch_private__whatever_happens__no_token_is_logged(
    get: Get, token: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    for method, name in (
        ("GET", token),
        ("HEAD", token),
        ("PUT", token),
        ("GET", f"x/{token}"),
        ("GET", f"{token}%22"),
    ):
        get(method, name)
    said = capsys.readouterr()
    assert said.out.count("/calendars/private/***") == 5
    assert token not in said.out + said.err
