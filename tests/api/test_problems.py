"""Problems (RFC 9457), wherever they come from."""

from pathlib import Path

import pytest

from booking.api.problems import KINDS

DOCUMENTED = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.mark.parametrize("kind", KINDS)
def test_problem__each_kind__is_documented(kind):
    assert f"`{kind}`" in DOCUMENTED.read_text()


@pytest.mark.parametrize(
    ("header", "language", "title"),
    [
        (None, "da", "Ikke fundet"),
        ("en-GB,en;q=0.8", "en", "Not found"),
        ("fr", "da", "Ikke fundet"),
        ("da;q=0.1, en;q=0.9", "en", "Not found"),
        ("\x7f;;q=x", "da", "Ikke fundet"),
    ],
)
@pytest.mark.database("sqlite")
def test_problem__is_said__in_the_callers_language(client, header, language, title):
    headers = {"Accept-Language": header} if header else {}
    answer = client.get("/api/v1/nothing", headers=headers)
    assert (answer.headers["Content-Language"], answer.json["title"]) == (language, title)
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.database("sqlite")
def test_problem__finding__is_said_in_danish(client, town, wish):
    answer = client.post("/api/v1/bookings", json=wish(people=500), headers=town.signed_in("member"))
    assert answer.json["title"] == "Det tillader reglerne ikke"
    assert "100" in answer.json["findings"][0]["message"]


@pytest.mark.database("sqlite")
def test_problem__outside_the_api__is_a_problem_too(client):
    answer = client.get("/calendars/nothing.ics")
    assert answer.status_code == 404
