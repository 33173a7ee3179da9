"""What events say of a time alike in public and in private calendars: when it is, and whether it takes place."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from booking.model import Occurrence
from booking.services.wording import gettext
from booking.vocabulary import Status
from booking.wording import N_
from calendars import ical
from calendars.ical import Moment

OFF = (Status.CANCELLED, Status.DISPLACED, Status.REFUSED)
"""What a time that held its place can become when it no longer does."""
_CALLED_OFF = N_("CANCELLED:")
"""Some programs show what is cancelled as if it were not: the word in front is what saves the reader."""


def span(row: Occurrence | Row[*tuple[Any, ...]], zone: ZoneInfo) -> tuple[Moment, Moment]:
    """From when to when: wall clock there; in UTC where the clocks change on the way."""
    crosses = row.starts_at.astimezone(zone).utcoffset() != row.ends_at.astimezone(zone).utcoffset()
    return (row.starts_at, row.ends_at) if crosses else (row.starts_local, row.ends_local)


def status(found: Status) -> ical.Status:
    if found in OFF:
        return ical.Status.CANCELLED
    return ical.Status.TENTATIVE if found is Status.HELD else ical.Status.CONFIRMED


def summary(said: str, found: Status, language: str) -> str:
    """What is said of it, with a word in front where it is called off."""
    return f"{gettext(_CALLED_OFF, language)} {said}" if found in OFF else said
