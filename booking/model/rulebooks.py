"""The rulebooks that were ever in force, and the decisions taken under them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.model.database import Base, BigId, UTCDateTime, word
from booking.vocabulary import Outcome


class Rulebook(Base):
    """One version of a named rulebook, in force from `effective_from` until a later one is; `text` is its TOML."""

    __tablename__ = "rulebook"
    __table_args__ = (UniqueConstraint("name", "version"), UniqueConstraint("name", "effective_from"))

    id: Mapped[BigId]
    name: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(40))
    effective_from: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    loaded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Decision(Base):
    """An immutable record of one judgement: what was known, what was found, what came of it and who said so.

    `decided_by` is empty where the rules decided; a person who departed from them gave a `reason` and a `category`.
    """

    __tablename__ = "decision"

    id: Mapped[BigId]
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    rulebook_id: Mapped[int] = mapped_column(ForeignKey("rulebook.id"))
    outcome: Mapped[Outcome] = mapped_column(word(Outcome, 10))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    verdict: Mapped[dict[str, Any]] = mapped_column(JSON)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UTCDateTime)
    category: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
