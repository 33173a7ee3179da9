"""Simulations go on after the answer, in a thread of the web process, so that they are done where no worker runs."""

import logging
from datetime import UTC, datetime
from threading import Lock, Thread

from flask import Flask, current_app

from booking.errors import Unavailable
from booking.services import simulation_jobs

_logger = logging.getLogger(__name__)
_turn = Lock()
"""A process does one simulation at a time."""


def begin() -> None:
    """Do what is left to do, unless a thread of this process does it already."""
    if _turn.acquire(blocking=False):
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        Thread(target=_work, args=(app,), name="simulations", daemon=True).start()


def _work(app: Flask) -> None:
    """In a context, and so with a database session, of its own."""
    try:
        with app.app_context():
            while simulation_jobs.work(lambda: datetime.now(UTC)):
                pass
    except Unavailable:
        _logger.warning("a simulation is left undone: the database cannot be reached")
    finally:
        _turn.release()
