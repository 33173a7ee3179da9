"""The reader's language is the one their browser asks for, else Danish."""

import pytest

from booking.services.wording import best_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "da"),
        ("", "da"),
        ("da", "da"),
        ("en", "en"),
        ("en-GB,en;q=0.9,da;q=0.8", "en"),
        ("da-DK,da;q=0.9,en;q=0.8", "da"),
        ("en;q=0.5,da;q=0.6", "da"),
        ("EN", "en"),
        ("de,fr;q=0.7", "da"),
        ("sv,en;q=0.7", "en"),
        ("*", "da"),
        ("da;q=0,en", "en"),
        ("en;q=0", "da"),
        ("en;q=x", "da"),
        (";;;,,,=q", "da"),
        ("\x00\udcff\u2028æøå", "da"),
        ("en_GB", "en"),
        ("a," * 20000, "da"),
    ],
)
def test_best_language__header__is_the_most_wanted_or_danish(header: str | None, language: str) -> None:
    assert best_language(header) == language
