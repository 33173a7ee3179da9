"""The versions of a rulebook and the days from which they are in force, each read once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.errors import NotFound
from booking.model import Rulebook as Stored
from booking.model.statements import rows
from booking.rules import rulebook
from booking.rules.rulebook import Days, Rulebook
from booking.rules.versions import Governing, composed
from booking.wording import N_

_UNTIL = (
    select(Stored.id, Stored.effective_from, Stored.digest)
    .where(Stored.name == bindparam("name"), Stored.effective_from <= bindparam("day"))
    .order_by(Stored.effective_from.desc())
)
_DAY = timedelta(days=1)
_by_digest: dict[str, Rulebook] = {}


@dataclass(frozen=True, slots=True)
class Reign:
    """A version with the first day on which it is in force; no `id` where it is shipped and not yet kept."""

    id: int | None
    first_day: date
    digest: str

    @property
    def rulebook(self) -> Rulebook:
        return _by_digest[self.digest]


def between(session: Session, name: str, first: date, last: date) -> Sequence[Reign]:
    """Those in force from the first day to the last, newest first; before a municipality's own it is the shipped one.
    One query, and one for each version that was never needed before. NotFound.
    """
    reigns = [Reign(*row) for row in rows(session, _UNTIL, {"name": name, "day": last})]
    if not reigns or reigns[-1].first_day > first:
        return [*reigns, Reign(None, date.min, _shipped(name).digest)]
    return reigns


def on(reigns: Sequence[Reign], day: date, session: Session) -> Reign:
    """The one in force on the day, ready to judge."""
    reign = next(reign for reign in reigns if reign.first_day <= day)
    if reign.digest not in _by_digest:
        read(reign.digest, session.scalars(select(Stored.text).where(Stored.id == reign.id)).one())
    return reign


def read(digest: str, text: str) -> Rulebook:
    """The rulebook of that digest, which is of its text."""
    if digest not in _by_digest:
        _by_digest[digest] = rulebook.read(text)
    return _by_digest[digest]


def together(asked: Reign, using: Sequence[Reign]) -> Rulebook:
    """One rulebook of the version of the day of the request and of those of the days of use, oldest first."""
    return asked.rulebook if [*using] == [asked] else _together(asked.digest, tuple(_governed(using)))


@lru_cache(maxsize=256)
def _together(asked: str, used: tuple[tuple[str, Days], ...]) -> Rulebook:
    return composed(_by_digest[asked], [Governing(_by_digest[digest], days) for digest, days in used])


def _governed(using: Sequence[Reign]) -> Iterator[tuple[str, Days]]:
    """Each version with all days until the next one begins, so that no day is without rules."""
    for number, reign in enumerate(using):
        first = reign.first_day if number else date.min
        later = using[number + 1].first_day - _DAY if number + 1 < len(using) else date.max
        yield reign.digest, (first, later)


@lru_cache
def _shipped(name: str) -> Rulebook:
    try:
        text = rulebook.shipped(name)
    except FileNotFoundError:
        raise NotFound(N_("rulebook"), name) from None
    return read(sha256(text.encode()).hexdigest(), text)
