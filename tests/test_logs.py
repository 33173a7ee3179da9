"""The log: one JSON object a request, with what an operator needs and nothing that is somebody's own."""

import json
import logging
from pathlib import Path

import pytest
from flask import Flask, abort

from booking import create_app
from booking.logs import JSONLines, Masked
from tests.databases import settings


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = create_app(settings("sqlite:///unused.sqlite", tmp_path, LOG_LEVEL="INFO"))
    app.add_url_rule("/fails", "fails", lambda: str(1 / 0))
    app.add_url_rule("/tea", "tea", lambda: abort(418))
    return app


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_request__answered__is_one_line_of_json(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    answer = app.test_client().get("/tea?name=Karen")
    [line] = lines(capsys)
    assert (line["method"], line["path"], line["status"]) == ("GET", "/tea", 418)
    assert isinstance(line["ms"], float)
    assert line["request"] == answer.headers["X-Request-ID"]
    assert "Karen" not in json.dumps(line)


def test_request__private_feed__keeps_its_token_secret(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    """Here it fails, for want of a database."""
    app.test_client().get("/calendars/private/c2VjcmV0.ics")
    failure, request = lines(capsys)
    assert request["path"] == "/calendars/private/***"
    assert "c2VjcmV0" not in json.dumps([failure, request])


@pytest.mark.parametrize(
    "path",
    [
        "/calendars/private/c2VjcmV0",
        "/calendars/private/c2VjcmV0.ics/",
        "/calendars/private/x/c2VjcmV0.ics",
        "/calendars//private/c2VjcmV0.ics",
        "/Calendars/Private/c2VjcmV0.ics",
        "/calendars/private/%20%22c2VjcmV0%22.ics",
        "/calendars/private/%0Ac2VjcmV0.ics",
        "/calendars/%70rivate/c2VjcmV0.ics",
        "/nothing/calendars/private/c2VjcmV0.ics",
    ],
)
def test_request__private_feed_misspelled__keeps_its_token_secret(
    path: str, app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    app.test_client().get(path)
    said = capsys.readouterr()
    assert said.out
    assert "c2VjcmV0" not in said.out + said.err


def test_message__that_names_a_private_feed__keeps_its_token_secret(capsys: pytest.CaptureFixture[str]) -> None:
    address = "/calendars/private/c2VjcmV0.ics"
    for text in (f'GET {address} HTTP/1.1" 200', f"Referer: https://booking.example{address}", f"{address!r} is odd"):
        record = logging.LogRecord("somewhere", logging.INFO, __file__, 1, "%s", (text,), None)
        assert "c2VjcmV0" not in JSONLines().format(record)
        assert Masked().filter(record)
        assert record.getMessage() == text.replace("c2VjcmV0.ics", "***")


@pytest.mark.parametrize(
    ("given", "taken"), [("proxy-0123456789", True), ("short", False), ('{"a": 1, "b": 2}', False), ("x" * 65, False)]
)
def test_request__with_an_id_of_its_own__keeps_it_if_harmless(
    given: str, taken: bool, app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = app.test_client().get("/tea", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is taken


def test_request__that_fails__says_why_under_the_same_id(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    answer = app.test_client().get("/fails")
    failure, request = lines(capsys)
    assert answer.status_code == request["status"] == 500
    assert request["level"] == failure["level"] == "error"
    assert failure["request"] == request["request"]
    assert "ZeroDivisionError" in str(failure["exception"])


def test_message__outside_a_request__stays_out_of_a_commands_output(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("somewhere").warning("line one\nline %s", "two")
    said = capsys.readouterr()
    line = json.loads(said.err)
    assert said.out == ""
    assert (line["level"], line["message"]) == ("warning", "line one\nline two")
    assert "request" not in line


def test_message__text_that_no_encoding_holds__is_a_line_all_the_same() -> None:
    record = logging.LogRecord("somewhere", logging.INFO, __file__, 1, "half a letter: \ud83d", None, None)
    assert JSONLines().format(record).isascii()
