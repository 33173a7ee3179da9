"""Simulations: asked for by those who decide, and read by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from booking.errors import Invalid, NotFound
from booking.model import Rulebook as Stored
from booking.model import Simulation
from booking.rules import rulebook
from booking.rules.written import LONGEST, RulebookError
from booking.services.actors import Actor, require
from booking.services.simulating import Question
from booking.services.unit_of_work import reads, writes
from booking.vocabulary import JobState, RoleName
from booking.wording import N_, Text

LONGEST_TEXT = LONGEST
"""Characters of a rulebook."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rulebook, as TOML in `text` or as the stored `version` of the one called `name`; and of which local days,
    both included. With `text`, `name` says whose bookings it is tried on, if not those of its own name."""

    first: date
    last: date
    text: str | None = None
    name: str | None = None
    version: str | None = None


def question(text: str, name: str | None, first: date, last: date) -> Question:
    """What is to be simulated. Invalid, with everything that is wrong with the rulebook, and where the days are out of
    order."""
    if last < first:
        raise Invalid.field("to", N_("The last day must not come before the first."))
    try:
        book = rulebook.read(text)
    except RulebookError as error:
        problems = [Text("{problem}", {"problem": str(it)}) for it in error.problems]
        raise Invalid({"text": problems}) from error
    return Question(book, name or book.name, first, last)


@writes
def ask(session: Session, wish: Wish, actor: Actor, now: datetime) -> Simulation:
    """Put a simulation on the list of what is to be done. NotAllowed unless an officer or administrator, Invalid,
    NotFound."""
    require(_allowed(actor))
    text = _text(session, wish)
    row = Simulation(
        name=question(text, wish.name, wish.first, wish.last).name,
        text=text,
        first_day=wish.first,
        last_day=wish.last,
        state=JobState.WAITING,
        created_at=now,
        created_by=actor.person,
    )
    session.add(row)
    session.flush()
    return row


@reads
def find(session: Session, number: int, actor: Actor) -> Simulation:
    """The simulation with its report, if it is done. NotAllowed, NotFound."""
    require(_allowed(actor))
    row = session.get(Simulation, number)
    if row is None:
        raise NotFound(N_("simulation"), str(number))
    return row


@reads
def listed(session: Session, page: int, page_size: int, actor: Actor) -> tuple[Sequence[Simulation], int]:
    """One page (from 1) without reports and texts, the latest first, and how many there are."""
    require(_allowed(actor))
    total = session.scalar(select(func.count()).select_from(Simulation)) or 0
    query = select(Simulation).options(defer(Simulation.report), defer(Simulation.text)).order_by(Simulation.id.desc())
    return session.scalars(query.limit(page_size).offset((page - 1) * page_size)).all(), total


def _text(session: Session, wish: Wish) -> str:
    if wish.text is not None:
        return wish.text
    if wish.name is None or wish.version is None:
        raise Invalid.field("text", N_("Give the rulebook as text, or name and version of one that is stored."))
    stored = select(Stored.text).where(Stored.name == wish.name, Stored.version == wish.version)
    text = session.scalar(stored)
    if text is None:
        raise NotFound(N_("rulebook"), f"{wish.name} {wish.version}")
    return text


def _allowed(actor: Actor) -> bool:
    return actor.has_any_role(RoleName.OFFICER, RoleName.ADMINISTRATOR)
