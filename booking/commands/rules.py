"""`flask rules`: check, load and show rulebooks."""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app

from booking.commands.plainly import now, plainly, say
from booking.services import rulebooks
from booking.services.actors import SYSTEM

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def rules() -> None:
    """Check, load and show rulebooks."""


@rules.command("check")
@file_argument
def check_rules(file: Path) -> None:
    """Say everything that is wrong with a rulebook; needs no database."""
    problems = rulebooks.problems(_text(file))
    _require_none(file, problems)
    say(f"{file.name} can be loaded.")


@rules.command("load")
@file_argument
@plainly
def load_rules(file: Path) -> None:
    """Make a rulebook effective from its date."""
    text = _text(file)
    _require_none(file, rulebooks.problems(text))
    loaded = rulebooks.load(text, SYSTEM, now())
    say(f"{loaded.name} {loaded.version} is in force from {loaded.effective_from}.")


@rules.command("show")
@click.option("--name", default=rulebooks.MUNICIPALITY, show_default=True, help="Which rulebook.")
@plainly
def show_rules(name: str) -> None:
    """Print the rulebook in force today, as it was loaded."""
    today = now().astimezone(ZoneInfo(current_app.config["SAMBRUG"].timezone)).date()
    click.echo(rulebooks.text_in_force(name, today), nl=False)


def _require_none(file: Path, problems: Sequence[str]) -> None:
    if problems:
        raise click.ClickException("\n".join([f"{file.name} cannot be used.", *map(str, problems)]))


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} cannot be read as UTF-8 text.") from error
