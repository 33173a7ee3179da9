"""`flask person` and `flask token`: sign-ins and how programs use them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from booking.services import people
from booking.vocabulary import RoleName
from tests.commands.tables import ORGANIZATIONS, VENUES, saved


def test_person_add__with_role_and_organization__may_do_both(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", VENUES)])
    runner.invoke(args=["import", "organizations", saved(tmp_path, "o.csv", ORGANIZATIONS)])
    options = ["--role", "caretaker", "--venue", "skolen", "--organization", "klubben", "--name", "Ida Prøve"]
    done = runner.invoke(args=["person", "add", "Ida@town.example", *options])
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Ida Prøve <ida@town.example> may sign in.\n"
    token = runner.invoke(args=["token", "create", "ida@town.example"])
    with app.app_context():
        actor = people.authenticate(token.stdout.strip(), datetime.now(UTC))
    assert [role for role, _ in actor.roles] == [RoleName.CARETAKER]
    assert len(actor.organizations) == 1


def test_token_create__the_token__is_all_there_is_on_standard_output(runner: FlaskCliRunner) -> None:
    runner.invoke(args=["person", "add", "ida@town.example"])
    done = runner.invoke(args=["token", "create", "ida@town.example"])
    assert len(done.stdout.strip()) >= 43
    assert done.stdout.count("\n") == 1
    assert "cannot be shown again" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["person", "add", "nobody"], 1, "Error: “nobody” is not an e-mail address.\n"),
        (["person", "add", "a@b.example", "--organization", "x"], 1, "Error: No organization is called “x”.\n"),
        (["person", "add", "a@b.example", "--role", "officer", "--venue", "x"], 1, "Error: No venue is called “x”.\n"),
        (["token", "create", "a@b.example"], 1, "Error: No person is called “a@b.example”.\n"),
        (["person", "add", "a@b.example", "--venue", "x"], 2, "what does the person do there?\n"),
        (["person", "add", "a@b.example", "--role", "king"], 2, "'king' is not one of"),
    ],
)
def test_people__a_slip__is_said_in_a_sentence(
    arguments: list[str], code: int, said: str, runner: FlaskCliRunner
) -> None:
    done = runner.invoke(args=arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
