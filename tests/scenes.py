"""Scenes that services are tested in: the town, its people as actors, requests for its places, its rules and hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from booking.model import Base, Booking, HoursPeriod, Occurrence, Organization, Space, SpacePart, Unit, Venue, db
from booking.rules.verdict import Verdict
from booking.services import bookings, cancellations, closures, feed_texts, people, rulebooks
from booking.services.actors import SYSTEM, Actor
from booking.services.bookings import Answer
from booking.services.closures import Closing
from booking.services.requests import Request, Responsible
from booking.services.sites import Hit
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import Audience, BookingKind, OrganizationKind, Status, Track
from calendars.zone import days as local_days
from tests.town import RULES, Town, founded

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY = date(2027, 1, 12)
TRAINING = Request(
    spaces=("skolen/hal-a",),
    organization="haandbold",
    activity="Håndbold U13",
    people=10,
    start=f"{TUESDAY}T17:00",
    end=f"{TUESDAY}T18:30",
    kind=BookingKind.TRAINING,
    audience=Audience.CHILDREN,
    responsible=Responsible("Ida Prøve", "+45 00 00 00 01"),
    note="Nøglen hænger hos naboen",
)
WEEKLY = "FREQ=WEEKLY;COUNT={}"


@dataclass(frozen=True, slots=True)
class Scene:
    """The town with the app's database in which it lies; needs an app context."""

    town: Town

    def actor(self, who: str) -> Actor:
        """member (of haandbold), rival (of judo), officer, caretaker, administrator; or the SYSTEM."""
        return SYSTEM if who == "system" else people.authenticate(self.town.tokens[who], NOW)

    def submit(self, time: str = "", *, who: str = "system", now: datetime = NOW, **other: Any) -> Answer:
        return bookings.submit(wish(time, **other), self.actor(who), now)

    def book(self, time: str = "", *, who: str = "system", now: datetime = NOW, **other: Any) -> BookingView:
        """Submit what must be booked, if only in part."""
        answer = self.submit(time, who=who, now=now, **other)
        assert answer.booking, answer.verdict
        return answer.booking

    def preview(self, time: str = "", *, who: str = "system", now: datetime = NOW, **other: Any) -> Verdict:
        return bookings.preview(wish(time, **other), now, self.actor(who))

    def is_free(self, time: str, **other: Any) -> bool:
        return all(said.status is Status.GRANTED for said in self.preview(time, **other).occurrences)

    def cancel(self, booking: BookingView) -> None:
        cancellations.cancel(booking.ref, Scope.ALL, None, "", None, SYSTEM, NOW)

    def rule(self, *rules: str) -> None:
        """The town's rules and these, each a table of TOML, from the day before NOW on."""
        book = RULES.replace('version = "1"', 'version = "2"').replace("2020-01-01", "2026-11-22")
        rulebooks.load("\n[[rule]]\n".join((book, *rules)), SYSTEM, NOW)

    def open(self, opens: int, closes: int, venue: str = "skolen") -> None:
        """Opening hours of every day, in minutes after midnight."""
        self.open_spans([[weekday, opens, closes] for weekday in range(7)], venue)

    def open_spans(self, spans: list[list[int]], venue: str = "skolen") -> None:
        """Opening hours, each as weekday (Monday is 0), and minutes after midnight."""
        with db.session() as session:
            venue_id = session.scalars(select(Venue.id).where(Venue.slug == venue)).one()
            session.add(HoursPeriod(venue_id=venue_id, spans=spans, created_at=NOW))
            session.commit()

    def close(self, day: str, reason: str, space: str | None = None, now: datetime = NOW) -> Sequence[Hit]:
        """Close the school, or one of its spaces, for a day."""
        days = local_days(date.fromisoformat(day), date.fromisoformat(day), ZoneInfo("Europe/Copenhagen"))
        return closures.close("skolen", space, Closing(days, True, reason), SYSTEM, now)[1]

    def halls(self, number: int, **other: Any) -> list[str]:
        """So many further halls in a sports centre of their own; their refs."""
        with db.session() as session:
            venue = Venue(
                slug="centret", name="Centret", kind="sports_hall", timezone="Europe/Copenhagen", rulebook="town"
            )
            for index in range(number):
                unit = Unit(venue=venue, slug=f"hal-{index}", name=f"Hal {index}")
                space = Space(venue=venue, slug=f"hal-{index}", name=f"Hal {index}", **{"kind": "hall", **other})
                space.parts = [SpacePart(unit=unit)]
            session.add(venue)
            session.commit()
        return [f"centret/hal-{index}" for index in range(number)]

    def clubs(self, number: int) -> list[str]:
        """So many further associations; their slugs."""
        kind, track = OrganizationKind.ASSOCIATION, Track.ASSIGNMENT
        slugs = [f"klub-{index}" for index in range(number)]
        with db.session() as session:
            session.add_all(Organization(slug=it, name=it, kind=kind, track=track, created_at=NOW) for it in slugs)
            session.commit()
        return slugs

    def institution(self, slug: str) -> None:
        """A part of the municipality, that uses its places itself."""
        with db.session() as session:
            kind, track = OrganizationKind.INSTITUTION, Track.OWN_USE
            session.add(Organization(slug=slug, name=slug, kind=kind, track=track, created_at=NOW))
            session.commit()

    def join(self, slug: str, *units: str) -> None:
        """A space of the sports centre that has these units of it."""
        with db.session() as session:
            venue = session.scalars(select(Venue).where(Venue.slug == "centret")).one()
            parts = [SpacePart(unit_id=unit.id) for unit in venue.units if unit.slug in units]
            session.add(Space(venue_id=venue.id, slug=slug, name=slug, kind="joined", parts=parts))
            session.commit()

    def lend(self, space: str, venue: str, to: str) -> None:
        """A space of another venue needs the units of this one, too."""
        with db.session() as session:
            units = session.scalars(select(SpacePart.unit_id).join(Space).where(Space.slug == space)).all()
            borrower = session.scalars(select(Space).join(Venue).where(Venue.slug == venue, Space.slug == to)).one()
            session.add_all(SpacePart(space_id=borrower.id, unit_id=unit) for unit in units)
            session.commit()

    def change(self, kind: type[Base], slug: str, /, **values: Any) -> None:
        """Set columns of a venue, space, unit or organization, and write calendars as the act would that does so."""
        with db.session() as session:
            session.execute(update(kind).where(kind.slug == slug).values(**values))
            write_calendars(session)
            session.commit()

    def suspend(self, organization: str) -> None:
        self.change(Organization, organization, suspended_by="Socialministeriet")


def write_calendars(session: Session) -> None:
    """As every act does that changes what they say."""
    feed_texts.write(session, session.scalars(select(Booking.id)).all(), NOW)


def wish(time: str = "", **other: Any) -> Request:
    """The training with what is said otherwise; `time` is "17:00-18:30" on the Tuesday, or "2027-03-02T17:00-18:30"."""
    return replace(TRAINING, **(_times(time) if time else {}), **other)


def _times(time: str) -> Mapping[str, str]:
    """An end that is not after the start is on the next day."""
    start, _, end = time.rpartition("-")
    day, _, start = start.rpartition("T")
    first = date.fromisoformat(day) if day else TUESDAY
    last = first if end > start else first + timedelta(days=1)
    return {"start": f"{first}T{start}", "end": f"{last}T{end}"}


def statuses(answer: BookingView | Verdict) -> list[Status]:
    return [it.status for it in answer.occurrences]


def rules_of(verdict: Verdict) -> set[str]:
    """The ids of all rules that found something."""
    everywhere = {finding.rule for finding in verdict.findings}
    return everywhere | {finding.rule for said in verdict.occurrences for finding in said.findings}


def count(kind: type[Base], **values: Any) -> int:
    with db.session() as session:
        return session.scalar(select(func.count()).select_from(kind).filter_by(**values)) or 0


def occurrence_row(number: int) -> Occurrence:
    with db.session() as session:
        return session.get_one(Occurrence, number)


def scene_in(app: Flask) -> Scene:
    """The town, founded in the application's empty database."""
    return Scene(founded(app))
