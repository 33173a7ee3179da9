"""`flask rules simulate` and `flask rules reproduce`."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from booking.services import simulations
from booking.services.actors import SYSTEM
from booking.services.simulations import Wish
from booking.vocabulary import BookingKind, JobState
from tests.commands.tables import saved
from tests.scenes import NOW, WEEKLY, scene_in
from tests.town import RULES

SHORT = RULES + '\n[[rule]]\nuse = "length"\nmax_minutes = 60\n'
PERIOD = ("--from", "2027-01-01", "--to", "2027-06-30")


@pytest.fixture
def ref(app: Flask) -> str:
    with app.app_context():
        return scene_in(app).book(rrule=WEEKLY.format(3), kind=BookingKind.MARKET).ref


def test_rules_simulate__a_stricter_rulebook__prints_what_changes(
    runner: FlaskCliRunner, ref: str, tmp_path: Path
) -> None:
    done = runner.invoke(args=["rules", "simulate", saved(tmp_path, "own.toml", SHORT), *PERIOD, "--language", "en"])
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        "The rulebook town 1 on the bookings of Friday 1 January 2027 to Wednesday 30 June 2027",
        "3 times of 1 booking were judged anew.",
        "Something else would be said of 3 times of 1 booking.",
        "",
        "Times of which something else would be said",
        "      3  held, awaiting an officer → refused",
        "",
        "Times by the rule that makes a difference",
        "      3  length: refuses, new",
        "",
        "Times of which something else would be said, by kind of organization",
        "      3  association / 3",
        "",
        "Times of which something else would be said, by venue",
        "      3  skolen / 3",
        "",
        "Bookings",
        f"      3  {ref} haandbold: held, awaiting an officer → refused (length)",
    ]


def test_rules_simulate__the_same_rules__says_so_in_danish(runner: FlaskCliRunner, ref: str, tmp_path: Path) -> None:
    done = runner.invoke(args=["rules", "simulate", saved(tmp_path, "own.toml", RULES), *PERIOD])
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 3
    assert "The rulebook" not in done.stdout


def test_rules_simulate__facts_that_were_not_kept__are_said(runner: FlaskCliRunner, ref: str, tmp_path: Path) -> None:
    file = saved(tmp_path, "own.toml", RULES + '\n[[rule]]\nuse = "weekly-quota"\nhours = 9\n')
    done = runner.invoke(args=["rules", "simulate", file, *PERIOD, "--language", "en"])
    assert "The rule weekly-quota could not be judged for 1 booking: its facts were not kept." in done.stdout


def test_rules_simulate__with_json__writes_all_of_it(runner: FlaskCliRunner, ref: str, tmp_path: Path) -> None:
    args = ["rules", "simulate", saved(tmp_path, "own.toml", SHORT), *PERIOD, "--json", str(tmp_path / "all.json")]
    assert runner.invoke(args=args).exit_code == 0
    report = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert [it["booking"] for it in report["changed"]] == [ref]


@pytest.mark.parametrize(
    ("text", "period", "said"),
    [
        (SHORT.replace("length", "lenght"), PERIOD, "line "),
        (SHORT, ("--from", "2027-06-30", "--to", "2027-01-01"), "The last day must not come before the first."),
        (SHORT, ("--from", "tomorrow", "--to", "2027-01-01"), "Invalid value for '--from'"),
    ],
)
def test_rules_simulate__what_makes_no_sense__is_said(
    runner: FlaskCliRunner, ref: str, tmp_path: Path, text: str, period: Any, said: str
) -> None:
    done = runner.invoke(args=["rules", "simulate", saved(tmp_path, "own.toml", text), *period])
    assert done.exit_code != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_worker_once__a_simulation_that_is_left__is_done(app: Flask, runner: FlaskCliRunner, ref: str) -> None:
    days = date(2027, 1, 1), date(2027, 1, 1) + timedelta(days=100)
    with app.app_context():
        number = simulations.ask(Wish(*days, text=SHORT), SYSTEM, NOW).id
    done = runner.invoke(args=["worker", "--once"])
    assert (done.exit_code, done.stderr) == (0, "A simulation has come to its end.\n")
    with app.app_context():
        assert simulations.find(number, SYSTEM).state is JobState.DONE


def test_rules_reproduce__a_booking__prints_its_decisions_as_shown(runner: FlaskCliRunner, ref: str) -> None:
    done = runner.invoke(args=["rules", "reproduce", ref, "--language", "en"])
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("1. asked for, ")
    assert lines[0].endswith("by the rulebook town 1")
    assert lines[1] == "Tuesday 12 January 2027 17:00: held, awaiting an officer"
    assert "Markets are decided by an officer." in lines[4]
    assert json.loads(lines[5])["kind"] == "market"
    assert lines[6] == "Judged again it says the same, to the letter."


def test_rules_reproduce__unknown__is_said(runner: FlaskCliRunner, ref: str) -> None:
    done = runner.invoke(args=["rules", "reproduce", "UKENDT22"])
    assert (done.exit_code, done.stderr) == (1, "Error: No booking is called “UKENDT22”.\n")
