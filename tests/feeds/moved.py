"""Sambrug at the moment that a file names: a server of one thread, whose clock can be moved while it runs."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import time_machine

from wsgi import app as sambrug

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CLOCK = Path(os.environ["CLOCK"])


def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    with time_machine.travel(datetime.fromisoformat(CLOCK.read_text())):
        return sambrug(environ, start_response)
