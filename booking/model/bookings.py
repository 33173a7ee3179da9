"""What was asked for and what became of it: bookings, their occurrences, the claims that hold places, observations."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.model.database import Base, BigId, UTCDateTime, word
from booking.model.people import Organization, Person
from booking.model.places import Space
from booking.vocabulary import Audience, BookingKind, Seen, Status, Track


class Booking(Base):
    """Who asks for which spaces, for what; `request` keeps what was asked as it was asked, in the API's shape.

    `details` are those of rules.details that were said. `asked_at`: when it was last asked for anew, empty if never
    since `created_at`: what is decided later was not asked for later. `version` counts changes (the API's ETag);
    `sequence` and `changed_at` are the feed's (RFC 5545 3.8.7.4).
    """

    __tablename__ = "booking"

    id: Mapped[BigId]
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    uid: Mapped[str] = mapped_column(String(64), unique=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    track: Mapped[Track] = mapped_column(word(Track, 12))
    activity: Mapped[str] = mapped_column(String(200))
    kind: Mapped[BookingKind] = mapped_column(word(BookingKind, 20))
    audience: Mapped[Audience] = mapped_column(word(Audience, 10))
    people: Mapped[int] = mapped_column(CheckConstraint("people >= 0", name="people_not_negative"))
    layout: Mapped[str | None] = mapped_column(String(80))
    setup_minutes: Mapped[int] = mapped_column(CheckConstraint("setup_minutes >= 0", name="setup_not_negative"))
    clear_up_minutes: Mapped[int] = mapped_column(
        CheckConstraint("clear_up_minutes >= 0", name="clear_up_not_negative")
    )
    lanes: Mapped[int | None]
    responsible_name: Mapped[str] = mapped_column(String(200), default="")
    responsible_phone: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    timezone: Mapped[str] = mapped_column(String(60))
    starts_local: Mapped[datetime] = mapped_column(DateTime)
    ends_local: Mapped[datetime] = mapped_column(DateTime)
    rrule: Mapped[str | None] = mapped_column(String(500))
    request: Mapped[dict[str, Any]] = mapped_column(JSON)
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"))
    """The booking whose later occurrences this one took over ("this and following")."""
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    sequence: Mapped[int] = mapped_column(default=0)

    organization: Mapped[Organization] = relationship()
    person: Mapped[Person | None] = relationship()
    continues: Mapped["Booking | None"] = relationship(remote_side="Booking.id")
    occurrences: Mapped[list["Occurrence"]] = relationship(back_populates="booking", order_by="Occurrence.starts_at")


_WAITING = text("status = 'waiting'")
_HELD = text("status = 'held'")


class Occurrence(Base):
    """One time of a booking, with its own spaces: as UTC, and as local wall time in the booking's zone.

    `original_local` is where its series puts it (RFC 5545 RECURRENCE-ID), also after a move. `minutes` really pass from
    start to end, clock changes and all. `expires_at`: until when a held place waits for an officer. `reason` says why
    it was refused, cancelled or displaced, and `ended_*` who and when; `called_off` that it held its place
    when it was cancelled, so that calendars say so.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        Index("ix_occurrence_time", "starts_at", "ends_at"),
        Index("ix_occurrence_booking_time", "booking_id", "starts_at"),
        Index("ix_occurrence_waiting", "starts_at", postgresql_where=_WAITING, sqlite_where=_WAITING),
        Index("ix_occurrence_held", "expires_at", postgresql_where=_HELD, sqlite_where=_HELD),
    )

    id: Mapped[BigId]
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    status: Mapped[Status] = mapped_column(word(Status, 12, checked=True))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    starts_local: Mapped[datetime] = mapped_column(DateTime)
    ends_local: Mapped[datetime] = mapped_column(DateTime)
    original_local: Mapped[datetime] = mapped_column(DateTime)
    minutes: Mapped[int]
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    called_off: Mapped[bool] = mapped_column(default=False, server_default=false())

    booking: Mapped[Booking] = relationship(back_populates="occurrences")
    spaces: Mapped[list[Space]] = relationship(secondary="occurrence_space", order_by=Space.id, viewonly=True)
    claims: Mapped[list["Claim"]] = relationship(order_by="Claim.id", viewonly=True)


class OccurrenceSpace(Base):
    """A space that an occurrence asks for; it stays when the occurrence lets go of it."""

    __tablename__ = "occurrence_space"

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"), primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"), primary_key=True, index=True)


class Claim(Base):
    """Who holds what when: an occurrence holds lanes [lane_from, lane_to) of a unit from `starts_at` to `ends_at`.

    The only truth about it, guarded by the database itself (model.guarantee). Without `lane_to` all lanes from
    `lane_from` on are held. A claim lasts at most 24 hours, so that a search by time need look back no further; a
    longer occurrence has several in a row. `core` claims are the activity, others the set-up and clear-up around it.
    """

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        CheckConstraint("lane_from >= 1 AND (lane_to IS NULL OR lane_to > lane_from)", name="lanes_in_order"),
        Index("ix_claim_unit_time", "unit_id", "starts_at", "ends_at"),
        Index("ix_claim_time", "starts_at", "ends_at", "unit_id"),
    )

    id: Mapped[BigId]
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    lane_from: Mapped[int]
    lane_to: Mapped[int | None]
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    core: Mapped[bool]


class Observation(Base):
    """What a caretaker or a lock saw of an occurrence; `persons` where they were counted.

    `withdrawn_at`: when it was set aside, because the organization's objection was right (DK-54).
    """

    __tablename__ = "observation"

    id: Mapped[BigId]
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seen: Mapped[Seen] = mapped_column(word(Seen, 16))
    persons: Mapped[int | None] = mapped_column(CheckConstraint("persons >= 0", name="persons_not_negative"))
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
