"""A simulation whose server is killed in the middle of it, and the next server that brings it to its end."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.request import Request, urlopen

from flask import Flask
from sqlalchemy import update

from booking import create_app
from booking.model import Simulation, db
from booking.vocabulary import JobState
from tests.databases import settings
from tests.scenes import NOW, TUESDAY, WEEKLY, scene_in
from tests.serving import Server
from tests.town import RULES

SHORT = RULES + '\n[[rule]]\nuse = "length"\nmax_minutes = 60\n'
LONGEST_WAIT_SECONDS = 60

Serve = Callable[..., AbstractContextManager[Server]]


def _send(server: Server, token: str, path: str, body: Any = None) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"{server.url}/api/v1{path}", data, headers), timeout=LONGEST_WAIT_SECONDS) as answer:
        return json.load(answer)


def _done(server: Server, token: str, path: str) -> Any:
    patience = monotonic() + LONGEST_WAIT_SECONDS
    while (found := _send(server, token, path))["state"] != JobState.DONE:
        assert found["state"] != JobState.FAILED
        assert monotonic() < patience
        sleep(0.1)
    return found


def _died_in_the_middle(app: Flask, number: int) -> None:
    """As the row is a minute after its process was killed, without waiting for it."""
    with app.app_context(), db.session() as session:
        dead = {"state": JobState.RUNNING, "beat_at": NOW - timedelta(days=1), "report": None}
        session.execute(update(Simulation).where(Simulation.id == number).values(**dead))
        session.commit()
    with app.app_context():
        db.engine.dispose()


def test_simulate__the_server_killed_in_the_middle__is_done_by_the_next(
    database_url: str, serve: Serve, tmp_path: Path
) -> None:
    app = create_app(settings(database_url, tmp_path))
    with app.app_context():
        scene = scene_in(app)
        scene.book(rrule=WEEKLY.format(20))
    token = scene.town.tokens["officer"]
    body = {"text": SHORT, "from": str(TUESDAY), "to": str(TUESDAY + timedelta(weeks=30))}
    with serve(database_url, workers=2) as server:
        number = _send(server, token, "/rulebook/simulations", body)["id"]
        server.kill()
    _died_in_the_middle(app, number)
    with serve(database_url, workers=2) as server:
        found = _done(server, token, f"/rulebook/simulations/{number}")
    assert found["report"]["changed_occurrences"] == 20
