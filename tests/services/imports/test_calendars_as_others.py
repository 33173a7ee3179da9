"""The times of random series, expanded by us and by recurring-ical-events alike."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from booking.services.imports import ics_events, ics_groups
from booking.services.imports.ics_times import Span, Window, times
from calendars.zone import to_wall
from tests.feeds.reading import expanded
from tests.services.imports.taking import calendar

ZONE = ZoneInfo("Europe/Copenhagen")
FIRST, LAST = date(2027, 1, 1), date(2027, 6, 30)
ZONES = ("Europe/Copenhagen", "Europe/Paris", "America/New_York", "Asia/Kolkata")
RULES = (
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=MONTHLY;BYMONTHDAY={month_day}",
    "FREQ=YEARLY;BYYEARDAY={year_day},200",
    "FREQ=MONTHLY;BYDAY={weekday};BYSETPOS=1,2,3,4,5",
)
ENDS = ("", ";COUNT=9", ";COUNT=60", ";UNTIL=20270401T120000Z", ";UNTIL=20270315T235959Z")
starts = st.builds(
    lambda day, quarters: datetime.combine(day, datetime.min.time()) + timedelta(minutes=15 * quarters),
    st.dates(date(2026, 3, 1), date(2027, 3, 10)),
    st.integers(16, 95),
)
"""From four in the morning on: of times that the clock skips, others make some other time, and we ask for none."""


@settings(max_examples=150, deadline=None)
@given(
    starts,
    st.sampled_from(ZONES),
    st.sampled_from(RULES),
    st.sampled_from(ENDS),
    st.integers(1, 16).map(lambda quarters: timedelta(minutes=15 * quarters)),
    st.lists(st.integers(0, 60), max_size=4),
    st.lists(st.integers(61, 200), max_size=2, unique=True),
)
def test_calendars__any_series__falls_as_others_say(
    start: datetime, zone: str, rule: str, end: str, lasts: timedelta, left_out: list[int], further: list[int]
) -> None:
    weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][start.weekday()]
    fitting = rule.format(weekday=weekday, month_day=start.day, year_day=start.timetuple().tm_yday)
    lines = [
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={zone}:{start + lasts:%Y%m%dT%H%M%S}",
        "STATUS:CONFIRMED",
        f"RRULE:{fitting}{end}",
        *(f"EXDATE;TZID={zone}:{start + timedelta(days=each):%Y%m%dT%H%M%S}" for each in left_out),
        *(f"RDATE;TZID={zone}:{start + timedelta(days=each, hours=3):%Y%m%dT%H%M%S}" for each in further),
    ]
    text = calendar(lines)
    assert _ours(text) == _theirs(text.decode())


def _ours(octets: bytes) -> Sequence[Span]:
    [group], zones = ics_groups.read(BytesIO(octets))
    assert group.main is not None
    event = ics_events.read(group.main, zones, ZONE)
    return times(event, [], Window(ZONE, datetime.combine(FIRST, datetime.min.time()), LAST), free_too=False).spans


def _theirs(text: str) -> Sequence[Span]:
    found = {(it.start, it.end) for it in expanded(text, FIRST - timedelta(days=1), LAST)}
    midnight = datetime.combine(FIRST, datetime.min.time(), ZONE).astimezone(UTC)
    walls = sorted((to_wall(start, ZONE), to_wall(end, ZONE)) for start, end in found if end > midnight)
    return tuple(span for span in walls if span[0].date() <= LAST)
