"""Times as clients write them."""

import contextlib
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.errors import AmbiguousTime, CalendarError, Malformed, NonexistentTime, WrongOffset
from calendars.zone import interval, parse_wall, to_utc, to_wall, zone

COPENHAGEN = zone("Europe/Copenhagen")
EVENING = datetime(2027, 1, 12, 17)


@pytest.mark.parametrize("text", ["2027-01-12T17:00", "2027-01-12T17:00:00", "2027-01-12T17:00:00.000+01:00"])
def test_parse_wall__with_or_without_seconds__read(text: str) -> None:
    assert parse_wall(text, COPENHAGEN) == EVENING


def test_parse_wall__2400__an_end_like_any_other() -> None:
    """Behaviour 6: 22-24 ends at the next midnight, and overlaps 22-23."""
    end = parse_wall("2027-12-31T24:00", COPENHAGEN)
    assert end == datetime(2028, 1, 1)
    late = interval(datetime(2027, 12, 31, 22), end, COPENHAGEN)
    assert late.overlaps(interval(datetime(2027, 12, 31, 22), datetime(2027, 12, 31, 23), COPENHAGEN))
    assert late.minutes == 120


@pytest.mark.parametrize(
    "text", ["2027-01-12T17:00+01:00", "2027-07-12T17:00+02:00", "2027-10-31T24:00+01:00", "2027-03-28T24:00:00+02:00"]
)
def test_parse_wall__own_offset__nothing_moves(text: str) -> None:
    """Behaviour 11: an offset that is the zone's own says what was known already."""
    assert parse_wall(text, COPENHAGEN) == parse_wall(text[:16], COPENHAGEN)


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-12T17:00Z",
        "2027-01-12T17:00+02:00",
        "2027-07-12T17:00+01:00",
        "2027-01-12T10:00-06:00",
        "2027-03-28T24:00+01:00",
        "2027-01-12T17:00-00:00",
        "2027-01-12T17:00+00:59",
    ],
)
def test_parse_wall__another_offset__refused_and_never_shifted(text: str) -> None:
    """Behaviour 11: a client's own zone or offset never shifts a booking."""
    with pytest.raises(WrongOffset) as refused:
        parse_wall(text, COPENHAGEN)
    assert refused.value.expected in (timedelta(hours=1), timedelta(hours=2))
    assert refused.value.given != refused.value.expected


def test_parse_wall__zulu_where_it_is_the_zone__read() -> None:
    london = zone("Europe/London")
    assert parse_wall("2027-01-12T17:00Z", london) == EVENING
    with pytest.raises(WrongOffset, match=r"\+00:00 is not the zone's own, \+01:00"):
        parse_wall("2027-07-12T17:00Z", london)


@pytest.mark.parametrize("offset", ["", "+01:00", "+02:00"])
def test_parse_wall__in_the_fold__still_ambiguous(offset: str) -> None:
    """Behaviour 10 and 11: either offset is the zone's own there, and neither makes one moment of it."""
    wall = parse_wall(f"2027-10-31T02:30{offset}", COPENHAGEN)
    with pytest.raises(AmbiguousTime):
        to_utc(wall, COPENHAGEN)


def test_parse_wall__in_the_gap__read_and_then_refused() -> None:
    """Behaviour 10: the error is that the time does not exist, not that it cannot be read."""
    with pytest.raises(NonexistentTime):
        to_utc(parse_wall("2027-03-28T02:30+01:00", COPENHAGEN), COPENHAGEN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2027-01-12",
        "17:00",
        "2027-01-12 17:00",
        "2027-01-12T17",
        "2027-1-12T17:00",
        "2027-01-12T25:00",
        "2027-01-12T24:01",
        "2027-01-12T17:60",
        "2027-02-29T17:00",
        "2027-13-01T17:00",
        "0000-01-01T00:00",
        "1969-12-31T23:59",
        "2201-01-01T00:01",
        "9999-12-31T24:00",
        "2027-01-12T17:00\n",
        " 2027-01-12T17:00",
        "2027-01-12T17:00:30",
        "2027-01-12T17:00+0100",
        "2027-01-12T17:00+25:00",
        "2027-01-12T17:00+01:60",
        "２０２７-01-12T17:00",
        "2027-01-12T17:00" * 1000,
        "2027-W02-2T17:00",
        "20270112T1700",
    ],
)
def test_parse_wall__anything_else__refused(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse_wall(text, COPENHAGEN)
    assert len(str(refused.value)) < 200


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2200, 12, 31)).map(lambda wall: wall.replace(second=0, microsecond=0))
)
def test_parse_wall__what_we_write__read_back(wall: datetime) -> None:
    assert parse_wall(wall.isoformat(), COPENHAGEN) == wall
    try:
        moment = to_utc(wall, COPENHAGEN)
    except (AmbiguousTime, NonexistentTime):
        return
    assert parse_wall(moment.astimezone(COPENHAGEN).isoformat(), COPENHAGEN) == to_wall(moment, COPENHAGEN) == wall


@given(st.text(alphabet="0123456789-:T+Z.", max_size=30))
def test_parse_wall__any_text__read_or_refused(text: str) -> None:
    with contextlib.suppress(CalendarError):
        assert parse_wall(text, COPENHAGEN).tzinfo is None
