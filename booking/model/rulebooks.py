"""The rulebooks that were ever in force, the decisions taken under them, and what another rulebook would have said."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.model.database import Base, BigId, UTCDateTime, word
from booking.vocabulary import JobState, Outcome


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

    `act` is what was done: asked, changed, approved, refused, withdrawn ... `occurrences` are the ids of the times it
    concerns. `rulebook_id` is the version in force on the day of the request, `rulebooks` those in force on the days of
    use, each with these days; empty where that one version judged alone. `said` is the text as shown, by language:
    message and remedy of each of the verdict's findings. `decided_by` is empty where the rules decided; a person who
    departed from them gave a `reason` and a `category`. `hearing` is how the party was heard before a decision to its
    detriment (forvaltningsloven §19).
    """

    __tablename__ = "decision"

    id: Mapped[BigId]
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    rulebook_id: Mapped[int] = mapped_column(ForeignKey("rulebook.id"))
    act: Mapped[str] = mapped_column(String(20), default="asked", server_default="asked")
    outcome: Mapped[Outcome] = mapped_column(word(Outcome, 10))
    occurrences: Mapped[list[int] | None] = mapped_column(JSON)
    rulebooks: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    verdict: Mapped[dict[str, Any]] = mapped_column(JSON)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UTCDateTime)
    category: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    hearing: Mapped[str] = mapped_column(Text, default="", server_default="")


class Letter(Base):
    """What the party was told of a decision that a person took, in one language, word for word."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("decision_id", "language"),)

    id: Mapped[BigId]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class Simulation(Base):
    """What a rulebook would have said of the decisions about times from `first_day` to `last_day`, both included.

    A job: `done` of `total` bookings are judged, and `beat_at` is when that was last written, so that a job whose
    process died can be taken up by another. `report` is the result, in numbers.
    """

    __tablename__ = "simulation"

    id: Mapped[BigId]
    name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date]
    last_day: Mapped[date]
    state: Mapped[JobState] = mapped_column(word(JobState, 10))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    beat_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    problem: Mapped[str] = mapped_column(Text, default="")
