"""What fails is said on a page in the reader's language, with a way on and without a traceback."""

import pytest
from flask import Flask
from sqlalchemy import update

from booking import create_app
from booking.model import Venue, db
from tests.databases import settings

GONE = {
    "sqlite": "sqlite:////nowhere/at/all/sambrug.sqlite",
    "postgresql": "postgresql://nobody@/nothing?host=/nowhere",
}


@pytest.mark.parametrize(
    "path", ["/nowhere", "/venues/nowhere", "/venues/skolen/nowhere", "/day/nowhere", "/a/b/c", "/static/none.css"]
)
@pytest.mark.parametrize(("language", "said"), [("da", "Vi kan ikke finde siden"), ("en", "We cannot find the page")])
def test_page__that_is_not__is_404_in_the_readers_language(get, path, language, said):
    answer = get(path, language)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert f"<h1>{said}</h1>" in answer.text
    assert 'href="/venues/"' in answer.text


@pytest.mark.parametrize("odd", ["%00", "hal%00", "%01", "%FF", "%ED%A0%80", "%0D%0AX:y", "%E2%80%AE", "x" * 3000])
@pytest.mark.parametrize("path", ["/{}", "/venues/{}", "/venues/skolen/{}", "/venues/{}/hal", "/day/{}", "/static/{}"])
def test_page__with_a_name_that_is_no_text__is_404(get, path, odd):
    answer = get(path.format(odd))
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


@pytest.mark.parametrize("odd", ["%00", "%FF", "%ED%A0%80", "%0D%0AX:y", "x" * 3000])
@pytest.mark.parametrize("path", ["/venues/?q={}", "/venues/skolen?date={}", "/venues/skolen/hal?date={}", "/?lang={}"])
def test_page__asked_with_what_is_no_text__is_no_fault_of_ours(get, path, odd):
    assert get(path.format(odd)).status_code in (200, 400)


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/calendars/nowhere"])
def test_address_of_another_face__that_is_not__is_no_page(get, path):
    answer = get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_page__slash_forgotten__leads_on(get):
    assert get("/venues").headers["Location"].endswith("/venues/")


def test_page__fault_of_ours__is_500_without_a_traceback(app: Flask, get, caplog):
    with app.app_context(), db.session() as session:
        session.execute(update(Venue).values(timezone="Not/Anywhere"))
        session.commit()
    answer = get("/venues/skolen")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert "Something went wrong" in answer.text
    assert "Anywhere" not in answer.text
    assert "Anywhere" in caplog.text


@pytest.mark.parametrize("kind", sorted(GONE))
@pytest.mark.parametrize("path", ["/", "/venues/", "/venues/skolen", "/venues/skolen/hal", "/day/skolen"])
def test_page__without_a_database__is_503_and_says_when_to_try_again(tmp_path, kind, path):
    answer = create_app(settings(GONE[kind], tmp_path)).test_client().get(path)
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    assert int(answer.headers["Retry-After"]) > 0
    assert "<h1>" in answer.text
