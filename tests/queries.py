"""How many statements the database is sent."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from booking.model import db, direct


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """A list that grows by every statement sent while the context lasts."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    listener, logger = _Listener(sent), logging.getLogger(direct.__name__)
    event.listen(engine, "before_cursor_execute", note)
    logger.addHandler(listener)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield sent
    finally:
        logger.propagate = True
        logger.setLevel(logging.NOTSET)
        logger.removeHandler(listener)
        event.remove(engine, "before_cursor_execute", note)


class _Listener(logging.Handler):
    """Hears of what is sent without SQLAlchemy."""

    def __init__(self, sent: list[str]) -> None:
        super().__init__()
        self._sent = sent

    def emit(self, record: logging.LogRecord) -> None:
        self._sent.append(record.getMessage())
