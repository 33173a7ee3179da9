"""One run over a file: every row acted on by itself, in order, and what became of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from booking.errors import Invalid, SambrugError, Unavailable
from booking.services.imports.cells import Column, values
from booking.services.imports.records import Record, records
from booking.services.unit_of_work import together
from booking.wording import N_, Text

ADDED = "added"
UPDATED = "updated"
UNCHANGED = "unchanged"
INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a row: one of the words above, or the outcome of a verdict; `reasons` say why."""

    verdict: str
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the report. `line` is the row's first line in the file; `position` how many bytes were read so far."""

    line: int
    external_id: str
    verdict: str
    reasons: tuple[Text, ...]
    position: int


Act = Callable[[Mapping[str, Any]], Done]


def run(file: BinaryIO, columns: Sequence[Column], act: Act, dry_run: bool) -> Iterator[Result]:
    """Act on each row. Invalid for a file that cannot be used at all, before any row; Unavailable stops the run.

    A dry run does the same, and undoes it all at the end: it holds what it would write until then.
    """
    names = [column.name for column in columns]
    needed = [column.name for column in columns if column.needed]
    seen: dict[str, int] = {}
    with together(keep=False) if dry_run else nullcontext():
        for record in records(file, names, needed):
            done = _done(record, columns, act, seen)
            yield Result(record.line, record.cells.get("external_id", ""), done.verdict, done.reasons, record.position)


def _done(record: Record, columns: Sequence[Column], act: Act, seen: dict[str, int]) -> Done:
    if record.problem:
        return Done(INVALID, (record.problem,))
    return acted(partial(_act, record, columns, act, seen))


def _act(record: Record, columns: Sequence[Column], act: Act, seen: dict[str, int]) -> Done:
    read = values(record, columns)
    external_id = read["external_id"]
    if external_id in seen:
        raise Invalid.field("external_id", N_("Line {line} has the same."), line=seen[external_id])
    seen[external_id] = record.line
    return act(read)


def acted(act: Callable[[], Done]) -> Done:
    """What became of it, or what is wrong with it; Unavailable stops the run."""
    try:
        return act()
    except Unavailable:
        raise
    except Invalid as error:
        return Done(INVALID, tuple(problems(error)))
    except SambrugError as error:
        return Done(INVALID, (error.text,))


def problems(error: Invalid) -> Iterator[Text]:
    """Each thing wrong, with the column it is wrong in."""
    for field, texts in error.fields.items():
        for text in texts:
            yield Text(N_("{field}: {problem}"), {"field": field, "problem": text})
