"""`flask verify`: does the database say what it must."""

import click

from booking.commands.plainly import plainly, say
from booking.services import audit


@click.command()
@plainly
def verify() -> None:
    """Audit what the database holds: exit code 0, or a list of what is wrong and exit code 1."""
    problems = audit.problems()
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{len(problems)} found." if len(problems) > 1 else "One thing is wrong.")
    say("Nothing is wrong.")
