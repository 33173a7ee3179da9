"""One act, one transaction: begun, tried again where the database asks for it, committed whole or not at all."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from booking.errors import Unavailable
from booking.model import db
from booking.wording import N_, Text

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_logger = logging.getLogger(__name__)

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.02

_SERIALIZATION = frozenset({"40001", "40P01", "55P03"})
"""serialization_failure, deadlock_detected, lock_not_available."""
_RACED = frozenset({"23505", "23P01"})
"""unique_violation, exclusion_violation: another got there first; judged anew, the answer says so."""
_SQLITE_RACED = ("claim_held_once", "UNIQUE constraint failed")
_TOGETHER = "together"
"""In a session's `info` while its acts are parts of one transaction."""


def reads(
    work: Callable[Concatenate[Session, Parameters], Result],
) -> Callable[Parameters, Result]:
    """Give `work` a session to read with. What it returns is detached: complete, and never written.

    A connection that was lost while nobody used it is replaced once. Raises Unavailable.
    """

    @wraps(work)
    def act(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        session = db.session()
        if _TOGETHER in session.info:
            return _part(session, partial(work, session, *args, **kwargs))
        for last in (False, True):
            try:
                return work(session, *args, **kwargs)
            except (DBAPIError, PoolTimeout) as error:
                if last or not _is_lost(error):
                    raise _as_ours(error) from error
            finally:
                _end(session)
        raise AssertionError("unreachable")

    return act


def looks(
    work: Callable[Concatenate[Engine, Parameters], Result],
) -> Callable[Parameters, Result]:
    """Give `work` the engine to read one row with (model.direct): a session costs several times as much.

    Else as `reads`, but what other acts of one transaction did is not seen before it is committed.
    """

    @wraps(work)
    def act(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        for last in (False, True):
            try:
                return work(db.engine, *args, **kwargs)
            except (DBAPIError, PoolTimeout) as error:
                if last or not _is_lost(error):
                    raise _as_ours(error) from error
        raise AssertionError("unreachable")

    return act


def writes(
    work: Callable[Concatenate[Session, Parameters], Result],
) -> Callable[Parameters, Result]:
    """Give `work` a session to write with, and commit it. `work` may run several times: it must depend on the
    database only.

    Raises Unavailable when the database cannot be reached, is full, or kept us waiting in every attempt.
    """

    @wraps(work)
    def act(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        session = db.session()
        if _TOGETHER in session.info:
            return _part(session, partial(work, session, *args, **kwargs))
        for attempt in range(1, ATTEMPTS + 1):
            try:
                _end(session)
                session.connection(execution_options={"writes": True})
                result = work(session, *args, **kwargs)
                _commit(session)
                return result
            except (DBAPIError, PoolTimeout) as error:
                if attempt == ATTEMPTS or not _worth_another_try(error):
                    raise _as_ours(error) from error
                _end(session)
                _pause(attempt)
            finally:
                _end(session)
        raise AssertionError("unreachable")

    return act


@contextmanager
def together(*, keep: bool) -> Iterator[None]:
    """Make all acts inside one transaction: each sees those before it, and one that fails is undone by itself.

    At the end they are committed, or, without `keep`, undone: a rehearsal. Nothing inside is tried again, and what it
    locks stays locked to the end.
    """
    session = db.session()
    _end(session)
    session.info[_TOGETHER] = True
    try:
        session.connection(execution_options={"writes": True})
        yield
        if keep:
            _commit(session)
    except (DBAPIError, PoolTimeout) as error:
        raise _as_ours(error) from error
    finally:
        del session.info[_TOGETHER]
        _end(session)


def _commit(session: Session) -> None:
    """Where the connection is lost while the database commits, nobody knows whether it did: that is not tried again."""
    try:
        session.commit()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Unavailable(
                Text(N_("The database was lost while it wrote. Please look whether it was done before you try again."))
            ) from error
        raise


def _end(session: Session) -> None:
    """Close; on a connection that is lost there is nothing left to undo."""
    try:
        session.close()
    except DBAPIError:
        session.invalidate()


def _part(session: Session, work: Callable[[], Result]) -> Result:
    """One act among others: what it returns is detached, as if it had been alone."""
    try:
        with session.begin_nested():
            return work()
    finally:
        session.expunge_all()


def unavailable() -> Unavailable:
    return Unavailable(Text(N_("The database cannot be reached at the moment; nothing was changed. Please try again.")))


def _is_lost(error: DBAPIError | PoolTimeout) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _worth_another_try(error: DBAPIError | PoolTimeout) -> bool:
    if isinstance(error, PoolTimeout):
        return False
    if _is_lost(error):
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _SERIALIZATION or state in _RACED
    text = str(error.orig)
    return "database is locked" in text or any(raced in text for raced in _SQLITE_RACED)


def _as_ours(error: DBAPIError | PoolTimeout) -> Exception:
    if isinstance(error, OperationalError | PoolTimeout) or _is_lost(error):
        _logger.error("the database cannot be used: %s", error)
        return unavailable()
    return error


def _pause(attempt: int) -> None:
    """Longer each time and never the same, so that those who met do not meet again."""
    time.sleep(FIRST_PAUSE_SECONDS * 2**attempt * random.random())
