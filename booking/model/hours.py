"""When venues and spaces are open: weekly hours with validity, closures and reopenings, and named periods."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.model.database import Base, BigId, UTCDateTime, word
from booking.vocabulary import ClosureKind


class HoursPeriod(Base):
    """Weekly opening hours of a venue, or of one of its spaces, from `first_day` to `last_day` (both included).

    `spans` lists [weekday (0 Monday), opens, closes] in minutes after local midnight; `closes` may pass 1440.
    A space with periods of its own does not inherit the venue's. Superseded periods stay, withdrawn.
    """

    __tablename__ = "hours_period"

    id: Mapped[BigId]
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    space_id: Mapped[int | None] = mapped_column(ForeignKey("space.id"), index=True)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    spans: Mapped[list[list[int]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Closure(Base):
    """A dated period in which a venue, or one of its spaces, is closed; or, as a reopening, open in spite of a wider
    one.

    Without a venue it concerns every venue. `all_day` closures run from midnight to midnight, local.
    """

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="starts_before_end"),)

    id: Mapped[BigId]
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"), index=True)
    space_id: Mapped[int | None] = mapped_column(ForeignKey("space.id"), index=True)
    kind: Mapped[ClosureKind] = mapped_column(word(ClosureKind, 10), default=ClosureKind.CLOSED)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    all_day: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class NamedPeriod(Base):
    """A period that rules speak of by its kind, such as the school holidays; both days included."""

    __tablename__ = "named_period"

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(100))
    first_day: Mapped[date]
    last_day: Mapped[date]
