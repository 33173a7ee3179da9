"""What is logged: one JSON object a line, one line a request, and no secrets in it."""

import json
import logging
import re
import sys
import time
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

PRIVATE_PATH = re.compile(r"(/calendars/+private/).+", re.IGNORECASE | re.DOTALL)
PRIVATE_ADDRESS = re.compile(r"(/calendars/+private/)[^\s\"'\\]+", re.IGNORECASE)
"""The address of a private feed in some other text. Its token is a secret, however the address was misspelled."""
SERVERS = ("gunicorn.error", "gunicorn.access")
"""Loggers that write by themselves, and may name the address of a request that they could not read or answer."""
GIVEN_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

MASKED = r"\1***"

requests = logging.getLogger("booking.requests")


class JSONLines(logging.Formatter):
    """A record as one line of JSON; `extra={"fields": {...}}` adds members."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context() and "request_id" in g:
            line["request"] = g.request_id
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return PRIVATE_ADDRESS.sub(MASKED, json.dumps(line, default=str))


class Masked(logging.Filter):
    """Takes the tokens of private feeds out of records that others write down."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        masked = PRIVATE_ADDRESS.sub(MASKED, said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True


class StandardStreams(logging.Handler):
    """What concerns a request goes to standard output; all else to standard error: a command prints data."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JSONLines())

    def emit(self, record: logging.LogRecord) -> None:
        try:
            stream = sys.stdout if has_request_context() else sys.stderr
            stream.write(self.format(record) + "\n")
            stream.flush()
        except Exception:
            self.handleError(record)


_MASKED = Masked()


def init_app(app: Flask, level: str) -> None:
    """Log every request of `app`, and what else is said at `level` or above."""
    root = logging.getLogger()
    root.setLevel(level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for name in SERVERS:
        logging.getLogger(name).addFilter(_MASKED)
    if not any(isinstance(handler, StandardStreams) for handler in root.handlers):
        root.addHandler(StandardStreams())
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if GIVEN_REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    """The query is left out: it may hold names. So is the address of whoever asks."""
    response.headers["X-Request-ID"] = g.request_id
    fields = {
        "method": request.method,
        "path": PRIVATE_PATH.sub(MASKED, request.path),
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000, 1),
    }
    level = logging.ERROR if response.status_code >= 500 else logging.INFO
    requests.log(level, "request", extra={"fields": fields})
    return response
