"""`flask person` and `flask token`: who may sign in, and how programs do."""

import click

from booking.commands.plainly import now, plainly, say
from booking.services import people
from booking.vocabulary import RoleName


@click.group()
def person() -> None:
    """Who may sign in."""


@person.command("add")
@click.argument("email")
@click.option("--name", default="", help="The person's name; otherwise what stands before the @.")
@click.option("--role", type=click.Choice([role.value for role in RoleName]), help="What they do for the municipality.")
@click.option("--venue", help="Where they do it; everywhere if not said.")
@click.option("--organization", help="An organization that they may book for.")
@plainly
def add_person(email: str, name: str, role: str | None, venue: str | None, organization: str | None) -> None:
    """Create a sign-in, or give more rights to the one there is."""
    if venue and not role:
        raise click.UsageError("--venue needs --role: what does the person do there?")
    added = people.add(email, now(), name, RoleName(role) if role else None, venue, organization)
    say(f"{added.name} <{added.email}> may sign in.")


@click.group()
def token() -> None:
    """How programs sign in."""


@token.command("create")
@click.argument("email")
@click.option("--label", default="", help="What the token is for.")
@plainly
def create_token(email: str, label: str) -> None:
    """Print a bearer token for that person, this once."""
    click.echo(people.create_token(email, now(), label))
    say("Keep it safe: it cannot be shown again.")
