"""What a bulk load says of itself: a CSV line for each row, a bar where somebody watches, and a summary."""

import csv
import sys
from collections import Counter
from contextlib import ExitStack
from io import SEEK_END
from pathlib import Path
from typing import Any, BinaryIO, Self

import click

from booking.services.imports.rows import Result
from booking.services.wording import say

HEADER = ("line", "external_id", "verdict", "reasons")


class Report:
    """Writes to the file, or to standard output where there is none."""

    def __init__(self, path: Path | None, language: str) -> None:
        self._path = path
        self._language = language
        self._open = ExitStack()

    def __enter__(self) -> Self:
        file = sys.stdout
        if self._path:
            try:
                file = self._open.enter_context(self._path.open("w", encoding="utf-8", newline=""))
            except OSError as error:
                raise click.FileError(str(self._path), error.strerror or "cannot be written") from error
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(HEADER)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, result: Result) -> None:
        reasons = " | ".join(say(reason, self._language) for reason in result.reasons)
        self._writer.writerow((result.line, _harmless(result.external_id), result.verdict, _harmless(reasons)))


def progress(file: BinaryIO, path: Path | None) -> Any:
    """A bar by the bytes read, if somebody watches and the report does not run through it."""
    watched = sys.stderr.isatty() and (path is not None or not sys.stdout.isatty())
    length = file.seek(0, SEEK_END)
    return click.progressbar(length=length, label="Reading", file=sys.stderr, hidden=not watched)


def summary(verdicts: Counter[str], dry_run: bool) -> str:
    """9 rows: 7 added, 2 unchanged."""
    counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    total = verdicts.total()
    return f"{total} row{'' if total == 1 else 's'}{': ' if counts else ''}{counts}." + (
        " Nothing was changed: a dry run." if dry_run else ""
    )


def _harmless(cell: str) -> str:
    """Spreadsheets run cells that begin like a formula; an apostrophe makes them text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
