"""What the event types of New York City's permits mean here: kind of use, for whom, and what sort of applicant asks."""

from booking.services.imports.cells import slug_of
from booking.vocabulary import Audience, BookingKind, OrganizationKind, Track

_MEANINGS = {
    "sport - youth": (BookingKind.TRAINING, Audience.CHILDREN),
    "sport - adult": (BookingKind.TRAINING, Audience.ADULTS),
    "special event": (BookingKind.PUBLIC_EVENT, Audience.MIXED),
    "street event": (BookingKind.PUBLIC_EVENT, Audience.MIXED),
    "plaza event": (BookingKind.PUBLIC_EVENT, Audience.MIXED),
    "parade": (BookingKind.PUBLIC_EVENT, Audience.MIXED),
    "farmers market": (BookingKind.MARKET, Audience.MIXED),
    "sidewalk sale": (BookingKind.MARKET, Audience.MIXED),
    "athletic race / tour": (BookingKind.TOURNAMENT, Audience.MIXED),
}


def meaning(event_type: str) -> tuple[BookingKind, Audience]:
    """Types that are not known are another activity for all."""
    return _MEANINGS.get(event_type.casefold(), (BookingKind.OTHER, Audience.MIXED))


def applicant_of(event_type: str) -> str:
    """The permits do not name who asked; all of one type are asked for by one applicant, by slug."""
    return f"nyc-{slug_of(event_type)}"[:80]


def sort_of_applicant(event_type: str) -> tuple[OrganizationKind, Track]:
    """Who plays or runs is a club; everybody else is lent the place."""
    if meaning(event_type)[0] in (BookingKind.TRAINING, BookingKind.TOURNAMENT):
        return OrganizationKind.ASSOCIATION, Track.ASSIGNMENT
    return OrganizationKind.NETWORK, Track.LENDING
