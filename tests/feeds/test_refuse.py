"""What a feed answers when it cannot answer: never an empty calendar, for that would delete what people have."""

from pathlib import Path

import pytest

from booking import create_app
from tests.api.test_unavailable import GONE
from tests.databases import settings
from tests.feeds.conftest import Get

PATHS = ("/venues/skolen.ics", "/spaces/skolen/hal-a.ics", "/hours/skolen.ics", "/freebusy/skolen.ics")


@pytest.mark.parametrize("path", ["/venues/nothing.ics", "/spaces/skolen/nothing.ics", "/spaces/nothing/hal-a.ics"])
def test_fetch__unknown_place__is_404(get: Get, path: str) -> None:
    answer = get(path, Accept_Language="en")
    assert (answer.status_code, answer.content_type) == (404, "text/plain; charset=utf-8")
    assert "nothing" in answer.text


@pytest.mark.parametrize("path", ["/", "/venues", "/venues/skolen", "/other.ics", "/venues/a/b/c.ics"])
def test_fetch__no_feed_at_all__is_404(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert answer.mimetype != "text/calendar"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("query", "danish", "english"),
    [
        ("from=x", "er ikke en dato", "is not a date"),
        ("to=2027-02-30", "er ikke en dato", "is not a date"),
        ("from=2027-02-01&to=2027-01-31", "slutter, før den begynder", "ends before it begins"),
        ("from=2027-01-01&to=2033-01-01", "højst fem år", "at most five years"),
        ("from=0001-01-01&to=0001-01-02", "1970", "1970"),
        ("to=0001-01-01", "1970", "1970"),
        ("from=9999-12-31", "2199", "2199"),
        ("from=%00%ff", "er ikke en dato", "is not a date"),
    ],
)
def test_fetch__days_that_make_no_sense__is_400_in_both_languages(
    get: Get, path: str, query: str, danish: str, english: str
) -> None:
    for language, text in (("da", danish), ("en", english)):
        answer = get(path, query=query, Accept_Language=language)
        assert (answer.status_code, answer.content_type) == (400, "text/plain; charset=utf-8")
        assert text in answer.text
        assert (answer.headers["Content-Language"], answer.headers["Vary"]) == (language, "Accept-Language")


@pytest.mark.parametrize("kind", sorted(GONE))
@pytest.mark.parametrize("path", PATHS)
def test_fetch__without_a_database__is_503_and_says_when_to_try_again(kind: str, path: str, tmp_path: Path) -> None:
    answer = create_app(settings(GONE[kind], tmp_path)).test_client().get(f"/calendars{path}")
    assert (answer.status_code, answer.content_type) == (503, "text/plain; charset=utf-8")
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert "VCALENDAR" not in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_fetch__fault_of_ours__is_500_and_no_calendar(path: str, tmp_path: Path) -> None:
    """A database without tables is none that was foreseen."""
    answer = create_app(settings(f"sqlite:///{tmp_path}/empty.sqlite", tmp_path)).test_client().get(f"/calendars{path}")
    assert answer.status_code >= 500
    assert answer.mimetype != "text/calendar"
    assert "VCALENDAR" not in answer.text
    assert "Traceback" not in answer.text
