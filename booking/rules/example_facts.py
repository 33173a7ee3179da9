"""The facts of an example in a rulebook: what its words say, and what is usual where they say nothing."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

from booking.rules import example_times
from booking.rules.example_reader import Reader
from booking.rules.facts import Applicant, Asked, Place
from booking.rules.values import BadValue, fitting, listed, nearest
from booking.vocabulary import Audience, BookingKind
from calendars.errors import CalendarError
from calendars.holidays import DENMARK, public_holidays
from calendars.zone import zone as zone_of

_SAID = (
    "activity",
    "kind",
    "audience",
    "people",
    "track",
    "layout",
    "lanes",
    "setup_minutes",
    "clear_up_minutes",
    "responsible_name",
    "responsible_phone",
    "series",
    "wait",
    "details",
)
ASKED = ("times", "weeks", *_SAID)
"""What an applicant says."""
_BY_ITSELF = ("applicant", "places", "now", "public_holidays", "zone")
_KNOWN = tuple(it.name for it in fields(Asked) if it.name not in (*_SAID, *_BY_ITSELF, "times", "lost"))
GIVEN = (*_BY_ITSELF, "place", "days_before", *_KNOWN)
"""What is so, whatever the applicant says."""

_HINTS = get_type_hints(Asked)
_USUAL: Mapping[str, Any] = {
    "activity": "meeting",
    "kind": BookingKind.TRAINING,
    "audience": Audience.ADULTS,
    "people": 20,
    "responsible_name": "Kim Eksempel",
    "responsible_phone": "00 00 00 00",
}


def facts(given: Mapping[str, Any], wanted: Mapping[str, Any], in_force: date) -> Asked:
    """The request of an example, in a rulebook in force from that day. BadValue."""
    _require_known("given", given, GIVEN, "asked", ASKED)
    _require_known("asked", wanted, ASKED, "given", GIVEN)
    zone = _zone(given.get("zone", DENMARK.key))
    times = example_times.times(wanted, zone, in_force)
    read = Reader(zone, times)
    applicant = read.table("given.applicant", given.get("applicant", {}), Applicant, "given", "applicant")
    now = _now(read, given)
    usual = {
        **_USUAL,
        "track": applicant.track,
        "series": len(times) > 1,
        "public_holidays": _holidays(read, given, now),
    }
    said = {key: read.value(f"asked.{key}", wanted[key], _HINTS[key], "asked", key) for key in _SAID if key in wanted}
    known = {key: read.value(f"given.{key}", given[key], _HINTS[key], "given", key) for key in _KNOWN if key in given}
    return Asked(
        **usual | said | known,
        applicant=applicant,
        places=_places(read, given),
        times=times,
        now=now,
        zone=zone,
    )


def _require_known(
    part: str, table: Mapping[str, Any], known: tuple[str, ...], other: str, others: tuple[str, ...]
) -> None:
    for word in table:
        if word not in known:
            hint = f"; it belongs in {other}" if word in others else nearest(word, known)
            raise BadValue(f"unknown word {word} in {part}{hint}", part, word)


def _zone(name: Any) -> ZoneInfo:
    try:
        return zone_of(fitting("given.zone", name, str, "given", "zone"))
    except CalendarError as error:
        raise BadValue(f"given.zone: {error}", "given", "zone") from None


def _places(read: Reader, given: Mapping[str, Any]) -> tuple[Place, ...]:
    key = "places" if "places" in given else "place"
    places = tuple(read.table(f"given.{key}", each, Place, "given", key) for each in listed(given.get(key, {})))
    if not places:
        raise BadValue(f"given.{key} is empty; leave it out for a hall in a school", "given", key)
    return places


def _now(read: Reader, given: Mapping[str, Any]) -> datetime:
    """As said, or so many days before the first time, at the same time of day."""
    if "now" in given:
        return read.moment("given.now", given["now"], "given", "now")
    days = fitting("given.days_before", given.get("days_before", example_times.AHEAD), int, "given", "days_before")
    first = min(moment.start_local for moment in read.times)
    return example_times.utc("given.days_before", first - timedelta(days=days), read.zone, "given", "days_before")


def _holidays(read: Reader, given: Mapping[str, Any], now: datetime) -> Mapping[date, str]:
    """Those of Denmark, unless said otherwise."""
    if "public_holidays" in given:
        hint, path = _HINTS["public_holidays"], ("given", "public_holidays")
        holidays: Mapping[date, str] = read.value(".".join(path), given["public_holidays"], hint, *path)
        return holidays
    days = [now.astimezone(read.zone).date(), *(day for it in read.times for day in it.days)]
    return public_holidays(min(days), max(days), read.zone)
