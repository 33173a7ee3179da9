"""A rulebook: rules with scopes and parameters, read from one TOML text; see docs/rules.md for its form."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from booking.rules.parameters import BadParameter, nearest, parameters, scope
from booking.rules.rule import Rule, catalogue
from booking.rules.scope import Scope

LONGEST = 1_000_000
"""Characters of the longest rulebook that is read."""

_HEAD: Mapping[str, Any] = {
    "name": "municipality",
    "title": "",
    "version": None,
    "effective_from": None,
    "review_days": 14,
}
_HEAD_TYPES = {"name": str, "title": str, "version": str, "effective_from": date, "review_days": int}
_ENTRY_TYPES = {"use": str, "id": str, "source": str, "assumed": bool}
_SCOPE = ("where", "who", "what", "when")
_RULE_LINE = re.compile(r"\s*\[\[\s*rule\s*\]\]")


class RulebookError(ValueError):
    """A rulebook that cannot be used; `problems` name line and remedy each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule in force. `id` is what it is called here, `source` where it comes from; `assumed` if no source says so
    for this municipality."""

    id: str
    rule: Rule
    scope: Scope
    source: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`review_days` is how long a held place waits for an officer before it is free again; `digest` is of the text."""

    name: str
    version: str
    effective_from: date
    entries: tuple[Entry, ...]
    review_days: int
    digest: str


@lru_cache(maxsize=64)
def read(text: str) -> Rulebook:
    """The rulebook that the text says. RulebookError with every problem found."""
    if len(text) > LONGEST:
        raise RulebookError([f"the rulebook is longer than {LONGEST} characters"])
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulebookError([f"not TOML: {error}"]) from error
    problems: list[str] = []
    head = _head(document, problems)
    entries = tuple(_entries(document.get("rule", []), text, problems))
    if problems:
        raise RulebookError(problems)
    digest = sha256(text.encode()).hexdigest()
    return Rulebook(head["name"], head["version"], head["effective_from"], entries, head["review_days"], digest)


def shipped(name: str) -> str:
    """The text of a rulebook that comes with Sambrug."""
    return (files("booking.rules") / "rulebooks" / f"{name}.toml").read_text("utf-8")


def _head(document: Mapping[str, Any], problems: list[str]) -> Mapping[str, Any]:
    head = {**_HEAD, **{key: value for key, value in document.items() if key != "rule"}}
    problems += [f"line 1: unknown key {key}{nearest(key, _HEAD)}" for key in head if key not in _HEAD]
    problems += [
        f"line 1: {key} must be a {kind.__name__}, as in the shipped rulebook"
        for key, kind in _HEAD_TYPES.items()
        if type(head[key]) is not kind
    ]
    return head


def _entries(tables: Any, text: str, problems: list[str]) -> Iterator[Entry]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append("line 1: each rule is a table that begins with [[rule]]")
        return
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _RULE_LINE.match(line)]
    for place, table in enumerate(tables):
        try:
            yield _entry(table)
        except BadParameter as problem:
            line = lines[place] if place < len(lines) else 1
            problems.append(f"line {line}: {problem}")


def _entry(table: Mapping[str, Any]) -> Entry:
    for key, kind in _ENTRY_TYPES.items():
        if key in table and type(table[key]) is not kind:
            raise BadParameter(f"{key} = {table[key]!r} must be a {kind.__name__}")
    use = table.get("use", "")
    if use not in catalogue():
        raise BadParameter(f"use = {use!r} is no rule{nearest(use, catalogue())}")
    given = {key: value for key, value in table.items() if key not in _ENTRY_TYPES and key not in _SCOPE}
    try:
        rule = catalogue()[use](**parameters(catalogue()[use], given))
        return Entry(table.get("id", use), rule, scope(table), table.get("source", ""), table.get("assumed", False))
    except BadParameter as problem:
        raise BadParameter(f"{use}: {problem}") from None
