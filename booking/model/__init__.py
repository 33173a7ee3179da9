"""What exists: the tables. It knows no rules, no requests and no faces."""

from booking.model.bookings import Booking, Claim, Observation, Occurrence, OccurrenceSpace
from booking.model.database import Base, db
from booking.model.feed_texts import FeedText
from booking.model.feeds import PrivateFeed, PrivateFeedVenue
from booking.model.hours import Closure, HoursPeriod, NamedPeriod
from booking.model.journal import Journal, Outbox
from booking.model.people import ApiToken, IdempotencyKey, Membership, Organization, Person, Role
from booking.model.places import Adjacency, Space, SpacePart, Unit, Venue
from booking.model.rulebooks import Decision, Letter, Rulebook, Simulation

__all__ = [
    "Adjacency",
    "ApiToken",
    "Base",
    "Booking",
    "Claim",
    "Closure",
    "Decision",
    "FeedText",
    "HoursPeriod",
    "IdempotencyKey",
    "Journal",
    "Letter",
    "Membership",
    "NamedPeriod",
    "Observation",
    "Occurrence",
    "OccurrenceSpace",
    "Organization",
    "Outbox",
    "Person",
    "PrivateFeed",
    "PrivateFeedVenue",
    "Role",
    "Rulebook",
    "Simulation",
    "Space",
    "SpacePart",
    "Unit",
    "Venue",
    "db",
]
