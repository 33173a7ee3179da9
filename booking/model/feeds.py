"""The calendars that people have of what only they may see, each under a secret address of its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.model.database import Base, BigId, UTCDateTime
from booking.model.people import Organization, Person
from booking.model.places import Venue


class PrivateFeed(Base):
    """One person's calendar of an organization's bookings or, without an organization, of what goes on at `venues`.

    Without `venues` either, it has those where the person has a role at the moment. Its address has a token of 256
    random bits, of which only the SHA-256 is kept. A revoked one stays, so that its address can be told from an unknown
    one.
    """

    __tablename__ = "private_feed"

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    label: Mapped[str] = mapped_column(String(100), default="")
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()
    organization: Mapped[Organization | None] = relationship()
    venues: Mapped[list[Venue]] = relationship(secondary="private_feed_venue", order_by=Venue.id)


class PrivateFeedVenue(Base):
    """A venue that somebody chose for a calendar."""

    __tablename__ = "private_feed_venue"

    feed_id: Mapped[int] = mapped_column(ForeignKey("private_feed.id"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
