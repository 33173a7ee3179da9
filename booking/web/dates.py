"""The date that a page is asked for."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, request

from booking.errors import Invalid
from booking.wording import N_

FIRST_YEAR, LAST_YEAR = 1970, 2200


def now() -> datetime:
    """Aware UTC; the only clock of the pages."""
    return datetime.now(UTC)


def asked_date(at: datetime) -> date:
    """`?date=2027-01-12`; without it the municipality's today. Invalid."""
    text = request.args.get("date", "").strip()
    if not text:
        return at.astimezone(ZoneInfo(current_app.config["SAMBRUG"].timezone)).date()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR < day.year < LAST_YEAR:
        raise Invalid.field("date", N_("“{value}” is not a date such as 2027-01-12."), value=text[:80])
    return day
