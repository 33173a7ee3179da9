"""Simulations as jobs: asked for, taken up by one process at a time, watched, and taken over when that process dies."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session, defer

from booking.errors import Invalid, NotFound, Unavailable
from booking.model import Rulebook as Stored
from booking.model import Simulation
from booking.rules import rulebook
from booking.rules.written import LONGEST, RulebookError
from booking.services import simulating
from booking.services.actors import Actor, require
from booking.services.simulating import Question
from booking.services.unit_of_work import reads, writes
from booking.vocabulary import JobState, RoleName
from booking.wording import N_, Text

LONGEST_TEXT = LONGEST
"""Characters of a rulebook."""
BEAT = timedelta(seconds=1)
"""Progress is written this often."""
DEAD = timedelta(seconds=60)
"""A process that has written nothing for so long is taken to be dead."""
FAILED = N_("The simulation failed; what went wrong is in the log.")

Clock = Callable[[], datetime]

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rulebook, as TOML in `text` or as the stored `version` of the one called `name`; and of which local days,
    both included. With `text`, `name` says whose bookings it is tried on, if not those of its own name."""

    first: date
    last: date
    text: str | None = None
    name: str | None = None
    version: str | None = None


class _Lost(Exception):
    """Another process has taken the job over."""


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
    asked = question(_text(session, wish), wish.name, wish.first, wish.last)
    row = Simulation(
        name=asked.name,
        text=_text(session, wish),
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


def is_left(row: Simulation, now: datetime) -> bool:
    """Whether nobody is at work on a simulation that is not done: it waits, or its process is dead."""
    dead = row.beat_at is None or row.beat_at < now - DEAD
    return row.state is JobState.WAITING or (row.state is JobState.RUNNING and dead)


def work(clock: Clock) -> bool:
    """Take up one simulation that is left, and bring it to its end; whether there was one. Raises Unavailable: then it
    is left to whoever comes next."""
    claimed = _claim(clock())
    if claimed is None:
        return False
    try:
        _carry_out(claimed, _Beat(claimed.id, clock, claimed.beat_at))
    except _Lost:
        _logger.warning("simulation %s was taken over by another process", claimed.id)
    return True


def _carry_out(claimed: Simulation, beat: "_Beat") -> None:
    try:
        asked = question(claimed.text, claimed.name, claimed.first_day, claimed.last_day)
        beat.end(state=JobState.DONE, report=simulating.simulate(asked, beat))
    except (_Lost, Unavailable):
        raise
    except Exception:  # whatever is wrong with one, the next is done
        _logger.exception("simulation %s failed", claimed.id)
        beat.end(state=JobState.FAILED, problem=FAILED)


@dataclass(slots=True)
class _Beat:
    """Writes how far the job is, as long as it is this process's: as long as its last beat stands in the row."""

    id: int
    clock: Clock
    last: datetime | None
    written: tuple[int, int] | None = field(default=None)

    def __call__(self, done: int, total: int) -> None:
        now = self.clock()
        if self.written is None or self.last is None or now - self.last >= BEAT:
            self._write(now, done=done, total=total)
        self.written = (done, total)

    def end(self, **values: Any) -> None:
        now = self.clock()
        done, total = self.written or (0, 0)
        self._write(now, done=done, total=total, ended_at=now, **values)

    def _write(self, now: datetime, **values: Any) -> None:
        if not _progressed(self.id, self.last, {"beat_at": now, **values}):
            raise _Lost
        self.last = now


@writes
def _claim(session: Session, now: datetime) -> Simulation | None:
    """The oldest simulation that is left, now running; two processes never get the same one."""
    left = _left(now)
    oldest = select(Simulation.id).where(left).order_by(Simulation.id).limit(1).with_for_update(skip_locked=True)
    claimed = (
        update(Simulation)
        .where(Simulation.id == oldest.scalar_subquery(), left)
        .values(state=JobState.RUNNING, beat_at=now, done=0)
        .returning(Simulation)
    )
    return session.scalars(claimed, execution_options={"synchronize_session": False}).one_or_none()


def _left(now: datetime) -> ColumnElement[bool]:
    """As `is_left`."""
    dead = or_(Simulation.beat_at.is_(None), Simulation.beat_at < now - DEAD)
    return or_(Simulation.state == JobState.WAITING, and_(Simulation.state == JobState.RUNNING, dead))


@writes
def _progressed(session: Session, number: int, last: datetime | None, values: dict[str, Any]) -> bool:
    mine = (Simulation.id == number, Simulation.state == JobState.RUNNING, Simulation.beat_at == last)
    written = session.execute(update(Simulation).where(*mine).values(**values).returning(Simulation.id))
    return written.scalar_one_or_none() is not None


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
