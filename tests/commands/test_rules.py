"""`flask rules`: what a rulebook says, whether it can be used, and from when."""

from pathlib import Path

from flask.testing import FlaskCliRunner

from booking.services import rulebooks
from tests.commands.tables import saved

RULEBOOK = """\
name = "municipality"
version = "2"
effective_from = 2026-02-01

[[rule]]
use = "capacity"
source = "the fire authorities"
"""


def test_rules_check__a_good_one__says_so_without_a_database(runner: FlaskCliRunner, tmp_path: Path) -> None:
    done = runner.invoke(args=["rules", "check", saved(tmp_path, "own.toml", RULEBOOK)])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "own.toml can be loaded.\n")


def test_rules_check__a_bad_one__names_every_problem_by_line(runner: FlaskCliRunner, tmp_path: Path) -> None:
    bad = RULEBOOK.replace('"capacity"', '"capasity"') + '\n[[rule]]\nuse = "length"\nmax_minutes = "long"\n'
    done = runner.invoke(args=["rules", "check", saved(tmp_path, "own.toml", bad)])
    assert done.exit_code == 1
    assert "line 5" in done.stderr
    assert "line 9" in done.stderr


def test_rules_load__a_good_one__is_shown_as_it_was_written(runner: FlaskCliRunner, tmp_path: Path) -> None:
    done = runner.invoke(args=["rules", "load", saved(tmp_path, "own.toml", RULEBOOK)])
    assert done.stderr == "municipality 2 is in force from 2026-02-01.\n"
    assert runner.invoke(args=["rules", "show"]).stdout == RULEBOOK


def test_rules_load__the_same_version_again__is_refused(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "own.toml", RULEBOOK)
    runner.invoke(args=["rules", "load", file])
    again = runner.invoke(args=["rules", "load", file])
    assert again.exit_code == 1
    assert "already has version 2" in again.stderr


def test_rules_show__none_loaded__is_the_shipped_one(runner: FlaskCliRunner) -> None:
    shown = runner.invoke(args=["rules", "show"]).stdout
    assert 'name = "municipality"' in shown
    assert not rulebooks.problems(shown)


def test_rules_show__no_such_name__is_said(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["rules", "show", "--name", "nowhere"])
    assert (done.exit_code, done.stderr) == (1, "Error: No rulebook is called “nowhere”.\n")


def test_rules_check__no_text__is_said(runner: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\0")
    done = runner.invoke(args=["rules", "check", str(tmp_path / "own.toml")])
    assert done.exit_code == 1
    assert "cannot be read as UTF-8 text" in done.stderr
