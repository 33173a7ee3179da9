"""What can be booked: venues, the units that can be held, and the spaces that people book."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.model.database import Base, BigId, UTCDateTime, word
from booking.vocabulary import Access, VenueKind


class Venue(Base):
    """A municipal building or an urban space. `timezone` is an IANA name; `rulebook` names the rulebook it is under.

    `edition` is another one after each act that changes how the venue and its spaces are described, `hours_edition`
    after each that changes when they are open; `edited_at` and `hours_edited_at` are when that last was.
    """

    __tablename__ = "venue"

    id: Mapped[BigId]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[VenueKind] = mapped_column(word(VenueKind, 20))
    street: Mapped[str] = mapped_column(String(200), default="")
    post_code: Mapped[str] = mapped_column(String(12), default="")
    town: Mapped[str] = mapped_column(String(100), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    timezone: Mapped[str] = mapped_column(String(60))
    rulebook: Mapped[str] = mapped_column(String(80), default="municipality")
    description: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(200), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    names_users: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether public pages and feeds name the organization; otherwise they say "Optaget"."""
    uid: Mapped[str] = mapped_column(String(36), default=lambda: str(uuid4()), server_default="")
    """What the UIDs of its hours and closures in calendars are made of: another one for each venue anywhere."""
    edition: Mapped[str] = mapped_column(String(16), default="", server_default="")
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    hours_edition: Mapped[str] = mapped_column(String(16), default="", server_default="")
    hours_edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    units: Mapped[list["Unit"]] = relationship(back_populates="venue", order_by="Unit.id")
    spaces: Mapped[list["Space"]] = relationship(back_populates="venue", order_by="Space.position, Space.id")


class Unit(Base):
    """An atomic part of a venue that can be held. `lanes` is its physical maximum of parties side by side.

    `edition` is another one after each act that changes what calendars show of it, `edited_at` when that last was.
    """

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("venue_id", "slug"), CheckConstraint("lanes >= 1", name="lanes_positive"))

    id: Mapped[BigId]
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    lanes: Mapped[int] = mapped_column(default=1)
    edition: Mapped[str] = mapped_column(String(16), default="", server_default="")
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    venue: Mapped[Venue] = relationship(back_populates="units")


class Space(Base):
    """What people book: a named set of units, whole or in lanes. `capacity` and `minimum` count persons (0: no limit).

    `layouts` maps a layout's name to {"capacity", "setup_minutes", "clear_up_minutes", "plan"}; `equipment` a thing to
    its count. A space is retired, never deleted.
    """

    __tablename__ = "space"
    __table_args__ = (UniqueConstraint("venue_id", "slug"),)

    id: Mapped[BigId]
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(default=0)
    capacity: Mapped[int] = mapped_column(default=0)
    minimum: Mapped[int] = mapped_column(default=0)
    access: Mapped[Access] = mapped_column(word(Access, 10), default=Access.OPEN)
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    equipment: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    layouts: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)
    description: Mapped[str] = mapped_column(Text, default="")
    not_bookable: Mapped[str] = mapped_column(Text, default="")
    """The published reason why the space cannot be booked; empty where it can."""
    retired: Mapped[bool] = mapped_column(default=False)
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    """What the system that the space was imported from calls it."""

    venue: Mapped[Venue] = relationship(back_populates="spaces")
    parts: Mapped[list["SpacePart"]] = relationship(back_populates="space", order_by="SpacePart.unit_id")


class SpacePart(Base):
    """A unit of a space, and how many of its lanes the space needs; without a number, the whole unit."""

    __tablename__ = "space_part"
    __table_args__ = (CheckConstraint("lanes >= 1", name="lanes_positive"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    lanes: Mapped[int | None]

    space: Mapped[Space] = relationship(back_populates="parts")
    unit: Mapped[Unit] = relationship()


class Adjacency(Base):
    """Two units that neighbour each other, so that noise or crowds pass between them; stored once, lower id first."""

    __tablename__ = "adjacency"
    __table_args__ = (CheckConstraint("unit_id < neighbour_id", name="lower_first"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    neighbour_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
