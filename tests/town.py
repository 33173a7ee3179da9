"""A small town that tests book in: a school with a divisible hall and a pool, those who book and those who decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask

from booking.model import Organization, Space, SpacePart, Unit, Venue, db
from booking.services import people, rulebooks
from booking.services.actors import SYSTEM
from booking.vocabulary import OrganizationKind, RoleName, Track, VenueKind

RULES = """
name = "town"
version = "1"
effective_from = 2020-01-01

[[rule]]
use = "closures"

[[rule]]
use = "opening-hours"

[[rule]]
use = "capacity"
source = "what the fire authorities allow"

[[rule]]
use = "review"
id = "market"
what = { kind = "market" }
text = "Markets are decided by an officer."
"""

FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Town:
    """`tokens` by who has them: member, rival, officer, caretaker, administrator."""

    tokens: Mapping[str, str]

    def signed_in(self, who: str) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.tokens[who]}"}


def tuesday(weeks: int = 0) -> date:
    """A Tuesday some four weeks ahead, and so many weeks later."""
    day = datetime.now(UTC).date() + timedelta(days=28 + 7 * weeks)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def founded(app: Flask) -> Town:
    """The town, in the application's empty database."""
    with app.app_context():
        with db.session() as session:
            session.add_all([*_school(), *_organizations()])
            session.commit()
        rulebooks.load(RULES, SYSTEM, FOUNDED)
        return Town({who: _token(who, **rights) for who, rights in _RIGHTS.items()})


_RIGHTS: Mapping[str, Mapping[str, Any]] = {
    "member": {"organization": "haandbold"},
    "rival": {"organization": "judo"},
    "officer": {"role": RoleName.OFFICER},
    "caretaker": {"role": RoleName.CARETAKER, "venue": "skolen"},
    "administrator": {"role": RoleName.ADMINISTRATOR},
}


def _token(who: str, **rights: Any) -> str:
    people.add(f"{who}@town.example", FOUNDED, name=who, **rights)
    return people.create_token(f"{who}@town.example", FOUNDED)


def _school() -> list[Venue]:
    venue = Venue(slug="skolen", name="Skolen", kind=VenueKind.SCHOOL, timezone="Europe/Copenhagen", rulebook="town")
    a, b = (Unit(venue=venue, slug=slug, name=f"Hal {slug.upper()}") for slug in "ab")
    pool = Unit(venue=venue, slug="bassin", name="Bassin", lanes=6)
    _space(venue, "hal", 200, {a: None, b: None})
    _space(venue, "hal-a", 100, {a: None})
    _space(venue, "hal-b", 100, {b: None})
    _space(venue, "bane", 12, {pool: 1}, kind="lane")
    square = Venue(
        slug="torvet",
        name="Torvet",
        kind=VenueKind.SQUARE,
        timezone="Europe/Copenhagen",
        rulebook="town",
        latitude=55.73,
        longitude=12.36,
    )
    ground = Unit(venue=square, slug="torvet", name="Torvet")
    _space(square, "torvet", 0, {ground: None}, kind="square")
    return [venue, square]


def _space(venue: Venue, slug: str, capacity: int, units: Mapping[Unit, int | None], kind: str = "hall") -> None:
    space = Space(venue=venue, slug=slug, name=slug.capitalize(), kind=kind, capacity=capacity, tags=["gulv"])
    space.parts = [SpacePart(unit=unit, lanes=lanes) for unit, lanes in units.items()]


def _organizations() -> list[Organization]:
    return [
        Organization(
            slug=slug, name=name, kind=OrganizationKind.ASSOCIATION, track=Track.ASSIGNMENT, created_at=FOUNDED
        )
        for slug, name in (("haandbold", "Håndboldklubben"), ("judo", "Judoklubben"))
    ]
