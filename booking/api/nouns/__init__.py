"""The addresses of the API, one file per noun: each view parses, calls one service and renders."""

from booking.api.nouns import (
    availability,
    bookings,
    closures,
    day,
    feeds,
    hours,
    organizations,
    rulebook,
    simulations,
    spaces,
    venues,
)

_MODULES = (venues, spaces, availability, bookings, organizations, hours, closures, day, rulebook, simulations, feeds)
NOUNS = tuple(noun.blueprint for noun in _MODULES)
