"""A hall, a pool of six lanes and three occurrences, to write claims for behind the services' back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from booking.model import Booking, Occurrence, Organization, Unit, Venue
from booking.vocabulary import Audience, BookingKind, OrganizationKind, Status, Track, VenueKind

NOON = datetime(2027, 1, 12, 12, tzinfo=UTC)
UNITS = {"hall": 1, "pool": 6}


@dataclass(frozen=True, slots=True)
class Ground:
    """`occurrences` are ids; times of claims are clock times of one day, "24:00" and "35:59" those of the next."""

    connection: Connection
    units: dict[str, int]
    occurrences: tuple[int, ...]

    def claim(
        self,
        time: str,
        *,
        of: int = 0,
        unit: str = "hall",
        lanes: tuple[int, int | None] = (1, None),
        core: bool = True,
    ) -> int:
        """Write a claim as "17:00-18:30" as plain SQL; its id."""
        start, end = (moment(clock) for clock in time.split("-"))
        return self.raw(start, end, of=of, unit=unit, lanes=lanes, core=core)

    def raw(
        self,
        start: str,
        end: str,
        *,
        of: int = 0,
        unit: str = "hall",
        lanes: tuple[int, int | None] = (1, None),
        core: bool = True,
    ) -> int:
        insert = text(
            "INSERT INTO claim (occurrence_id, unit_id, lane_from, lane_to, starts_at, ends_at, core)"
            f" VALUES (:occurrence, :unit, :first, :beyond, '{start}', '{end}', :core) RETURNING id"
        )
        values = {"first": lanes[0], "beyond": lanes[1], "core": core}
        ids = {"occurrence": self.occurrences[of], "unit": self.units[unit]}
        return self.connection.execute(insert, values | ids).scalar_one()

    def write_history(self) -> None:
        """A line in the journal, a decision, and a letter about it."""
        at = f"'{moment('12:00')}'"
        for statement in (
            f"INSERT INTO journal (at, act, subject, subject_id, details) VALUES ({at}, 'a', 'booking', 1, '{{}}')",
            "INSERT INTO rulebook (name, version, effective_from, text, digest, loaded_at)"
            f" VALUES ('r', '1', '2027-01-01', '', 'd', {at})",
            "INSERT INTO decision (booking_id, rulebook_id, outcome, facts, verdict, decided_at, reason, category)"
            f" SELECT booking.id, rulebook.id, 'granted', '{{}}', '{{}}', {at}, '', '' FROM booking, rulebook",
            "INSERT INTO letter (decision_id, language, subject, text) SELECT id, 'da', '', '' FROM decision",
        ):
            self.connection.execute(text(statement))

    @contextmanager
    def refused(self, by: str) -> Iterator[None]:
        """What is tried inside is refused by the part of the database so named, and undone."""
        with pytest.raises(DBAPIError, match=by), self.connection.begin_nested():
            yield


def moment(clock: str) -> str:
    """The clock time as both databases read it; with minutes, or minutes and parts of seconds."""
    hour, _, rest = clock.partition(":")
    days, hour_of_day = divmod(int(hour), 24)
    wall = f"{rest}:00.000000" if len(rest) == 2 else f"{rest:0<12}"
    return f"2027-01-{12 + days} {hour_of_day:02}:{wall}"


def prepared(connection: Connection) -> Ground:
    """The rows that claims need, in the connection's transaction."""
    with Session(connection) as session:
        venue = Venue(slug="skolen", name="Skolen", kind=VenueKind.SCHOOL, timezone="Europe/Copenhagen")
        venue.units = [Unit(slug=slug, name=slug, lanes=lanes) for slug, lanes in UNITS.items()]
        organization = Organization(
            slug="klub", name="Klub", kind=OrganizationKind.ASSOCIATION, track=Track.ASSIGNMENT, created_at=NOON
        )
        bookings = [_booking(organization, number) for number in range(3)]
        session.add_all([venue, *bookings])
        session.flush()
        units = {unit.slug: unit.id for unit in venue.units}
        occurrences = tuple(booking.occurrences[0].id for booking in bookings)
        session.commit()
    return Ground(connection, units, occurrences)


def _booking(organization: Organization, number: int) -> Booking:
    wall = NOON.replace(tzinfo=None)
    times = {"starts_local": wall, "ends_local": wall.replace(hour=13)}
    booking = Booking(
        organization=organization,
        ref=f"REF{number}",
        uid=f"uid-{number}",
        track=Track.ASSIGNMENT,
        activity="handball",
        kind=BookingKind.TRAINING,
        audience=Audience.MIXED,
        people=1,
        setup_minutes=0,
        clear_up_minutes=0,
        timezone="Europe/Copenhagen",
        request={},
        created_at=NOON,
        changed_at=NOON,
        **times,
    )
    moments = {"starts_at": NOON, "ends_at": NOON.replace(hour=13), "changed_at": NOON, "original_local": wall}
    booking.occurrences = [Occurrence(status=Status.GRANTED, minutes=60, **times, **moments)]
    return booking
