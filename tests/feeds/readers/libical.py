"""Calendars as libical reads them, which is in Evolution, GNOME Calendar and KDE; only where the system has it."""

import ctypes
from collections.abc import Iterator, Mapping
from ctypes import POINTER, Structure, c_char_p, c_int, c_long, c_void_p
from datetime import UTC, datetime
from functools import cache

from tests.feeds.reading import Shown, moment


class Moment(Structure):
    """struct icaltimetype"""

    _fields_ = (
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", c_void_p),
    )


class Span(Structure):
    """struct icaltime_span: seconds since 1970 in UTC."""

    _fields_ = (("start", c_long), ("end", c_long), ("is_busy", c_int))


Found = ctypes.CFUNCTYPE(None, c_void_p, POINTER(Span), c_void_p)

FUNCTIONS: Mapping[str, tuple[object, ...]] = {
    "icalparser_parse_string": (c_void_p, c_char_p),
    "icalcomponent_string_to_kind": (c_int, c_char_p),
    "icalproperty_string_to_kind": (c_int, c_char_p),
    "icalcomponent_free": (None, c_void_p),
    "icalcomponent_get_first_component": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_next_component": (c_void_p, c_void_p, c_int),
    "icalcomponent_foreach_recurrence": (None, c_void_p, Moment, Moment, Found, c_void_p),
    "icalcomponent_get_dtstart": (Moment, c_void_p),
    "icalcomponent_get_first_property": (c_void_p, c_void_p, c_int),
    "icalproperty_get_datetime_with_component": (Moment, c_void_p, c_void_p),
    "icalcomponent_get_uid": (c_char_p, c_void_p),
    "icalcomponent_get_summary": (c_char_p, c_void_p),
    "icalcomponent_get_status": (c_int, c_void_p),
    "icalproperty_status_to_string": (c_char_p, c_int),
    "icaltime_as_timet_with_zone": (c_long, Moment, c_void_p),
    "icaltime_from_timet_with_zone": (Moment, c_long, c_int, c_void_p),
    "icaltimezone_get_utc_timezone": (c_void_p,),
}


@cache
def library() -> ctypes.CDLL | None:
    """None where it is not installed."""
    try:
        found = ctypes.CDLL("libical.so.3")
    except OSError:
        return None
    for function, (result, *arguments) in FUNCTIONS.items():
        getattr(found, function).restype, getattr(found, function).argtypes = result, arguments
    return found


def lacks() -> str:
    """What to do to have it; empty where it is there."""
    return "" if library() else "apt-get install libical3 installs it, on Debian and Ubuntu"


def with_libical(text: str, before: datetime) -> Iterator[Shown]:
    """It expands rules with their exclusions, and leaves it to others to put in what was moved."""
    ical = library()
    calendar = ical.icalparser_parse_string(text.encode())
    try:
        events = list(_events(ical, calendar))
        moved = {key for event in events if (key := _takes_place_of(ical, event))}
        for event in events:
            yield from _times(ical, event, moved, before)
    finally:
        ical.icalcomponent_free(calendar)


def _events(ical: ctypes.CDLL, calendar: int) -> Iterator[int]:
    kind = ical.icalcomponent_string_to_kind(b"VEVENT")
    event = ical.icalcomponent_get_first_component(calendar, kind)
    while event:
        yield event
        event = ical.icalcomponent_get_next_component(calendar, kind)


def _takes_place_of(ical: ctypes.CDLL, event: int) -> tuple[bytes, int] | None:
    named = ical.icalcomponent_get_first_property(event, ical.icalproperty_string_to_kind(b"RECURRENCE-ID"))
    if not named:
        return None
    original = ical.icalproperty_get_datetime_with_component(named, event)
    return ical.icalcomponent_get_uid(event), ical.icaltime_as_timet_with_zone(original, original.zone)


def _times(ical: ctypes.CDLL, event: int, moved: set[tuple[bytes, int]], before: datetime) -> Iterator[Shown]:
    utc = ical.icaltimezone_get_utc_timezone()
    spans: list[tuple[int, int]] = []
    found = Found(lambda event, span, data: spans.append((span.contents.start, span.contents.end)))
    first, last = (ical.icaltime_from_timet_with_zone(it, 0, utc) for it in (0, int(before.timestamp())))
    ical.icalcomponent_foreach_recurrence(event, first, last, found, None)
    uid, is_day = ical.icalcomponent_get_uid(event), ical.icalcomponent_get_dtstart(event).is_date
    status = ical.icalproperty_status_to_string(ical.icalcomponent_get_status(event)).decode()
    summary = ical.icalcomponent_get_summary(event).decode()
    for start, end in spans:
        if (uid, start) not in moved or _takes_place_of(ical, event):
            yield Shown(_moment(start, is_day), _moment(end, is_day), summary, status)


def _moment(seconds: int, is_day: bool) -> datetime:
    found = datetime.fromtimestamp(seconds, UTC)
    return moment(found.date() if is_day else found)
