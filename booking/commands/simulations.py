"""`flask rules simulate`: what a rulebook would have said of the bookings of a period."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from booking.commands.plainly import language_option, plainly
from booking.commands.rules import file_argument, text_of
from booking.commands.simulation_table import Table
from booking.services import simulating, simulations


def _day(_context: click.Context, _parameter: click.Parameter, value: datetime) -> date:
    return value.date()


def _day_option(name: str, parameter: str, words: str) -> Callable[..., Any]:
    kind = click.DateTime(["%Y-%m-%d"])
    return click.option(name, parameter, type=kind, callback=_day, required=True, help=words)


@click.command("simulate")
@file_argument
@_day_option("--from", "first", "The first local day.")
@_day_option("--to", "last", "The last local day.")
@click.option("--name", help="Whose bookings: those judged by the rulebook of this name; else of the file's own.")
@click.option("--json", "file_for_json", type=click.File("w", encoding="utf-8"), help="Write all of it here as JSON.")
@language_option
@plainly
def simulate_rules(
    file: Path, first: date, last: date, name: str | None, file_for_json: TextIO | None, language: str
) -> None:
    """Say what a rulebook would have said of past bookings. Changes nothing."""
    question = simulations.question(text_of(file), name, first, last)
    with _bar() as progress:
        report = simulating.simulate(question, progress)
    if file_for_json:
        _write(file_for_json, report)
    click.echo(Table(report, language))


@contextmanager
def _bar() -> Iterator[simulating.Progress]:
    """A bar if somebody watches, as long as there are bookings."""
    with click.progressbar(length=0, label="Judging", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress


def _write(file: TextIO, report: Mapping[str, Any]) -> None:
    json.dump(report, file, ensure_ascii=False, indent=1)
    file.write("\n")
