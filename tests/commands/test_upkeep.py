"""`flask verify` and `flask worker`, and what any command says of a database that is not there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import delete, update

from booking import create_app
from booking.model import Claim, Occurrence, db
from booking.services import bookings
from booking.services.actors import SYSTEM
from booking.vocabulary import Status
from tests.commands.booked import one_booking
from tests.commands.tables import VENUES, saved
from tests.databases import settings
from tests.scenes import scene_in
from tests.services.waiting import cancel_as_if_killed
from tests.town import tuesday


def test_verify__all_well__ends_with_0(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["verify"])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Nothing is wrong.\n")


def test_verify__a_claim_gone__lists_it_and_ends_with_1(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", VENUES)])
    one_booking(app, "skolen/hal")
    with app.app_context():
        db.session.execute(delete(Claim))
        db.session.commit()
    done = runner.invoke(args=["verify"])
    assert done.exit_code == 1
    assert done.stdout
    assert done.stderr.startswith("Error: ")


def test_worker_once__a_hold_that_ran_out__lets_go(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", VENUES)])
    one_booking(app, "skolen/hal")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with app.app_context():
        db.session.execute(update(Occurrence).values(status=Status.HELD, expires_at=yesterday))
        db.session.commit()
    done = runner.invoke(args=["worker", "--once"])
    assert (done.exit_code, done.stderr) == (0, "1 held time let go.\n")
    assert runner.invoke(args=["worker", "--once"]).stderr == ""


def test_worker_once__given_back_by_a_process_that_was_killed__goes_to_who_waits(
    app: Flask, runner: FlaskCliRunner
) -> None:
    with app.app_context():
        scene, now = scene_in(app), datetime.now(UTC)
        time = f"{tuesday()}T17:00-18:00"
        holder, waits = scene.book(time, now=now), scene.book(time, now=now, organization="judo", wait=True)
        cancel_as_if_killed(holder, now)
    assert runner.invoke(args=["worker", "--once"]).stderr == "1 waiting time given a place.\n"
    assert runner.invoke(args=["worker", "--once"]).stderr == ""
    with app.app_context():
        assert bookings.find(waits.ref, SYSTEM).status is Status.GRANTED


def test_commands__no_database__say_so_in_a_sentence(tmp_path: Path) -> None:
    runner = create_app(settings("postgresql://nobody@127.0.0.1:9/nothing", tmp_path)).test_cli_runner()
    for arguments in (["verify"], ["worker", "--once"], ["token", "create", "a@b.example"], ["demo"]):
        done = runner.invoke(args=arguments)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.splitlines()[-1].startswith("Error: The database cannot be reached at the moment")
        assert "Traceback" not in done.stderr


def test_commands__a_database_that_is_not_migrated__say_so_in_a_sentence(tmp_path: Path) -> None:
    runner = create_app(settings(f"sqlite:///{tmp_path}/new.sqlite", tmp_path)).test_cli_runner()
    done = runner.invoke(args=["demo"])
    assert (done.exit_code, done.stderr) == (1, "Error: The database is not migrated to this version.\n")
