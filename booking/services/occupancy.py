"""The one function for what is free: every service that shows, judges or books a time asks here who holds what."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import BigInteger, Boolean, Executable, Integer, TextClause, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TextualSelect

from booking.model.database import UTCDateTime
from booking.model.statements import rows
from calendars.intervals import Interval
from calendars.occupancy import Hold, Occupancy

_LONGEST_CLAIM = timedelta(hours=24)
"""None lasts longer (model.bookings.Claim), so none that began earlier can still last."""

_MANY_UNITS = 12
"""From so many units on, all claims in the windows are read, and those of other units left out here."""

_CLAIMS = """
    SELECT claim.unit_id, claim.lane_from, claim.lane_to, claim.starts_at, claim.ends_at, claim.core,
           claim.occurrence_id
    FROM {source} JOIN claim
      ON {same_unit} claim.starts_at < {end} AND claim.ends_at > {start} AND claim.starts_at > {earliest}
    """

_POSTGRESQL_WINDOWS = (
    "unnest(CAST(:starts AS timestamptz[]), CAST(:ends AS timestamptz[]), CAST(:earliest AS timestamptz[]))"
    " AS span(start_at, end_at, earliest_at)"
)
_POSTGRESQL = {"start": "span.start_at", "end": "span.end_at", "earliest": "span.earliest_at"}
_SQLITE = {"start": "span.value ->> 0", "end": "span.value ->> 1", "earliest": "span.value ->> 2"}


def _typed(statement: TextClause) -> TextualSelect:
    """SQLite has no times of its own; what it answers must be read as model.database.UTCDateTime wrote it."""
    return statement.columns(
        unit_id=BigInteger,
        lane_from=Integer,
        lane_to=Integer,
        starts_at=UTCDateTime,
        ends_at=UTCDateTime,
        core=Boolean,
        occurrence_id=BigInteger,
    )


# The order of the joins is spelled out in both: a planner that does not know how many windows there will be
# may else choose to read the claims of all times. Of few units, each unit's claims are looked up by time; of many,
# each window's.
_STATEMENTS: dict[tuple[str, str], Executable] = {
    ("postgresql", "few"): text(
        _CLAIMS.format(
            source=f"unnest(CAST(:units AS bigint[])) AS wanted(unit_id) CROSS JOIN {_POSTGRESQL_WINDOWS}",
            same_unit="claim.unit_id = wanted.unit_id AND",
            **_POSTGRESQL,
        )
    ),
    ("postgresql", "many"): text(_CLAIMS.format(source=_POSTGRESQL_WINDOWS, same_unit="", **_POSTGRESQL)),
    ("sqlite", "few"): _typed(
        text(
            _CLAIMS.format(
                source="json_each(:units) AS wanted CROSS JOIN json_each(:windows) AS span CROSS",
                same_unit="claim.unit_id = wanted.value AND",
                **_SQLITE,
            )
        )
    ),
    ("sqlite", "many"): _typed(
        text(_CLAIMS.format(source="json_each(:windows) AS span CROSS", same_unit="", **_SQLITE))
    ),
}


def held(session: Session, units: Collection[int], windows: Sequence[Interval], buffer_minutes: int = 0) -> Occupancy:
    """Who holds these units during these windows, and `buffer_minutes` on either side of each. One query.

    Its cost grows with the claims in and shortly before the windows, not with those of other times.
    """
    spans = sorted(window.widened(buffer_minutes, buffer_minutes) for window in windows)
    few = len(units) < _MANY_UNITS
    dialect = session.get_bind().dialect.name
    given = _for_sqlite(units, spans, few) if dialect == "sqlite" else _for_postgresql(units, spans, few)
    found = rows(session, _STATEMENTS[dialect, "few" if few else "many"], given)
    holds: Iterable[Hold] = map(Hold._make, found)
    if any(next_one.start - one.end < _LONGEST_CLAIM for one, next_one in pairwise(spans)):
        # One claim may lie in two windows, and is then found twice.
        holds = set(holds)
    return Occupancy(holds if few else [hold for hold in holds if hold.unit in units])


def _for_postgresql(units: Collection[int], spans: Sequence[Interval], few: bool) -> dict[str, Any]:
    given: dict[str, Any] = {
        "starts": [span.start for span in spans],
        "ends": [span.end for span in spans],
        "earliest": [span.start - _LONGEST_CLAIM for span in spans],
    }
    return given | {"units": list(units)} if few else given


def _for_sqlite(units: Collection[int], spans: Sequence[Interval], few: bool) -> dict[str, Any]:
    windows = [(_stored(span.start), _stored(span.end), _stored(span.start - _LONGEST_CLAIM)) for span in spans]
    given = {"windows": json.dumps(windows)}
    return given | {"units": json.dumps(list(units))} if few else given


def _stored(moment: datetime) -> str:
    """As model.database.UTCDateTime keeps it, so that comparing text compares times."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
