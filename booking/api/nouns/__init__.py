"""The addresses of the API, one file per noun: each view parses, calls one service and renders."""

from booking.api.nouns import bookings, organizations, spaces, venues

NOUNS = tuple(noun.blueprint for noun in (venues, spaces, organizations, bookings))
