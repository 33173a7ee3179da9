"""The one function for what is free: every service that shows, judges or books a time asks here who holds what."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, text
from sqlalchemy.orm import Session

from booking.model.database import UTCDateTime
from calendars.intervals import Interval
from calendars.occupancy import Hold, Occupancy

_LONGEST_CLAIM = timedelta(hours=24)
"""None lasts longer (model.bookings.Claim), so none that began earlier can still last."""

_CLAIMS_IN_WINDOWS = """
    SELECT claim.unit_id, claim.lane_from, claim.lane_to, claim.starts_at, claim.ends_at, claim.core,
    claim.occurrence_id FROM {windows} JOIN claim
      ON claim.starts_at < {end} AND claim.ends_at > {start} AND claim.starts_at > {earliest}
    WHERE claim.unit_id {units}
    """

_COLUMNS = {
    "unit_id": BigInteger,
    "lane_from": Integer,
    "lane_to": Integer,
    "starts_at": UTCDateTime,
    "ends_at": UTCDateTime,
    "core": Boolean,
    "occurrence_id": BigInteger,
}

_QUERIES = {
    "postgresql": _CLAIMS_IN_WINDOWS.format(
        windows="unnest(CAST(:starts AS timestamptz[]), CAST(:ends AS timestamptz[]), CAST(:earliest AS timestamptz[]))"
        " AS wanted(start_at, end_at, earliest_at)",
        start="wanted.start_at",
        end="wanted.end_at",
        earliest="wanted.earliest_at",
        units="= ANY(CAST(:units AS bigint[]))",
    ),
    "sqlite": _CLAIMS_IN_WINDOWS.format(
        windows="json_each(:windows) AS wanted",
        start="wanted.value ->> 0",
        end="wanted.value ->> 1",
        earliest="wanted.value ->> 2",
        units="IN (SELECT value FROM json_each(:units))",
    ),
}
_STATEMENTS = {dialect: text(query).columns(**_COLUMNS) for dialect, query in _QUERIES.items()}


def held(session: Session, units: Collection[int], windows: Sequence[Interval], buffer_minutes: int = 0) -> Occupancy:
    """Who holds these units during these windows, and `buffer_minutes` on either side of each. One query.

    Its cost grows with the claims in and shortly before the windows, not with those of other times.
    """
    widened = [window.widened(buffer_minutes, buffer_minutes) for window in windows]
    dialect = session.get_bind().dialect.name
    given = _for_sqlite(units, widened) if dialect == "sqlite" else _for_postgresql(units, widened)
    rows = session.execute(_STATEMENTS[dialect], given)
    return Occupancy({Hold(*row) for row in rows})


def _for_postgresql(units: Collection[int], windows: Sequence[Interval]) -> dict[str, Any]:
    return {
        "units": list(units),
        "starts": [window.start for window in windows],
        "ends": [window.end for window in windows],
        "earliest": [window.start - _LONGEST_CLAIM for window in windows],
    }


def _for_sqlite(units: Collection[int], windows: Sequence[Interval]) -> dict[str, Any]:
    spans = [(_stored(window.start), _stored(window.end), _stored(window.start - _LONGEST_CLAIM)) for window in windows]
    return {"units": json.dumps(list(units)), "windows": json.dumps(spans)}


def _stored(moment: datetime) -> str:
    """As model.database.UTCDateTime keeps it, so that comparing text compares times."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
