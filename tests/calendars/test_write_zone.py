"""A zone's VTIMEZONE, read back by dateutil and held against the tz database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from calendars.errors import Malformed, UnknownZone
from calendars.vtimezone import vtimezone

WRITTEN = Path(__file__).parent / "ics"
HOUR = timedelta(hours=1)


def walls(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[datetime]:
    """Noon of every tenth day, and the hours around every change of the clocks."""
    day, end = datetime(first_year, 1, 1, 12), datetime(last_year + 1, 1, 1)
    while day < end:
        yield day
        morrow = day + timedelta(days=1)
        if day.replace(tzinfo=zone).utcoffset() != morrow.replace(tzinfo=zone).utcoffset():
            yield from (day + n * HOUR for n in range(24) if exists_once(day + n * HOUR, zone))
        day = morrow


def exists_once(wall: datetime, zone: ZoneInfo) -> bool:
    return wall.replace(tzinfo=zone).utcoffset() == wall.replace(tzinfo=zone, fold=1).utcoffset()


@pytest.mark.parametrize(
    ("name", "first_year"),
    [
        ("Europe/Copenhagen", 2007),
        ("America/New_York", 2007),
        ("Europe/London", 2007),
        ("Europe/Dublin", 2007),
        ("Atlantic/Faroe", 2007),
        ("America/Nuuk", 2025),
        ("Asia/Jerusalem", 2014),
        ("Australia/Lord_Howe", 2009),
        ("America/St_Johns", 2012),
        ("Asia/Kathmandu", 2007),
        ("UTC", 2007),
    ],
)
def test_write_zone__every_year_of_its_present_rules__offsets_of_the_tz_database(name: str, first_year: int) -> None:
    zone = ZoneInfo(name)
    read = tzical(StringIO(vtimezone(name))).get(name)
    assert read is not None
    differing = [
        wall
        for wall in walls(zone, first_year, 2040)
        if wall.replace(tzinfo=read).utcoffset() != wall.replace(tzinfo=zone).utcoffset()
    ]
    assert differing == []


@pytest.mark.parametrize("name", ["Europe/Copenhagen", "America/New_York"])
def test_write_zone__the_ones_we_use__are_these_octets(name: str) -> None:
    assert vtimezone(name).encode() == (WRITTEN / f"{name.replace('/', '-')}.ics").read_bytes()


def test_write_zone__no_list_of_single_changes() -> None:
    assert "RDATE" not in vtimezone("Europe/Copenhagen")
    assert vtimezone("Europe/Copenhagen").count("RRULE:") == 2


@pytest.mark.parametrize("name", ["Africa/Casablanca", "Africa/Cairo"])
def test_write_zone__no_yearly_rule__is_malformed(name: str) -> None:
    with pytest.raises(Malformed, match="no yearly rule"):
        vtimezone(name)


@pytest.mark.parametrize("name", ["Europe/Ballerup", "UTC\r\nX-EVIL:1", ""])
def test_write_zone__no_such_zone__is_unknown(name: str) -> None:
    with pytest.raises(UnknownZone):
        vtimezone(name)


def test_write_zone__copenhagen_in_1970_form__starts_on_the_rule() -> None:
    """A DTSTART off its own rule counts as one change more (RFC 5545 3.8.5.3)."""
    starts = [line[-15:] for line in vtimezone("Europe/Copenhagen").split("\r\n") if line.startswith("DTSTART")]
    days = [datetime.strptime(start, "%Y%m%dT%H%M%S").replace(tzinfo=UTC) for start in starts]
    assert all(day.weekday() == 6 and (day + timedelta(weeks=1)).month != day.month for day in days)
