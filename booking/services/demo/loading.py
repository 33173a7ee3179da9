"""Loading the demo: one transaction, so that there is all of it or nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.errors import Conflict
from booking.model import Booking, Occurrence, Organization, Space, Venue
from booking.services.demo import season, town
from booking.services.demo.town import SignIn
from booking.services.unit_of_work import reads, together
from booking.wording import N_, Text


@dataclass(frozen=True, slots=True)
class Loaded:
    """Who may sign in, and how much there is of what."""

    sign_ins: tuple[SignIn, ...]
    counts: dict[str, int]


def load(now: datetime, scale: int = 1) -> Loaded:
    """Load the demo as if it had been in use for some weeks at `now`: the same data for the same day, but for refs and
    tokens. Conflict unless the database is empty.
    """
    if not empty():
        raise Conflict(Text(N_("The database is not empty; the demo municipality needs one of its own.")))
    with together(keep=True):
        asked_at = season.beginning(now)
        town.build(asked_at, scale)
        sign_ins = town.let_in(asked_at)
        season.hold(now, scale)
        return Loaded(sign_ins, _counts())


@reads
def empty(session: Session) -> bool:
    """Whether there is no venue yet."""
    return session.scalar(select(Venue.id).limit(1)) is None


@reads
def _counts(session: Session) -> dict[str, int]:
    tables = {
        "venues": Venue,
        "spaces": Space,
        "organizations": Organization,
        "bookings": Booking,
        "occurrences": Occurrence,
    }
    return {name: session.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables.items()}
