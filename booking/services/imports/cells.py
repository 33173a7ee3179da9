"""What a cell may hold: each reader turns its text into a value, or says what would fit."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any
from unicodedata import normalize

from booking.errors import Invalid
from booking.services.imports.records import Record
from booking.wording import N_, Text

YES = frozenset({"yes", "true", "1", "ja", "sand", "x"})
NO = frozenset({"no", "false", "0", "nej", "falsk"})

_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "&": " og "})
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d?)[-.](\d\d?)[-.](\d{4})", re.ASCII)
_MOMENT = re.compile(r"(\S+?)[T ]\s*(\d\d?)[:.](\d\d)(?::00)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


class BadCell(Exception):
    """`text` says what is wrong with the cell."""

    def __init__(self, template: str, **values: object) -> None:
        self.text = Text(template, values)


Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, how its cells are read, and the value of an empty one. `needed` cells are never empty."""

    name: str
    read: Read
    needed: bool = False
    empty: Any = None


def values(record: Record, columns: Sequence[Column]) -> Mapping[str, Any]:
    """The value of every column. Invalid naming each cell that cannot be read."""
    read: dict[str, Any] = {}
    problems: dict[str, list[Text]] = {}
    for column in columns:
        cell = record.cells.get(column.name, "")
        try:
            read[column.name] = column.read(cell) if cell else _empty(column)
        except BadCell as bad:
            problems[column.name] = [bad.text]
    if problems:
        raise Invalid(problems)
    return read


def _empty(column: Column) -> Any:
    if column.needed:
        raise BadCell(N_("The cell is empty."))
    return column.empty


def text(most: int) -> Read:
    """At most so many characters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise BadCell(N_("“{value}” is longer than {most} characters."), value=f"{cell[:40]}…", most=most)
        return cell

    return read


def number(least: int, most: int) -> Read:
    def read(cell: str) -> int:
        if not re.fullmatch(r"[+-]?\d{1,12}", cell, re.ASCII) or not least <= int(cell) <= most:
            raise BadCell(
                N_("“{value}” is not a whole number from {least} to {most}."), value=cell, least=least, most=most
            )
        return int(cell)

    return read


def decimal(least: float, most: float) -> Read:
    """With a point or a comma."""

    def read(cell: str) -> float:
        plain = cell.replace(",", ".")
        if not re.fullmatch(r"[+-]?\d{1,6}(\.\d{1,15})?", plain, re.ASCII) or not least <= float(plain) <= most:
            raise BadCell(N_("“{value}” is not a number from {least} to {most}."), value=cell, least=least, most=most)
        return float(plain)

    return read


def word(kind: type[StrEnum]) -> Read:
    """One of a closed list."""

    def read(cell: str) -> StrEnum:
        try:
            return kind(cell.casefold())
        except ValueError:
            raise _not_among(cell, [member.value for member in kind]) from None

    return read


def _not_among(cell: str, known: Sequence[str]) -> BadCell:
    close = get_close_matches(cell.casefold(), known, 1)
    if close:
        return BadCell(N_("“{value}” is not known; did you mean {near}?"), value=cell, near=close[0])
    return BadCell(N_("“{value}” is not known; it must be one of {words}."), value=cell, words=tuple(known))


def boolean(cell: str) -> bool:
    if cell.casefold() in YES | NO:
        return cell.casefold() in YES
    raise BadCell(N_("“{value}” is neither yes nor no."), value=cell)


def day(cell: str) -> date:
    """2027-01-12, or as Danish Excel writes it: 12-01-2027, 12.1.2027."""
    match = _DAY.fullmatch(cell)
    try:
        if match and match[1]:
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match:
            return date(int(match[6]), int(match[5]), int(match[4]))
    except ValueError:
        pass
    raise BadCell(N_("“{value}” is not a date such as 2027-01-12 or 12-01-2027."), value=cell)


def moment(cell: str) -> str:
    """A local time as the services read it: 2027-01-12T17:00; also 12-01-2027 17:00."""
    match = _MOMENT.fullmatch(cell)
    if match is None:
        raise BadCell(N_("“{value}” is not a time such as 2027-01-12 17:00."), value=cell)
    return f"{day(match[1]).isoformat()}T{int(match[2]):02}:{match[3]}{match[4] or ''}"


def listing(read: Read) -> Read:
    """Several, with semicolons or bars between them: in a file whose cells semicolons divide, a bar needs no quotes."""

    def read_all(cell: str) -> tuple[Any, ...]:
        return tuple(read(part.strip()) for part in re.split(r"[;|]", cell) if part.strip())

    return read_all


def slug(cell: str) -> str:
    """A name as it stands in addresses: lower case, letters of the English alphabet, digits and hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", cell) or len(cell) > 80:
        raise BadCell(N_("“{value}” is not a name for addresses; write it as {near}."), value=cell, near=slug_of(cell))
    return cell


def slug_of(name: str) -> str:
    """The name as it could stand in an address: Måløvhøj Skole becomes maaloevhoej-skole."""
    plain = normalize("NFKD", name.casefold().translate(_SPELLED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")
