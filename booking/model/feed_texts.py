"""What public calendars say of each booking, kept as it was written when the booking last changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from booking.model.database import Base, BigId, UTCDateTime


class FeedText(Base):
    """One booking's events (RFC 5545) as one calendar has them: a venue's or, with `space_id`, that of a space.

    `own`: in the space's calendar of its own bookings (?own=1); `whole`: in the one with all that blocks it.
    `starts_at` and `ends_at` are those of the first and the last time shown (UTC). From `good_until` on (UTC) it reads
    otherwise by itself, as what was cancelled is past or a hold has run out. Without `text` it is written whenever it
    is asked for. `writing` is that of services.feed_frames.
    """

    __tablename__ = "feed_text"
    __table_args__ = (
        Index("ix_feed_text_place", "venue_id", "space_id", "ends_at"),
        Index("ix_feed_text_due", "writing", "good_until"),
    )

    id: Mapped[BigId]
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    space_id: Mapped[int | None] = mapped_column(ForeignKey("space.id"))
    whole: Mapped[bool]
    own: Mapped[bool]
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    zone: Mapped[str] = mapped_column(String(60))
    text: Mapped[str | None] = mapped_column(Text)
    writing: Mapped[int]
    good_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
