"""The data of every measure: 200 spaces in 20 venues, 2,500 weekly series of 40 two-hour times: 100,000 occurrences.

A quarter of the slots from 08 to 22 are booked. Rows are written directly, as fast as the database takes them.
"""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from booking.model import (
    Base,
    Booking,
    Claim,
    Decision,
    HoursPeriod,
    Journal,
    Occurrence,
    OccurrenceSpace,
    Organization,
    Rulebook,
    Space,
    SpacePart,
    Unit,
    Venue,
)
from booking.rules import engine, rulebook
from booking.rules.facts import Applicant, Asked, Place, Time
from booking.services import feed_texts, kept_verdicts, serial
from booking.vocabulary import Access, Audience, BookingKind, OrganizationKind, Track, VenueKind
from calendars.intervals import Interval, IntervalSet
from calendars.zone import interval

VENUES, SPACES_A_VENUE = 20, 10
SERIES, WEEKS = 2500, 40
ORGANIZATIONS = 500
FIRST_MONDAY = date(2027, 1, 4)
ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)
TWO_HOURS = timedelta(hours=2)


def fill(session: Session) -> None:
    """Write everything, and commit."""
    fill_applicants(session)
    _write_places(session)
    _write_series(session)
    session.commit()


def fill_applicants(session: Session) -> None:
    """Write the rules and the organizations."""
    text = rulebook.shipped("municipality")
    read = rulebook.read(text)
    session.execute(
        insert(Rulebook).values(
            name=read.name,
            version=read.version,
            effective_from=read.effective_from,
            text=text,
            digest=read.digest,
            loaded_at=NOW,
        )
    )
    _write_organizations(session)


WRITTEN: tuple[type[Base], ...] = (Booking, Occurrence, OccurrenceSpace, Claim, Journal, Decision)
"""In this order, as each refers to those before it."""


def slots() -> list[tuple[int, int, int]]:
    """(space number, weekday, hour) of every series, the same on every run."""
    every = [
        (space, weekday, hour)
        for space in range(VENUES * SPACES_A_VENUE)
        for weekday in range(7)
        for hour in range(8, 22, 2)
    ]
    return random.Random(2027).sample(every, SERIES)


def _write_places(session: Session) -> None:
    """Schools with rooms, each a unit of its own, open every day from 8 to 22."""
    spaces = range(VENUES * SPACES_A_VENUE)
    session.execute(insert(Venue), [_venue(number) for number in range(VENUES)])
    session.execute(insert(Unit), [{**_room(number), "lanes": 1} for number in spaces])
    session.execute(insert(Space), [_space(number) for number in spaces])
    session.execute(insert(SpacePart), [{"space_id": n + 1, "unit_id": n + 1, "lanes": None} for n in spaces])
    spans = [[day, 8 * 60, 22 * 60] for day in range(7)]
    hours = [{"venue_id": number + 1, "spans": spans, "created_at": NOW} for number in range(VENUES)]
    session.execute(insert(HoursPeriod), hours)


def _venue(number: int) -> dict[str, object]:
    return {
        "id": number + 1,
        "slug": f"school-{number}",
        "name": f"School {number}",
        "kind": "school",
        "timezone": ZONE.key,
        "latitude": 55.7 + number / 500,
        "longitude": 12.3 + number / 300,
    }


def _room(number: int) -> dict[str, object]:
    """What a unit and its space have in common."""
    venue = number // SPACES_A_VENUE + 1
    return {"id": number + 1, "venue_id": venue, "slug": f"room-{number}", "name": f"Room {number}"}


def _space(number: int) -> dict[str, object]:
    return {
        **_room(number),
        "kind": "hall" if number % SPACES_A_VENUE < 3 else "classroom",
        "capacity": 60,
        "access": "fob",
        "tags": [],
        "equipment": {},
        "layouts": {},
    }


def _write_organizations(session: Session) -> None:
    session.execute(
        insert(Organization),
        [
            {
                "id": number + 1,
                "slug": f"club-{number}",
                "name": f"Club {number}",
                "kind": "association",
                "track": "assignment",
                "members": 100,
                "approved_from": date(2020, 1, 1),
                "declaration_until": date(2028, 12, 31),
                "created_at": NOW,
            }
            for number in range(ORGANIZATIONS)
        ],
    )


def _write_series(session: Session) -> None:
    """In batches, so that memory stays small."""
    chosen = slots()
    for first in range(0, SERIES, 500):
        _write_batch(session, list(enumerate(chosen))[first : first + 500])


def _write_batch(session: Session, batch: list[tuple[int, tuple[int, int, int]]]) -> None:
    rows: dict[type[Base], list[dict[str, Any]]] = {table: [] for table in WRITTEN}
    book = rulebook.read(rulebook.shipped("municipality"))
    for number, (space, weekday, hour) in batch:
        first = datetime.combine(FIRST_MONDAY + timedelta(days=weekday), time(hour))
        rows[Booking].append(booking(number, first))
        rows[Journal].append(
            {"at": NOW, "act": "booking.asked", "subject": "booking", "subject_id": number + 1, "details": {}}
        )
        rows[Decision].append(_decision(book, number, space, first))
        for week in range(WEEKS):
            row = occurrence(number * WEEKS + week + 1, number + 1, first + timedelta(weeks=week))
            rows[Occurrence].append(row)
            rows[OccurrenceSpace].append({"occurrence_id": row["id"], "space_id": space + 1})
            rows[Claim].append(_claim(row, space + 1))
    for table, written in rows.items():
        session.execute(insert(table), written)
    feed_texts.write_first(session, [row["id"] for row in rows[Booking]], NOW)


def _claim(occurrence: dict[str, Any], unit: int) -> dict[str, Any]:
    lanes = {"lane_from": 1, "lane_to": None, "core": True}
    times = {"starts_at": occurrence["starts_at"], "ends_at": occurrence["ends_at"]}
    return {"occurrence_id": occurrence["id"], "unit_id": unit, **times, **lanes}


def _decision(book: rulebook.Rulebook, number: int, space: int, first: datetime) -> dict[str, Any]:
    return {
        "booking_id": number + 1,
        "rulebook_id": 1,
        "outcome": "granted",
        "occurrences": [number * WEEKS + week + 1 for week in range(WEEKS)],
        **_decided(book, number, space, first),
        "decided_at": NOW,
    }


def _decided(book: rulebook.Rulebook, number: int, space: int, first: datetime) -> dict[str, object]:
    """What the decision about a series keeps."""
    asked = _asked(number, space, first)
    verdict = engine.judge(book, asked)
    return {
        "facts": serial.facts(asked),
        "verdict": kept_verdicts.write(verdict),
        "said": kept_verdicts.said(verdict),
    }


def _asked(number: int, space: int, first: datetime) -> Asked:
    starts = [first + timedelta(weeks=week) for week in range(WEEKS)]
    openings = tuple(interval(start.replace(hour=8), start.replace(hour=22), ZONE) for start in starts)
    slug = f"club-{number % ORGANIZATIONS}"
    kind, track = OrganizationKind.ASSOCIATION, Track.ASSIGNMENT
    return Asked(
        applicant=Applicant(slug, slug, kind, track, members=100, approved_from=date(2020, 1, 1)),
        activity="badminton",
        kind=BookingKind.TRAINING,
        audience=Audience.ADULTS,
        people=16,
        track=track,
        places=(_place(space, openings),),
        times=tuple(
            Time(week, start, start + TWO_HOURS, interval(start, start + TWO_HOURS, ZONE))
            for week, start in enumerate(starts)
        ),
        now=NOW,
        zone=ZONE,
        responsible_name="A",
        responsible_phone="12345678",
        series=True,
    )


def _place(space: int, openings: tuple[Interval, ...]) -> Place:
    venue = f"school-{space // SPACES_A_VENUE}"
    return Place(
        space=f"{venue}/room-{space}",
        name=f"Room {space}",
        venue=venue,
        venue_kind=VenueKind.SCHOOL,
        kind="hall" if space % SPACES_A_VENUE < 3 else "classroom",
        capacity=60,
        access=Access.FOB,
        openings=openings,
        open=IntervalSet(openings),
    )


def booking(number: int, first: datetime) -> dict[str, Any]:
    return {
        "id": number + 1,
        "ref": f"B{number:07}",
        "uid": str(UUID(int=number)),
        "organization_id": number % ORGANIZATIONS + 1,
        "track": "assignment",
        "activity": "badminton",
        "kind": "training",
        "audience": "adults",
        "people": 16,
        "setup_minutes": 0,
        "clear_up_minutes": 0,
        "timezone": ZONE.key,
        "starts_local": first,
        "ends_local": first + TWO_HOURS,
        "rrule": f"FREQ=WEEKLY;COUNT={WEEKS}",
        "request": {},
        "created_at": NOW,
        "changed_at": NOW,
    }


def occurrence(key: int, booking_id: int, start: datetime) -> dict[str, Any]:
    moment = interval(start, start + TWO_HOURS, ZONE)
    return {
        "id": key,
        "booking_id": booking_id,
        "status": "granted",
        "starts_at": moment.start,
        "ends_at": moment.end,
        "starts_local": start,
        "ends_local": start + TWO_HOURS,
        "original_local": start,
        "minutes": moment.minutes,
        "changed_at": NOW,
    }
