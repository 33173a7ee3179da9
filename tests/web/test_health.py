"""Whoever watches over the service is told whether it lives, and whether it can work."""

import pytest
from flask import Flask
from sqlalchemy import text

from booking import create_app
from booking.model import db
from tests.databases import settings
from tests.web.test_errors import GONE


def test_health__process__answers_whatever_the_database_does(tmp_path):
    for url in GONE.values():
        answer = create_app(settings(url, tmp_path)).test_client().get("/health")
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_ready__all_in_place__is_ok(client):
    answer = client.get("/ready")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


@pytest.mark.parametrize("kind", sorted(GONE))
def test_ready__no_database__is_503(tmp_path, kind):
    answer = create_app(settings(GONE[kind], tmp_path)).test_client().get("/ready")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})


def test_ready__not_migrated__is_503(tmp_path):
    answer = create_app(settings(f"sqlite:///{tmp_path}/empty.sqlite", tmp_path)).test_client().get("/ready")
    assert answer.status_code == 503


@pytest.mark.database("sqlite")
def test_ready__guarantee_gone__is_503(app: Flask, client):
    with app.app_context(), db.session() as session:
        trigger = session.scalar(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'claim'"))
        session.execute(text(f"DROP TRIGGER {trigger}"))
        session.commit()
    assert client.get("/ready").status_code == 503
