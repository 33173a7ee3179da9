"""Simulations as jobs: taken up by one process at a time, their progress written, taken over when that process dies."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from booking.errors import Unavailable
from booking.model import Simulation
from booking.services import simulating, simulations
from booking.services.unit_of_work import writes
from booking.vocabulary import JobState
from booking.wording import N_

BEAT = timedelta(seconds=1)
"""Progress is written this often."""
DEAD = timedelta(seconds=60)
"""A process that has written nothing for so long is taken to be dead."""
FAILED = N_("The simulation failed; what went wrong is in the log.")

Clock = Callable[[], datetime]

_logger = logging.getLogger(__name__)


class _Lost(Exception):
    """Another process has taken the job over."""


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
        asked = simulations.question(claimed.text, claimed.name, claimed.first_day, claimed.last_day)
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
