"""Weekly hours as text, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.errors import CalendarError, Malformed
from calendars.hours import Span, hours_text, parse_hours
from tests.calendars.test_openings import weeks


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("mon 08:00-22:00", [Span(0, 480, 1320)]),
        ("mon,wed 8:00-9:00", [Span(0, 480, 540), Span(2, 480, 540)]),
        ("SAT 09:00-14:00,15:00-24:00", [Span(5, 540, 840), Span(5, 900, 1440)]),
        ("fri-mon 20:00-02:00", [Span(day, 1200, 1560) for day in (0, 4, 5, 6)]),
        ("lør 20:00 - 26:00; søn lukket;", [Span(5, 1200, 1560)]),
        ("sun 00:00-00:00", [Span(6, 0, 1440)]),
        ("closed", []),
        ("Lukket ", []),
        ("mon-sun closed", []),
    ],
)
def test_parse_hours__good_text__spans(text: str, spans: list[Span]) -> None:
    """Behaviour 13: over midnight, two spans a day."""
    assert parse_hours(text) == tuple(spans)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("", ""),
        (" ; ", " ; "),
        ("mon", "mon"),
        ("08:00-22:00", "08:00-22:00"),
        ("mon-fri 08:00-22:00; sat 9-14", "sat 9-14"),
        ("mon-fri 08:00-22:00; sax 09:00-14:00", "sax 09:00-14:00"),
        ("mon-xyz 08:00-22:00", "mon-xyz 08:00-22:00"),
        ("mon- 08:00-22:00", "mon- 08:00-22:00"),
        ("mon, tue 08:00-22:00", "mon, tue 08:00-22:00"),
        ("mon 08:60-09:00", "mon 08:60-09:00"),
        ("mon 24:00-25:00", "mon 24:00-25:00"),
        ("mon 23:00-48:01", "mon 23:00-48:01"),
        ("mon 08:00-12:00,", "mon 08:00-12:00,"),
        ("mon closed, 08:00-12:00", "mon closed, 08:00-12:00"),
        ("mon-wed 08:00-12:00; tue closed", "tue closed"),
        ("mon,mon 08:00-12:00", "mon,mon 08:00-12:00"),
        ("mon 08:00-12:00, 11:00-13:00", "mon 08:00-12:00"),
        ("sun 20:00-10:00; mon 09:00-12:00", "sun 20:00-10:00"),
    ],
)
def test_parse_hours__bad_piece__named(text: str, piece: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse_hours(text)
    assert refused.value.value == piece


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        ([], "closed"),
        (
            parse_hours("mon-fri 08:00-22:00; sat 09:00-14:00, 15:00-24:00"),
            "mon-fri 08:00-22:00; sat 09:00-14:00, 15:00-24:00; sun closed",
        ),
        ([Span(4, 1200, 1560)], "mon-thu closed; fri 20:00-02:00; sat-sun closed"),
        ([Span(0, 480, 1920)], "mon 08:00-08:00; tue-sun closed"),
        ([Span(0, 480, 1921)], "mon 08:00-32:01; tue-sun closed"),
        ([Span(0, 0, 1440)], "mon 00:00-24:00; tue-sun closed"),
    ],
)
def test_write_hours__spans__text(spans: list[Span], text: str) -> None:
    assert hours_text(spans) == text
    assert parse_hours(text) == tuple(spans)


@given(weeks())
def test_write_hours__any_week__read_back(spans: tuple[Span, ...]) -> None:
    assert parse_hours(hours_text(spans)) == spans


@given(st.text(alphabet="monfri sat,;:-0123456789", max_size=40))
def test_parse_hours__any_text__read_or_refused(text: str) -> None:
    try:
        parse_hours(text)
    except CalendarError as error:
        assert isinstance(error, Malformed)  # noqa: PT017
