"""`flask rules`: what a rulebook says, whether it can be used, and from when."""

from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskCliRunner

from booking import create_app
from booking.services import rulebook_checks
from config import Config
from tests.commands.tables import saved

RULEBOOK = """\
name = "municipality"
version = "2"
effective_from = 2026-02-01

[[rule]]
use = "capacity"
source = "the fire authorities"
"""


BAD = RULEBOOK.replace('"capacity"', '"capasity"') + '\n[[rule]]\nuse = "length"\nmax_minutes = "long"\n'
EXAMPLE = (
    '\n[[example]]\nsays = "too many"\ngiven.place.capacity = 30\nasked.people = 31\nexpected.outcome = "granted"\n'
)


def test_rules_check__a_good_one__says_so(runner: FlaskCliRunner, tmp_path: Path) -> None:
    done = runner.invoke(args=["rules", "check", saved(tmp_path, "own.toml", RULEBOOK)])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "own.toml can be loaded.\n")


def test_rules_check__a_bad_one__names_every_problem_by_file_and_line(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "own.toml", BAD)
    done = runner.invoke(args=["rules", "check", file])
    assert done.exit_code == 1
    first, second, last = done.stderr.splitlines()
    assert first == f'{file}:6: use = "capasity" is no rule; did you mean capacity?'
    assert second.startswith(f'{file}:11: length: max_minutes = "long" must be a whole number of minutes')
    assert last == "Error: own.toml cannot be used; the rulebook in force stays in force."


def test_rules_check__an_example_that_fails__is_pointed_at(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "own.toml", RULEBOOK + EXAMPLE)
    done = runner.invoke(args=["rules", "check", file])
    expected = 'example "too many": expected outcome granted, but it is refused. Found were: capacity (refuse)'
    assert done.stderr.splitlines()[0] == f"{file}:13: {expected}"


def test_rules_check__no_source__is_remarked_on_only(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "own.toml", RULEBOOK + '[[rule]]\nuse = "closures"\n')
    done = runner.invoke(args=["rules", "check", file])
    assert done.exit_code == 0
    assert done.stderr.startswith(f"{file}:9: remark: closures: no source; ")


def test_rules_check__without_a_database__checks_the_rest(tmp_path: Path) -> None:
    nowhere = create_app(replace(Config.from_env({}), database_url=f"sqlite:///{tmp_path}/nowhere.db"))
    done = nowhere.test_cli_runner().invoke(args=["rules", "check", saved(tmp_path, "own.toml", RULEBOOK)])
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "There is no database: whether what the rulebook names exists was not checked.",
        "own.toml can be loaded.",
    ]


def test_rules_check__what_is_loaded_already__is_said(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "own.toml", RULEBOOK)
    runner.invoke(args=["rules", "load", file])
    assert f"{file}:2: version: a rulebook of this name with the same version is loaded already" in (
        runner.invoke(args=["rules", "check", file]).stderr
    )
    other = saved(tmp_path, "other.toml", RULEBOOK.replace('"2"', '"3"'))
    assert f"{other}:3: effective_from: a rulebook of this name with the same first day" in (
        runner.invoke(args=["rules", "check", other]).stderr
    )


def test_rules_load__a_bad_one__leaves_the_one_in_force(runner: FlaskCliRunner, tmp_path: Path) -> None:
    before = runner.invoke(args=["rules", "show"]).stdout
    for text in (BAD, RULEBOOK + EXAMPLE, "[[rule"):
        done = runner.invoke(args=["rules", "load", saved(tmp_path, "own.toml", text)])
        assert done.exit_code == 1
        assert "own.toml:" in done.stderr
    assert runner.invoke(args=["rules", "show"]).stdout == before


def test_rules_check__five_megabytes__are_not_read(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "own.toml", RULEBOOK + "#" * 5_000_000)
    done = runner.invoke(args=["rules", "check", file])
    assert (done.exit_code, done.stderr) == (
        1,
        f"Error: {file}:1: a rulebook has no more than 500,000 bytes; leave out what is no rule.\n",
    )


def test_rules_load__a_good_one__is_shown_as_it_was_written(runner: FlaskCliRunner, tmp_path: Path) -> None:
    done = runner.invoke(args=["rules", "load", saved(tmp_path, "own.toml", RULEBOOK)])
    assert done.stderr == "municipality 2 is in force from 2026-02-01.\n"
    assert runner.invoke(args=["rules", "show"]).stdout == RULEBOOK


def test_rules_load__the_same_version_again__is_refused(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "own.toml", RULEBOOK)
    runner.invoke(args=["rules", "load", file])
    again = runner.invoke(args=["rules", "load", file])
    assert again.exit_code == 1
    assert f"{file}:2: version: a rulebook of this name with the same version is loaded already" in again.stderr


def test_rules_show__none_loaded__is_the_shipped_one(runner: FlaskCliRunner) -> None:
    shown = runner.invoke(args=["rules", "show"]).stdout
    assert 'name = "municipality"' in shown
    assert not rulebook_checks.alone(shown)


def test_rules_show__no_such_name__is_said(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["rules", "show", "--name", "nowhere"])
    assert (done.exit_code, done.stderr) == (1, "Error: No rulebook is called “nowhere”.\n")


def test_rules_check__no_text__is_said(runner: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(RULEBOOK.encode() + b"\n# \xff\xfe\0")
    done = runner.invoke(args=["rules", "check", str(tmp_path / "own.toml")])
    assert done.exit_code == 1
    assert "own.toml:9: cannot be read as UTF-8 text; save it as UTF-8." in done.stderr


def test_rules_check__a_mark_of_byte_order__is_no_matter(runner: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xef\xbb\xbf" + RULEBOOK.encode().replace(b"\n", b"\r\n"))
    assert runner.invoke(args=["rules", "check", str(tmp_path / "own.toml")]).exit_code == 0
