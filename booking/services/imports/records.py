"""The rows of a CSV file: cells by column, or what is wrong with the row; no bad row costs another its place."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import BinaryIO

from booking.errors import Invalid
from booking.services.imports.lines import LONGEST, Line, lines
from booking.wording import N_, Text

DELIMITERS = (",", ";", "\t")
MOST_LINES = 50
"""A cell in quotes may run over several lines; a row of more is taken for a quote that was never closed."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row by its first line in the file; `cells` has what is there by column, empty where there is a `problem`."""

    line: int
    cells: dict[str, str]
    position: int
    problem: Text | None = None


def records(file: BinaryIO, known: Sequence[str], needed: Sequence[str], others: bool = False) -> Iterator[Record]:
    """Every row below the header. Invalid for one that lacks a needed column, or has an unknown one unless `others`."""
    waiting = deque[Line]()
    source = lines(file)
    header, delimiter = _header(next(source, None), known)
    _check(header, known, needed, others)
    while line := _next(waiting, source):
        if line.problem or line.text.strip(f" {delimiter}"):
            yield _record(line, waiting, source, header, delimiter)


def _next(waiting: deque[Line], source: Iterator[Line]) -> Line | None:
    return waiting.popleft() if waiting else next(source, None)


def _record(line: Line, waiting: deque[Line], source: Iterator[Line], header: Sequence[str], delimiter: str) -> Record:
    if line.problem:
        return Record(line.number, {}, line.position, line.problem)
    if line.text.count('"') % 2 == 0:
        cells = _cells(line.text, delimiter)
        return Record(line.number, *_named(cells, header, line.position))
    return _over_several_lines(line, waiting, source, header, delimiter)


def _over_several_lines(
    line: Line, waiting: deque[Line], source: Iterator[Line], header: Sequence[str], delimiter: str
) -> Record:
    """The row with the lines that belong to it; if no number of them makes it whole, only its first line is lost."""
    text = line.text
    taken: list[Line] = []
    while len(taken) < MOST_LINES and len(text) < LONGEST and (further := _next(waiting, source)):
        taken.append(further)
        if further.problem:
            break
        text += f"\n{further.text}"
        if further.text.count('"') % 2:
            cells = _cells(text, delimiter)
            if cells is not None and len(cells) == len(header):
                return Record(line.number, *_named(cells, header, further.position))
            break
    waiting.extendleft(reversed(taken))
    return Record(line.number, {}, line.position, Text(N_("A quotation mark is opened and not closed.")))


def _cells(text: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return None


def _named(cells: list[str] | None, header: Sequence[str], position: int) -> tuple[dict[str, str], int, Text | None]:
    if cells is None:
        return {}, position, Text(N_("A quotation mark stands inside a cell; write it twice."))
    if len(cells) != len(header):
        values = {"cells": len(cells), "columns": len(header)}
        return {}, position, Text(N_("The row has {cells} cells, the header {columns} columns."), values)
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}, position, None


def _header(line: Line | None, known: Sequence[str]) -> tuple[list[str], str]:
    """The names of the columns, and what stands between them: whatever makes most sense of the first line."""
    if line is None or line.problem or not line.text.strip():
        raise Invalid.field("file", N_("The first line must name the columns; it is empty or cannot be read."))
    text = line.text
    split = {mark: [cell.strip() for cell in _cells(text, mark) or [text]] for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: (len(set(split[mark]).intersection(known)), len(split[mark])))
    return split[best], best


def _check(header: Sequence[str], known: Sequence[str], needed: Sequence[str], others: bool) -> None:
    problems: list[Text] = []
    for name in () if others else header:
        if name not in known:
            close = get_close_matches(name.casefold(), known, 1, cutoff=0.5)
            near = N_("There is no column “{name}”; did you mean {near}?")
            far = N_("There is no column “{name}”; the columns are {columns}.")
            problems.append(Text(near if close else far, {"name": name, "near": "".join(close), "columns": known}))
    for name in sorted({name for name in header if header.count(name) > 1}):
        problems.append(Text(N_("The column {name} is there twice."), {"name": name}))
    missing = [name for name in needed if name not in header]
    if missing:
        problems.append(Text(N_("The header lacks {columns}."), {"columns": missing}))
    if problems:
        raise Invalid({"file": problems})
