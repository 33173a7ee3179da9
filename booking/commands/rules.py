"""`flask rules`: check, load and show rulebooks."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext

from booking.commands.plainly import now, plainly, say
from booking.errors import Conflict, Unavailable
from booking.services import audit, rulebook_checks, rulebooks
from booking.services.actors import SYSTEM
from booking.services.rulebook_checks import Problem, RulebookError

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def rules() -> None:
    """Check, load and show rulebooks."""


@rules.command("check")
@file_argument
@with_appcontext
def check_rules(file: Path) -> None:
    """Say everything that is wrong with a rulebook, and run its examples.

    Without a database, whether the venues and the like that it names exist is left out.
    """
    text = text_of(file)
    try:
        audit.ready()
        problems = rulebook_checks.problems(text)
    except Unavailable:
        problems = rulebook_checks.alone(text)
        say("There is no database: whether what the rulebook names exists was not checked.")
    _require_usable(file, problems)
    say(f"{file.name} can be loaded.")


@rules.command("load")
@file_argument
@plainly
def load_rules(file: Path) -> None:
    """Make a rulebook effective from its date; with any mistake in it, the one in force stays in force."""
    text = text_of(file)
    try:
        loaded = rulebooks.load(text, SYSTEM, now())
    except RulebookError as error:
        _require_usable(file, error.problems)
        raise
    except Conflict:
        _require_usable(file, rulebook_checks.problems(text))
        raise
    say(f"{loaded.name} {loaded.version} is in force from {loaded.effective_from}.")


@rules.command("show")
@click.option("--name", default=rulebooks.MUNICIPALITY, show_default=True, help="Which rulebook.")
@plainly
def show_rules(name: str) -> None:
    """Print the rulebook in force today, as it was loaded."""
    today = now().astimezone(ZoneInfo(current_app.config["SAMBRUG"].timezone)).date()
    click.echo(rulebooks.text_in_force(name, today), nl=False)


def _require_usable(file: Path, problems: Sequence[Problem]) -> None:
    """Say each problem with its place; stop if one of them is more than a remark."""
    say_each(file, problems)
    if not all(problem.remark for problem in problems):
        raise click.ClickException(f"{file.name} cannot be used; the rulebook in force stays in force.")


def say_each(file: Path, problems: Iterable[Problem]) -> None:
    for problem in problems:
        say(f"{file}:{problem.line}: {'remark: ' if problem.remark else ''}{problem.text}")


def text_of(file: Path) -> str:
    """The text of the file, of which no more is read than a rulebook can be long."""
    try:
        with file.open("rb") as opened:
            content = opened.read(rulebook_checks.MOST_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error
    if len(content) > rulebook_checks.MOST_BYTES:
        raise click.ClickException(
            f"{file}:1: a rulebook has no more than {rulebook_checks.MOST_BYTES:,} bytes; leave out what is no rule."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise click.ClickException(f"{file}:{line}: cannot be read as UTF-8 text; save it as UTF-8.") from error
