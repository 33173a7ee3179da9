"""The floor under each measure: the bare SQL statements that it cannot do without, run by the database driver alone.

They read and write what Sambrug must, with as few statements and as little Python as the driver allows.
"""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg

from benchmarks.dataset import NOW, ZONE
from calendars.zone import interval

_HOURS = (
    "SELECT venue_id, space_id, first_day, last_day, spans FROM hours_period WHERE venue_id = ANY(%(venues)s)"
    " AND withdrawn_at IS NULL",
    "SELECT id, venue_id, space_id, kind, starts_at, ends_at, reason FROM closure WHERE (venue_id IS NULL"
    " OR venue_id = ANY(%(venues)s)) AND withdrawn_at IS NULL AND starts_at < %(last)s AND ends_at > %(first)s",
)
_SPACES = (
    "SELECT space.id, space.slug, space.name, space.kind, capacity, minimum, access, tags, layouts, not_bookable,"
    " venue.id, venue.slug, venue.kind, timezone, rulebook, latitude, longitude"
    " FROM space JOIN venue ON venue.id = venue_id"
)
_CLAIMS = (
    "SELECT claim.unit_id, lane_from, lane_to, starts_at, ends_at, core, occurrence_id"
    " FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[], %(earliest)s::timestamptz[]) AS span(s, e, x)"
    " JOIN claim ON starts_at < e AND ends_at > s AND starts_at > x"
)
_JUDGED = (
    "SELECT * FROM organization WHERE slug = %(organization)s FOR NO KEY UPDATE",
    f"{_SPACES} WHERE (venue.slug, space.slug) = (%(venue)s, %(space)s)",
    "SELECT unit_id, space_part.lanes, unit.lanes FROM space_part JOIN unit ON unit.id = unit_id"
    " WHERE space_id = %(space_id)s ORDER BY unit.id FOR NO KEY UPDATE OF unit",
    f"{_CLAIMS} AND claim.unit_id = %(space_id)s",
    "SELECT id, digest FROM rulebook WHERE name = 'municipality' AND effective_from <= now()"
    " ORDER BY effective_from DESC LIMIT 1",
    *_HOURS,
    "SELECT kind, name, first_day, last_day FROM named_period WHERE first_day <= %(last)s AND last_day >= %(first)s",
    "SELECT date(occurrence.starts_local), sum(minutes), count(*) FROM occurrence"
    " JOIN booking ON booking.id = booking_id WHERE organization_id = %(organization_id)s"
    " AND status IN ('granted', 'held', 'conditional') AND occurrence.starts_local >= %(monday)s"
    " AND occurrence.starts_local < %(sunday)s GROUP BY 1",
)
_BOOKING = (
    "INSERT INTO booking (ref, uid, organization_id, track, activity, kind, audience, people, setup_minutes,"
    " clear_up_minutes, responsible_name, responsible_phone, note, timezone, starts_local, ends_local, rrule, request,"
    " created_at, changed_at, version, sequence) VALUES (%(ref)s, %(uid)s, %(organization_id)s, 'assignment',"
    " 'badminton', 'training', 'adults', 16, 0, 0, 'A', '12345678', '', %(zone)s, %(start)s, %(end)s, %(rrule)s,"
    " %(request)s, %(now)s, %(now)s, 1, 0) RETURNING id"
)
_OCCURRENCES = (
    "INSERT INTO occurrence (booking_id, status, starts_at, ends_at, starts_local, ends_local, original_local, minutes,"
    " changed_at, reason) SELECT %(booking)s, 'granted', s, e, l, m, l, 120, %(now)s, ''"
    " FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[], %(local_starts)s::timestamp[],"
    " %(local_ends)s::timestamp[]) AS span(s, e, l, m) RETURNING id"
)
_WRITTEN = (
    "INSERT INTO occurrence_space (occurrence_id, space_id)"
    " SELECT n, %(space_id)s FROM unnest(%(ids)s::bigint[]) AS ids(n)",
    "INSERT INTO claim (occurrence_id, unit_id, lane_from, starts_at, ends_at, core)"
    " SELECT n, %(space_id)s, 1, s, e, TRUE FROM unnest(%(ids)s::bigint[], %(starts)s::timestamptz[],"
    " %(ends)s::timestamptz[]) AS span(n, s, e)",
    "INSERT INTO decision (booking_id, rulebook_id, outcome, facts, verdict, decided_at, category, reason)"
    " VALUES (%(booking)s, 1, 'granted', %(facts)s, %(verdict)s, %(now)s, '', '') RETURNING id",
    "INSERT INTO journal (at, act, subject, subject_id, details)"
    " VALUES (%(now)s, 'booking.asked', 'booking', %(booking)s, '{}')",
    "INSERT INTO outbox (topic, payload, created_at, due_at, attempts, last_error)"
    " VALUES ('booking.granted', '{}', %(now)s, %(now)s, 0, '')",
)


def book(connection: psycopg.Connection, space: int, first: datetime, weeks: int, decision: tuple[Any, Any]) -> None:
    """Lock, read what is judged and write a booking of so many weekly times, with a decision as large as Sambrug's."""
    given = _spans(first, weeks) | _names(space, first, weeks)
    with connection.transaction(), connection.cursor() as cursor:
        for statement in _JUDGED:
            cursor.execute(statement, given).fetchall()
        given["booking"] = cursor.execute(_BOOKING, given).fetchone()[0]  # type: ignore[index]
        given["ids"] = [number for (number,) in cursor.execute(_OCCURRENCES, given).fetchall()]
        given["facts"], given["verdict"] = map(json.dumps, decision)
        for statement in _WRITTEN:
            cursor.execute(statement, given)


def search(connection: psycopg.Connection, first: datetime, weeks: int) -> None:
    """Read every space, its parts, when it is open, and who holds what at so many weekly times."""
    given = _spans(first, weeks) | {"venues": list(range(1, 21))}
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(f"{_SPACES} ORDER BY venue.name").fetchall()
        cursor.execute(
            "SELECT space_id, unit_id, space_part.lanes, unit.lanes FROM space_part JOIN unit ON unit.id = unit_id"
        ).fetchall()
        cursor.execute(_CLAIMS, given).fetchall()
        for statement in _HOURS:
            cursor.execute(statement, given).fetchall()


def decisions(connection: psycopg.Connection) -> None:
    """Read and decode every decision, as many at a time as a simulation does."""
    with connection.transaction(), connection.cursor(name="decisions") as cursor:
        cursor.itersize = 100
        for _ in cursor.execute("SELECT booking_id, rulebook_id, occurrences, facts, verdict FROM decision"):
            pass


def day(connection: psycopg.Connection, first: datetime) -> None:
    """Read the claims of one day, with who holds them and the spaces they asked for."""
    given = _spans(first.replace(hour=0), 1, timedelta(days=1)) | {"venues": list(range(1, 21))}
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(f"{_SPACES} ORDER BY venue.name").fetchall()
        cursor.execute(
            "SELECT space_id, unit_id, space_part.lanes, unit.lanes FROM space_part JOIN unit ON unit.id = unit_id"
        ).fetchall()
        for statement in _HOURS:
            cursor.execute(statement, given).fetchall()
        ids = {"ids": [row[-1] for row in cursor.execute(_CLAIMS, given).fetchall()]}
        cursor.execute(
            "SELECT occurrence.id, booking.kind, activity, organization.name, organization.kind FROM occurrence"
            " JOIN booking ON booking.id = booking_id JOIN organization ON organization.id = organization_id"
            " WHERE occurrence.id = ANY(%(ids)s)",
            ids,
        ).fetchall()
        cursor.execute(
            "SELECT occurrence_id, space.slug, space.name, venue.slug FROM occurrence_space"
            " JOIN space ON space.id = space_id JOIN venue ON venue.id = venue_id WHERE occurrence_id = ANY(%(ids)s)",
            ids,
        ).fetchall()


def _spans(first: datetime, weeks: int, lasts: timedelta = timedelta(hours=2)) -> dict[str, Any]:
    """The times as the statements want them, worked out as for Sambrug's own writing."""
    locals_ = [first + timedelta(weeks=week) for week in range(weeks)]
    spans = [interval(start, start + lasts, ZONE) for start in locals_]
    return {
        "starts": [span.start for span in spans],
        "ends": [span.end for span in spans],
        "earliest": [span.start - timedelta(days=1) for span in spans],
        "local_starts": locals_,
        "local_ends": [start + lasts for start in locals_],
        "first": locals_[0],
        "last": locals_[-1],
    }


def _names(space: int, first: datetime, weeks: int) -> dict[str, Any]:
    monday = first - timedelta(days=first.weekday())
    return {
        "organization": f"club-{space}",
        "organization_id": space + 1,
        "venue": f"school-{space // 10}",
        "venues": [space // 10 + 1],
        "space": f"room-{space}",
        "space_id": space + 1,
        "monday": monday,
        "sunday": monday + timedelta(weeks=weeks),
        "ref": secrets.token_hex(8),
        "uid": str(uuid4()),
        "zone": ZONE.key,
        "start": first,
        "end": first + timedelta(hours=2),
        "rrule": None,
        "request": "{}",
        "now": NOW,
    }
