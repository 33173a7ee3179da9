"""Which rulebook is in force on a day; the shipped one until the municipality has loaded its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from booking.errors import Conflict, NotFound
from booking.model import Rulebook as Stored
from booking.model.statements import rows
from booking.rules import rulebook
from booking.rules.rulebook import Rulebook
from booking.rules.written import Problem, RulebookError
from booking.services import journal
from booking.services.actors import SYSTEM, Actor
from booking.services.unit_of_work import reads, writes
from booking.wording import N_, Text

MUNICIPALITY = "municipality"

_IN_FORCE = (
    select(Stored.id, Stored.digest)
    .where(Stored.name == bindparam("name"), Stored.effective_from <= bindparam("day"))
    .order_by(Stored.effective_from.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class InForce:
    """A rulebook and the row that keeps it; no row yet where the shipped one serves and nothing was decided under
    it.
    """

    rulebook: Rulebook
    id: int | None


def in_force(session: Session, name: str, day: date) -> InForce:
    """The version of the named rulebook that is in force on the local day."""
    found = rows(session, _IN_FORCE, {"name": name, "day": day})
    if not found:
        return InForce(_shipped(name), None)
    row = found[0]
    return InForce(_parsed(row.digest) or _parse(session, row.id, row.digest), row.id)


def kept(session: Session, force: InForce, now: datetime) -> int:
    """The id of the row of a rulebook in force, written now if it was only shipped so far."""
    return force.id or _store(session, force.rulebook, rulebook.shipped(force.rulebook.name), SYSTEM, now)


@writes
def load(session: Session, text: str, actor: Actor, now: datetime) -> Rulebook:
    """Make a rulebook effective from its date. RulebookError if it is unusable, Conflict if its version or date is
    taken.
    """
    read = rulebook.read(text)
    taken = session.scalar(
        select(Stored.version).where(
            Stored.name == read.name,
            (Stored.version == read.version) | (Stored.effective_from == read.effective_from),
        )
    )
    if taken is not None:
        raise Conflict(
            Text(
                N_("The rulebook {name} already has version {version}, or one effective from {day}."),
                {"name": read.name, "version": read.version, "day": read.effective_from},
            )
        )
    _store(session, read, text, actor, now)
    return read


def problems(text: str) -> Sequence[Problem]:
    """Everything that is wrong with a rulebook, each with its line; nothing where it can be loaded."""
    try:
        rulebook.read(text)
    except RulebookError as error:
        return error.problems
    return ()


@reads
def text_in_force(session: Session, name: str, day: date) -> str:
    """The TOML of the named rulebook that is in force on the local day. NotFound."""
    query = select(Stored.text).where(Stored.name == name, Stored.effective_from <= day)
    stored = session.scalar(query.order_by(Stored.effective_from.desc()).limit(1))
    try:
        return stored or rulebook.shipped(name)
    except FileNotFoundError:
        raise NotFound(N_("rulebook"), name) from None


@reads
def current(session: Session, name: str, day: date) -> Rulebook:
    return in_force(session, name, day).rulebook


@reads
def versions(session: Session) -> Sequence[Stored]:
    """Every stored rulebook, newest first within its name."""
    return session.scalars(select(Stored).order_by(Stored.name, Stored.effective_from.desc())).all()


@lru_cache
def _shipped(name: str) -> Rulebook:
    try:
        return rulebook.read(rulebook.shipped(name))
    except FileNotFoundError:
        raise NotFound(N_("rulebook"), name) from None


_by_digest: dict[str, Rulebook] = {}


def _parsed(digest: str) -> Rulebook | None:
    return _by_digest.get(digest)


def _parse(session: Session, row: int, digest: str) -> Rulebook:
    text = session.scalars(select(Stored.text).where(Stored.id == row)).one()
    _by_digest[digest] = rulebook.read(text)
    return _by_digest[digest]


def _store(session: Session, read: Rulebook, text: str, actor: Actor, now: datetime) -> int:
    row = session.execute(
        insert(Stored)
        .values(
            name=read.name,
            version=read.version,
            effective_from=read.effective_from,
            text=text,
            digest=sha256(text.encode()).hexdigest(),
            loaded_at=now,
            loaded_by=actor.person,
        )
        .returning(Stored.id)
    ).scalar_one()
    details = {"name": read.name, "version": read.version, "effective_from": read.effective_from.isoformat()}
    journal.record(session, now, actor, "rulebook.loaded", "rulebook", row, details)
    return row
