"""Who books and who decides: organizations, persons, memberships, roles and API tokens."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.model.database import Base, BigId, UTCDateTime, word
from booking.vocabulary import Openness, OrganizationKind, RoleName, Track


class Organization(Base):
    """Who asks: an association, network, ad hoc group, institution, company or citizen, with what rules need of it.

    `declaration_until` is the last day of the children's-certificate declaration (Folkeoplysningsloven §4(4));
    `suspended_by` cites the council's decision (§4a). `young_members` are under 25 (§25), `for_disabled` says that its
    activities are for disabled people (§21(4)). `approved_*` bound the approval as an association (§4(2)-(3)).
    """

    __tablename__ = "organization"

    id: Mapped[BigId]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[OrganizationKind] = mapped_column(word(OrganizationKind, 20))
    track: Mapped[Track] = mapped_column(word(Track, 12))
    cvr: Mapped[str | None] = mapped_column(String(8))
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    members: Mapped[int] = mapped_column(default=0)
    young_members: Mapped[int] = mapped_column(default=0, server_default="0")
    for_disabled: Mapped[bool] = mapped_column(default=False, server_default=false())
    local: Mapped[bool] = mapped_column(default=True)
    openness: Mapped[Openness] = mapped_column(word(Openness, 10), default=Openness.OPEN)
    approved_from: Mapped[date | None]
    approved_until: Mapped[date | None]
    declaration_until: Mapped[date | None]
    suspended_by: Mapped[str | None] = mapped_column(String(200))
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)


class Person(Base):
    """Someone with a sign-in."""

    __tablename__ = "person"

    id: Mapped[BigId]
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(2), default="da")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="person")
    roles: Mapped[list["Role"]] = relationship(back_populates="person")


class Membership(Base):
    """A person who may book for an organization."""

    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship(back_populates="memberships")
    organization: Mapped[Organization] = relationship()


class Role(Base):
    """What a person does for the municipality, at one venue or, without a venue, everywhere."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("person_id", "name", "venue_id"),)

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[RoleName] = mapped_column(word(RoleName, 20))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship(back_populates="roles")


class ApiToken(Base):
    """A bearer token, known only by its SHA-256; the token itself has 256 random bits, so no salt is needed."""

    __tablename__ = "api_token"

    id: Mapped[BigId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class IdempotencyKey(Base):
    """The answer already given to a POST, so that a repeat of it writes nothing; `digest` is of method, path and
    body.
    """

    __tablename__ = "idempotency_key"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
