"""`flask demo`: the demo municipality, and where its sign-ins are kept."""

import os
from collections.abc import Iterable
from pathlib import Path

import click
from flask import current_app

from booking.commands.plainly import now, plainly, say
from booking.services.demo import loading
from booking.services.demo.town import SignIn

SIGN_INS = "demo-sign-ins.txt"


@click.command()
@click.option("--scale", type=click.IntRange(1, 100), default=1, show_default=True, help="How many times as large.")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is data already.")
@plainly
def demo(scale: int, if_empty: bool) -> None:
    """Load the demo municipality: Ballerup's kinds of venues, invented organizations, a season of bookings."""
    file = current_app.config["SAMBRUG"].instance_directory / SIGN_INS
    if not if_empty or loading.empty():
        say("Loading the demo municipality ...")
        loaded = loading.load(now(), scale)
        _keep(file, loaded.sign_ins)
        say(f"{', '.join(f'{count} {name}' for name, count in loaded.counts.items())}.")
    _tell(file)


def _keep(file: Path, sign_ins: Iterable[SignIn]) -> None:
    """Readable by its owner only: a token is as good as a password."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as text:
        text.writelines(f"{it.role}: {it.email}\n    Authorization: Bearer {it.token}\n" for it in sign_ins)


def _tell(file: Path) -> None:
    if file.exists():
        say(f"Demo sign-ins, made for this installation only and kept in {file}:\n")
        say(file.read_text("utf-8"))
    say(f"Sambrug is at {current_app.config['SAMBRUG'].public_url}/ once it runs.")
