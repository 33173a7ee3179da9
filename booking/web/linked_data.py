"""What search engines may read of a venue: a schema.org Place with its opening hours, and the public events there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from booking.services.weeks import Week
from booking.vocabulary import BookingKind
from booking.web.addresses import public

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = 1440


def linked(week: Week, hours: Iterable[Any]) -> Mapping[str, Any]:
    """JSON-LD of the week's venue: nothing of its contacts, and of who uses it only who invites to a public event."""
    place = _place(week.venue, hours)
    where = {name: place[name] for name in ("@type", "@id", "name", "address") if name in place}
    public_events = {
        busy.occurrence: busy
        for busy in week.busy
        if busy.kind is BookingKind.PUBLIC_EVENT and busy.organization and busy.core and busy.decided
    }
    return {"@context": "https://schema.org", "@graph": [place, *(_event(it, where) for it in public_events.values())]}


def _place(venue: Any, hours: Iterable[Any]) -> Mapping[str, Any]:
    address = {"streetAddress": venue.street, "postalCode": venue.post_code, "addressLocality": venue.town}
    known = {name: value for name, value in address.items() if value}
    told = {
        "@type": "Place",
        "@id": public(f"/venues/{venue.slug}"),
        "name": venue.name,
        "url": public(f"/venues/{venue.slug}"),
        "description": venue.description,
        "address": known and {"@type": "PostalAddress", **known},
        "geo": _geo(venue),
        "openingHoursSpecification": [_opening(period, span) for period in hours for span in period.spans],
    }
    return {name: value for name, value in told.items() if value}


def _event(busy: Any, where: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "@type": "Event",
        "url": f"{where['@id']}?date={busy.start:%Y-%m-%d}",
        "name": busy.activity,
        "startDate": busy.start.isoformat(),
        "endDate": busy.end.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "location": where,
        "organizer": {"@type": "Organization", "name": busy.organization},
    }


def _geo(venue: Any) -> Mapping[str, Any] | None:
    if venue.latitude is None or venue.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": venue.latitude, "longitude": venue.longitude}


def _opening(period: Any, span: Sequence[int]) -> Mapping[str, Any]:
    """A day around the clock ends at 23:59, as search engines want it; a later end is one of the next day."""
    weekday, opens, closes = span
    told = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{WEEKDAYS[weekday]}",
        "opens": _clock(opens),
        "closes": "23:59" if (opens, closes) == (0, _DAY) else _clock(closes % _DAY),
        "validFrom": period.first_day and period.first_day.isoformat(),
        "validThrough": period.last_day and period.last_day.isoformat(),
    }
    return {name: value for name, value in told.items() if value}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
