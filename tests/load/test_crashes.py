"""Killed in the middle of a storm of bookings, again and again: nothing is half-written, nothing answered is lost."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from booking import create_app
from booking.model import Claim, db
from booking.services import audit, bookings
from booking.services.actors import SYSTEM
from booking.services.requests import Request
from booking.vocabulary import HOLDING
from tests.databases import migrate, settings
from tests.load.callers import Answered, Caller
from tests.postgresql import PostgreSQLServer
from tests.scenes import Scene, count, scene_in, wish
from tests.serving import Server
from tests.town import tuesday

CRASHES = 20
CALLERS = 8
HALLS = 6

Serve = Callable[..., AbstractContextManager[Server]]


def _prepared(app: Flask) -> Scene:
    scene = scene_in(app)
    scene.halls(HALLS)
    return scene


def _anything(seed: int) -> Callable[[int], Request]:
    """Single times and series in halls of their own choice; many are free, some are taken in part or as a whole."""

    def request(number: int) -> Request:
        choose = random.Random(f"{seed} {number}")
        day = tuesday() + timedelta(days=choose.randrange(200))
        hour = choose.randrange(8, 20)
        series = {"rrule": f"FREQ=WEEKLY;COUNT={choose.randrange(2, 6)}", "accept_partial": True}
        return wish(
            f"{day}T{hour:02}:00-{hour + 1:02}:30",
            spaces=(f"centret/hal-{choose.randrange(HALLS)}",),
            setup_minutes=choose.choice((0, 15)),
            **(series if choose.random() < 0.5 else {}),
        )

    return request


def _is_all_there(answered: Answered) -> None:
    """Every booking answered 201 is there as it was answered, and the database is sound."""
    assert audit.problems() == []
    for said in answered.booked:
        found = bookings.find(said["ref"], SYSTEM)
        assert [it.status for it in found.occurrences] == [it["status"] for it in said["occurrences"]]
        cores = sum(count(Claim, occurrence_id=it.id, core=True) for it in found.occurrences)
        assert cores == sum(it.status in HOLDING for it in found.occurrences)


@pytest.mark.database("sqlite")
def test_crash__of_the_server_on_sqlite__loses_nothing_that_was_answered(
    database_url: str, serve: Serve, tmp_path: Path
) -> None:
    app, booked = create_app(settings(database_url, tmp_path)), 0
    with app.app_context():
        token = _prepared(app).town.tokens["officer"]
        for crash in range(CRASHES):
            with serve(database_url, workers=2) as server:
                caller = Caller(server.url, token)
                answered = caller.storm(_anything(crash), CALLERS, 3 + crash % 5, server.kill)
            _is_all_there(answered)
            booked += len(answered.booked)
        db.engine.dispose()
    assert booked > 3 * CRASHES


def test_crash__of_postgresql__loses_nothing_that_was_answered(
    own_postgresql: PostgreSQLServer, serve: Serve, tmp_path: Path
) -> None:
    """The web server goes on: it answers 503 while the database is away, and books again when it is back."""
    url, booked = own_postgresql.url, 0
    migrate(url, tmp_path)
    app = create_app(settings(url, tmp_path))
    with app.app_context():
        token = _prepared(app).town.tokens["officer"]
        with serve(url, workers=2) as server:
            caller = Caller(server.url, token)
            for crash in range(CRASHES):
                answered = caller.storm(_anything(crash), CALLERS, 3 + crash % 5, own_postgresql.kill)
                assert set(answered.others) <= {409, 503}
                own_postgresql.start()
                db.engine.dispose()
                _is_all_there(answered)
                booked += len(answered.booked)
        db.engine.dispose()
    assert booked > 3 * CRASHES
