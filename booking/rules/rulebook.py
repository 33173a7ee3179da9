"""A rulebook: rules with scopes and parameters, read from one TOML text; see docs/rules.md for its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from booking.rules.equal import USUAL, Equal, equal
from booking.rules.parameters import SCOPE, parameters, scope
from booking.rules.rule import Basis, Rule, catalogue
from booking.rules.scope import Scope
from booking.rules.values import BadValue, fitting, nearest, shown
from booking.rules.written import Problem, RulebookError, Written, parsed

MOST_RULES = 1_000
MOST_PROBLEMS = 100
"""Problems that are listed before reading stops."""

Days = tuple[date, date]
"""First and last day, both included."""

_HEAD: Mapping[str, tuple[type, Any]] = {
    "name": (str, "municipality"),
    "title": (str, ""),
    "version": (str, None),
    "effective_from": (date, None),
    "review_days": (int, 14),
    "complaint": (str, ""),
}
_LONGEST = {"name": 80, "version": 40}
"""Characters."""

_ENTRY = {"use": str, "id": str, "source": str, "assumed": bool, "basis": Basis}
_OF_EVERY_RULE = (*_ENTRY, *SCOPE)
_LISTS = ("rule", "example")
_EQUAL = "equal"
"""The table of what counts as an equal alternative."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule in force. `id` is what it is called here, `source` where it comes from; `assumed` if no source says so
    for this municipality. `basis` is the day whose version of the rulebook counts; `days` are those of use that the
    entry is bounded to, where several versions judge one request (see rules.versions).
    """

    id: str
    rule: Rule
    scope: Scope
    source: str
    assumed: bool
    basis: Basis = Basis.USE
    days: Days | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`review_days` is how long a held place waits for an officer before it is free again; `digest` is of the text.
    `equal` is what counts as an equal alternative.
    """

    name: str
    version: str
    effective_from: date
    entries: tuple[Entry, ...]
    review_days: int
    digest: str
    equal: Equal = USUAL


@lru_cache(maxsize=64)
def read(text: str) -> Rulebook:
    """The rulebook that the text says. RulebookError with every problem found; see rules.checks for what else there
    may be to say of it.
    """
    return understood(parsed(text))


def understood(written: Written) -> Rulebook:
    """The rulebook that the tables say, an entry for each rule in their order. RulebookError."""
    problems: list[Problem] = []
    head = _head(written, problems)
    alternative = _equal(written, problems)
    entries = tuple(_entries(written, problems))
    if problems:
        raise RulebookError(sorted(problems, key=lambda problem: problem.line))
    digest = sha256(written.text.encode("utf-8", "surrogatepass")).hexdigest()
    name, version, since = head["name"], head["version"], head["effective_from"]
    return Rulebook(name, version, since, entries, head["review_days"], digest, alternative)


def shipped(name: str) -> str:
    """The text of a rulebook that comes with Sambrug. FileNotFoundError."""
    return (files("booking.rules") / "rulebooks" / f"{name}.toml").read_text("utf-8")


def _head(written: Written, problems: list[Problem]) -> Mapping[str, Any]:
    head = {}
    for key, value in written.tables.items():
        if key in _HEAD:
            try:
                head[key] = _fitting(key, value)
            except BadValue as problem:
                problems.append(Problem(written.line(key), str(problem)))
        elif key not in (*_LISTS, _EQUAL):
            problems.append(Problem(written.line(key), f"unknown key {key}{nearest(key, [*_HEAD, _EQUAL, *_LISTS])}"))
    missing = [key for key, (_, default) in _HEAD.items() if default is None and key not in written.tables]
    problems += [Problem(1, f"{key} is missing; write it at the top, as in the shipped rulebook") for key in missing]
    return {key: default for key, (_, default) in _HEAD.items()} | head


def _fitting(key: str, value: Any) -> Any:
    read = fitting(key, value, _HEAD[key][0])
    if key in _LONGEST and not 0 < len(read.strip()) <= _LONGEST[key]:
        raise BadValue(f"{key} must be a text of 1 to {_LONGEST[key]} characters")
    return read


def _equal(written: Written, problems: list[Problem]) -> Equal:
    found: list[BadValue] = []
    said = equal(written.tables.get(_EQUAL, {}), found)
    problems += [Problem(written.line(_EQUAL, *each.path), str(each)) for each in found]
    return said


def _entries(written: Written, problems: list[Problem]) -> Iterator[Entry]:
    tables = written.tables.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append(Problem(written.line("rule"), "each rule is a table that begins with [[rule]]"))
        return
    if len(tables) > MOST_RULES:
        problems.append(Problem(written.line("rule", MOST_RULES), f"more than {MOST_RULES} rules; join some of them"))
        return
    for number, table in enumerate(tables):
        if len(problems) > MOST_PROBLEMS:
            return
        found: list[BadValue] = []
        entry = _entry(table, found)
        problems += [Problem(written.line("rule", number, *each.path), str(each)) for each in found]
        if entry:
            yield entry


def _entry(table: Mapping[str, Any], problems: list[BadValue]) -> Entry | None:
    """The entry, or None where the problems found do not let it be made."""
    use = table.get("use", "")
    if not isinstance(use, str) or use not in catalogue():
        guess = nearest(use, catalogue()) if isinstance(use, str) else ""
        problems.append(BadValue(f"use = {shown(use)} is no rule{guess}", "use"))
        return None
    found: list[BadValue] = []
    given = {key: value for key, value in table.items() if key not in _OF_EVERY_RULE}
    kind = catalogue()[use]
    values = parameters(kind, given, _OF_EVERY_RULE, found)
    where = scope(table, found)
    about = _about(table, found)
    problems += [BadValue(f"{use}: {problem}", *problem.path) for problem in found]
    if found:
        return None
    return Entry(
        about.get("id", use),
        kind(**values),
        where,
        about.get("source", ""),
        about.get("assumed", False),
        about.get("basis", kind.basis),
    )


def _about(table: Mapping[str, Any], problems: list[BadValue]) -> Mapping[str, Any]:
    """What every rule may say of itself."""
    values = {}
    for key, kind in _ENTRY.items():
        if key in table:
            try:
                values[key] = fitting(key, table[key], kind, key)
            except BadValue as problem:
                problems.append(problem)
    if values.get("id") == "":
        problems.append(BadValue("id is empty; give it a name, or leave it out", "id"))
    return values
