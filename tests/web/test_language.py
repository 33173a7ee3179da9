"""Danish unless the reader asks for English: by the address, or by what the browser says."""

import pytest


@pytest.mark.parametrize(
    ("path", "header", "language"),
    [
        ("/", "", "da"),
        ("/", "da-DK,da;q=0.9,en;q=0.8", "da"),
        ("/", "en-GB", "en"),
        ("/", "fr, de", "da"),
        ("/?lang=en", "da", "en"),
        ("/?lang=da", "en", "da"),
        ("/?lang=fr", "en", "en"),
    ],
)
def test_page__language__is_the_readers(get, path, header, language):
    answer = get(path, header)
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


def test_page__language_by_address__leads_on_in_it(get):
    page = get("/venues/skolen?lang=en&date=2027-01-12", "da").text
    assert 'href="/day/skolen?lang=en"' in page
    assert 'href="/venues/skolen?date=2027-01-04&amp;lang=en#week"' in page


def test_page__switch__is_this_page_in_the_other_language(get):
    assert 'href="/venues/skolen?date=2027-01-12&amp;lang=da"' in get("/venues/skolen?date=2027-01-12").text


def test_page__language_by_browser__leaves_addresses_alone(get):
    assert 'href="/day/skolen"' in get("/venues/skolen").text


@pytest.mark.parametrize("odd", ["_scheme=javascript&_external=1", "endpoint=x", "_anchor=x", "venue=y", "q=%00"])
def test_page__odd_arguments__change_nothing(get, odd):
    answer = get(f"/venues/skolen?{odd}")
    assert answer.status_code == 200
    assert "javascript" not in answer.text


def test_page__any__sets_no_cookie(get):
    for path in ("/", "/venues/?lang=en", "/day/skolen"):
        assert "Set-Cookie" not in get(path).headers
