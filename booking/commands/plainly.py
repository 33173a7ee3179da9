"""Saying what failed in a sentence: a command never ends in a traceback where a person can do something about it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask.cli import with_appcontext

from booking.errors import Invalid, SambrugError
from booking.services import audit, wording

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

language_option = click.option(
    "--language",
    type=click.Choice(wording.LANGUAGES),
    default=wording.LANGUAGES[0],
    show_default=True,
    help="The language of reasons.",
)


def plainly(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run the command inside the application on a database that is ready; what fails is said in a sentence."""

    @with_appcontext
    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            audit.ready()
            return command(*args, **kwargs)
        except SambrugError as error:
            raise click.ClickException(" ".join(sentences(error))) from error

    return run


def sentences(error: SambrugError) -> Iterator[str]:
    """What the error says, field by field where it is about several."""
    texts = [text for each in error.fields.values() for text in each] if isinstance(error, Invalid) else [error.text]
    return (wording.say(text, "en") for text in texts)


def say(words: str) -> None:
    """Words for people."""
    click.echo(words, err=True)


def now() -> datetime:
    return datetime.now(UTC)
