"""`flask import`: bulk loads from CSV files and calendars, with progress and a report of every row."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

import click
from flask import current_app

from booking.commands.permits import table
from booking.commands.plainly import language_option, now, plainly, say
from booking.commands.reports import Report, progress, summary
from booking.services.actors import SYSTEM
from booking.services.imports import bookings, calendars, nyc_permits, organizations, venues
from booking.services.imports.ics_plans import Taking
from booking.services.imports.nyc_permits import PermitResult
from booking.services.imports.rows import INVALID, Result
from booking.services.requests import Responsible
from booking.vocabulary import Audience, BookingKind


class WholeFile(click.File):
    """A file whose length is known, and that can be read twice: first for its encoding, then for its rows."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        file = super().convert(value, param, ctx)
        if not file.seekable():
            self.fail("standard input and pipes can be read only once; name a file.", param, ctx)
        return file


file_argument = click.argument("file", type=WholeFile("rb"))
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
report_option = click.option(
    "--report",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the verdict on each row here.",
)


@click.group("import")
def imports() -> None:
    """Load venues, organizations or bookings from CSV, and bookings or closures from a calendar."""


def _common(command: Callable[..., None]) -> Callable[..., None]:
    for option in (language_option, report_option, dry_run_option, file_argument):
        command = option(command)
    return command


@imports.command("venues")
@_common
@plainly
def import_venues(file: BinaryIO, dry_run: bool, report: Path | None, language: str) -> None:
    """Add or update venues with their units and spaces, one row a space."""
    timezone = current_app.config["SAMBRUG"].timezone
    _import(venues.load(file, timezone, SYSTEM, now(), dry_run), file, dry_run, report, language)


@imports.command("organizations")
@_common
@plainly
def import_organizations(file: BinaryIO, dry_run: bool, report: Path | None, language: str) -> None:
    """Add or update organizations, one a row."""
    _import(organizations.load(file, SYSTEM, now(), dry_run), file, dry_run, report, language)


@imports.command("bookings")
@_common
@plainly
def import_bookings(file: BinaryIO, dry_run: bool, report: Path | None, language: str) -> None:
    """Ask for bookings, one a row; the rules judge each. Rows that are already booked stay as they are."""
    _import(bookings.load(file, SYSTEM, now(), dry_run), file, dry_run, report, language)


@imports.command("ics")
@click.argument("space")
@_common
@click.option("--as", "made", type=click.Choice(["bookings", "closures"]), default="bookings", show_default=True)
@click.option("--organization", metavar="SLUG", help="Who books; needed for bookings.")
@click.option("--kind", type=click.Choice([it.value for it in BookingKind]), default="other", show_default=True)
@click.option("--audience", type=click.Choice([it.value for it in Audience]), default="mixed", show_default=True)
@click.option("--people", type=click.IntRange(0, bookings.MOST_PEOPLE), default=1, show_default=True)
@click.option("--activity", default="", help="What events without a title are.")
@click.option("--responsible-name", default="", help="The adult on site.")
@click.option("--responsible-phone", default="")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Leave out what begins after this day.")
@click.option("--free-too", is_flag=True, help="Take events that are marked as free, too.")
@plainly
def import_ics(
    space: str, file: BinaryIO, made: str, dry_run: bool, report: Path | None, language: str, **wishes: Any
) -> None:
    """Take the events of a calendar as bookings of SPACE, through the rules, or as closures of it."""
    if (made == "bookings") != bool(wishes["organization"]):
        raise click.UsageError("Name an --organization for bookings, and none for closures.")
    taking = _taking(space, **wishes)
    _import(calendars.load(file, taking, SYSTEM, now(), dry_run), file, dry_run, report, language)


def _taking(
    space: str,
    kind: str,
    audience: str,
    until: datetime | None,
    responsible_name: str,
    responsible_phone: str,
    **others: Any,
) -> Taking:
    return Taking(
        space=space,
        kind=BookingKind(kind),
        audience=Audience(audience),
        until=until.date() if until else None,
        responsible=Responsible(responsible_name, responsible_phone),
        **others,
    )


@imports.command("nyc-permits")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Judge as of this date; the day before the first one.")
@_common
@plainly
def import_nyc_permits(
    file: BinaryIO, as_of: datetime | None, dry_run: bool, report: Path | None, language: str
) -> None:
    """Load permits of New York City's open data, with their places, and put each through the rules."""
    started = monotonic()
    known: list[PermitResult] = []
    results = nyc_permits.load(file, SYSTEM, as_of.date() if as_of else None, dry_run)
    _import(_kept(results, known), file, dry_run, report, language)
    click.echo(table(known, monotonic() - started, language), err=True)


def _kept(results: Iterator[PermitResult], known: list[PermitResult]) -> Iterator[Result]:
    for result in results:
        known.append(result)
        yield result.result


def _import(results: Iterator[Result], file: BinaryIO, dry_run: bool, path: Path | None, language: str) -> None:
    """Run to the end, report, count; exit code 1 if a row could not be read."""
    verdicts: Counter[str] = Counter()
    with Report(path, language) as report, progress(file, path) as bar:
        for result in results:
            report.add(result)
            verdicts[result.verdict] += 1
            bar.update(result.position - bar.pos)
    say(summary(verdicts, dry_run))
    if verdicts[INVALID]:
        raise click.exceptions.Exit(1)
