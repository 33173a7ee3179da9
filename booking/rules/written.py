"""A rulebook as it is written: its tables, and the line on which each key of them stands."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

LONGEST = 250_000
"""Characters of the longest rulebook that is read."""

LONGEST_LINE = 2_000
"""Characters of its longest line; reading a key takes time with the square of its parts."""

Path = tuple[str | int, ...]
"""What leads to a key: ("rule", 3, "where", "venue") is `where.venue` of the fourth rule."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""{1,3}|"(?:\\.|[^"\\\n])*"'
    + r"|'''.*?'''{1,3}|'[^'\n]*'|#[^\n]*|\n|[\[\]{}]|[^\"'#\n\[\]{}]+",
    re.DOTALL,
)
_NAME = re.compile(r"""\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([\w-]+))\s*(\.?)""", re.ASCII)
_AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line, with its remedy; a mere `remark` keeps no rulebook from being used."""

    line: int
    text: str
    remark: bool = False

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


class RulebookError(ValueError):
    """A rulebook that cannot be used; `problems` name line and remedy each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Written:
    """The text and the tables that it says."""

    text: str
    tables: Mapping[str, Any]

    def line(self, *path: str | int) -> int:
        """Of the key, or else of the nearest one around it that stands at the beginning of a line."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        lines: dict[Path, int] = {}
        numbers: dict[Path, int] = {}
        header: Path = ()
        for number, statement in _statements(self.text):
            if statement.startswith("["):
                header = _header(statement, numbers)
                _note(lines, header, number)
            else:
                _note(lines, (*header, *_names(statement)), number)
        return lines


def parsed(text: str) -> Written:
    """The tables of the text. RulebookError if it is too long, or no TOML."""
    if len(text) > LONGEST:
        raise RulebookError([Problem(1, f"the rulebook is longer than {LONGEST} characters; say it in fewer rules")])
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise RulebookError([Problem(number, f"the line is longer than {LONGEST_LINE} characters; break it")])
    try:
        return Written(text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RulebookError([_not_toml(text, str(error))]) from error
    except (RecursionError, ValueError) as error:
        raise RulebookError([Problem(1, "not TOML: lists too deep in one another, or a number too long")]) from error


def _not_toml(text: str, message: str) -> Problem:
    match = _AT_LINE.match(message)
    said, line = (
        (match[1], int(match[2])) if match else (message.removesuffix(" (at end of document)"), _last_line(text))
    )
    return Problem(line, f"not TOML: {said[:1].lower()}{said[1:]}; see the examples in docs/rules.md")


def _last_line(text: str) -> int:
    return max(len(text.splitlines()), 1)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each line on which a header or a key begins; those within a value are left out."""
    line, depth, fresh = 1, 0, True
    for token in _TOKEN.finditer(text):
        it = token.group()
        if fresh and it.strip() and it[0] != "#":
            yield line, text[token.start() : text.find("\n", token.start()) % (len(text) + 1)].strip()
            fresh = False
        depth += (it in "[{") - (it in "]}")
        line += it.count("\n")
        if it == "\n":
            fresh = depth == 0


def _header(statement: str, numbers: dict[Path, int]) -> Path:
    """The path of a table; `numbers` counts those of each list of tables."""
    *around, last = _names(statement.lstrip("["))
    path: Path = ()
    for name in around:
        path = _latest((*path, name), numbers)
    path = (*path, last)
    if statement.startswith("[["):
        numbers[path] = numbers.get(path, -1) + 1
    return _latest(path, numbers)


def _latest(path: Path, numbers: Mapping[Path, int]) -> Path:
    return (*path, numbers[path]) if path in numbers else path


def _names(statement: str) -> Sequence[str]:
    """The parts of the dotted key that the statement begins with."""
    names, position = [], 0
    while match := _NAME.match(statement, position):
        names.append(match[1] or match[2] or match[3] or "")
        position = match.end()
        if not match[4]:
            break
    return names or [""]


def _note(lines: dict[Path, int], path: Path, number: int) -> None:
    for length in range(1, len(path) + 1):
        lines.setdefault(path[:length], number)
