"""What is usual where an example of a rulebook says nothing: an approved association, a hall that is always open."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from booking.rules.facts import (
    Applicant,
    Beside,
    Holder,
    Neighbour,
    Part,
    Place,
    Taken,
    Time,
    UsedDay,
    YearOfVenue,
)
from booking.vocabulary import Audience, BookingKind, OrganizationKind, Status, Track, VenueKind
from calendars.intervals import Interval, IntervalSet

_TRACKS = {
    OrganizationKind.ASSOCIATION: Track.ASSIGNMENT,
    OrganizationKind.ADULT_EDUCATION: Track.ASSIGNMENT,
    OrganizationKind.INSTITUTION: Track.OWN_USE,
    OrganizationKind.COMPANY: Track.LETTING,
}
_ALWAYS = IntervalSet([Interval(datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 12, 30, tzinfo=UTC))])


def _applicant(_: Sequence[Time], said: Mapping[str, Any]) -> dict[str, Any]:
    """An approved association of the place; other kinds need no approval."""
    kind = said.get("kind", OrganizationKind.ASSOCIATION)
    usual = {
        "slug": "the-applicant",
        "name": "The applicant",
        "kind": kind,
        "track": _TRACKS.get(kind, Track.LENDING),
        "declaration_until": date(2199, 12, 31),
        "members": 100,
        "young_members": 50,
        "cvr": "12345678",
    }
    approved = kind in (OrganizationKind.ASSOCIATION, OrganizationKind.ADULT_EDUCATION)
    return usual | ({"approved_from": date(2000, 1, 1)} if approved else {})


def _place(_: Sequence[Time], said: Mapping[str, Any]) -> dict[str, Any]:
    """A hall in a school, always open unless its opening hours are said."""
    space = said.get("space", f"{said.get('venue', 'school')}/hall")
    hours = IntervalSet(said["openings"]) if "openings" in said else _ALWAYS
    return {
        "space": space,
        "name": space,
        "venue": space.partition("/")[0],
        "venue_kind": VenueKind.SCHOOL,
        "kind": "hall",
        "open": hours - IntervalSet([closing.interval for closing in said.get("closings", ())]),
    }


def _holder(times: Sequence[Time], _: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "occurrence": 1,
        "booking": "another",
        "interval": times[0].interval,
        "track": Track.ASSIGNMENT,
        "kind": BookingKind.TRAINING,
        "audience": Audience.ADULTS,
        "status": Status.GRANTED,
        "people": 20,
    }


def _neighbour(times: Sequence[Time], _: Mapping[str, Any]) -> dict[str, Any]:
    holder = Holder(**_holder(times, {}))
    return {"time": 0, "holder": holder, "space": "school/beside", "tags": frozenset(), "adjacent": True}


def _part(times: Sequence[Time], _: Mapping[str, Any]) -> dict[str, Any]:
    free = tuple(moment.index for moment in times)
    return {"space": "school/half", "name": "school/half", "capacity": 0, "free": free}


def _year(times: Sequence[Time], _: Mapping[str, Any]) -> dict[str, Any]:
    return {"venue": "school", "year": times[0].day.year}


USUAL: Mapping[Any, Callable[[Sequence[Time], Mapping[str, Any]], dict[str, Any]]] = {
    Applicant: _applicant,
    Place: _place,
    Holder: _holder,
    Taken: lambda _times, _said: {"time": 0, "lanes_short": 1},
    Beside: lambda _times, _said: {"time": 0, "space": "school/hall"},
    Neighbour: _neighbour,
    Part: _part,
    UsedDay: lambda times, _: {"day": times[0].day, "minutes": 60, "occurrences": 1},
    YearOfVenue: _year,
}
"""Of each kind of fact, what is usual for a request with such times, where so much is said of it."""
