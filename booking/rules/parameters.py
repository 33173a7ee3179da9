"""The tables of a rulebook as the parameters of a rule and the words of a scope, each checked against its type."""

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

from booking.rules.rule import Rule
from booking.rules.scope import NUMBERS, WORDS, Scope, When
from booking.rules.values import BadValue, fitting, listed, nearest, shown

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SCOPE = (*WORDS, "when")
"""The parts of a scope."""

FROM = "_from"
_LEAST = {f"{name}{FROM}": name for name in NUMBERS}


def parameters(
    kind: type[Rule], given: Mapping[str, Any], also: Collection[str], problems: list[BadValue]
) -> Mapping[str, Any]:
    """The keyword arguments of a rule. Unknown keys, missing ones and values that do not fit are added to `problems`.

    `also` are the keys that every rule may have.
    """
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    required = {name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING}
    missing = [name for name in known if name in required and name not in given]
    if missing:
        problems.append(BadValue(f"missing parameter {', '.join(missing)}; write it below use = ..."))
    values = {}
    for key, value in given.items():
        try:
            if key not in known:
                raise BadValue(f"unknown parameter {key}{nearest(key, known, also)}", key)
            values[key] = fitting(key, value, hints[key], key)
            if key in required:
                _require_something(key, values[key])
        except BadValue as problem:
            problems.append(problem)
    return values


def scope(table: Mapping[str, Any], problems: list[BadValue]) -> Scope:
    """The scope that `where`, `who`, `what` and `when` of a rule's table say."""
    given = {part: _table(part, table, problems) for part in SCOPE if part in table}
    least: dict[str, int] = {}
    parts: dict[str, dict[str, frozenset[str]]] = {part: {} for part in WORDS}
    for part, words in parts.items():
        for word, value in given.get(part, {}).items():
            try:
                if part == "what" and word in _LEAST:
                    least[_LEAST[word]] = fitting(f"what.{word}", value, int, "what", word)
                else:
                    words[word] = _words(part, word, value)
            except BadValue as problem:
                problems.append(problem)
    when = _when(given["when"], problems) if "when" in given else None
    return Scope(parts["where"], parts["who"], parts["what"], when, least)


def _require_something(key: str, value: Any) -> None:
    """A text that says nothing and a list without a word in it cannot be meant."""
    if isinstance(value, str) and not value.strip():
        raise BadValue(f"{key} is empty; say what people are to read", key)
    if isinstance(value, frozenset | tuple) and not value:
        raise BadValue(f"{key} is empty, so nothing would fit; name one or more, or remove the rule", key)


def _table(part: str, table: Mapping[str, Any], problems: list[BadValue]) -> Mapping[str, Any]:
    given = table[part]
    if isinstance(given, Mapping):
        return given
    problems.append(BadValue(f"{part} = {shown(given)} must be a table as {{ word = value }}", part))
    return {}


def _words(part: str, word: str, value: Any) -> frozenset[str]:
    """The values that fit; yes and no as a rulebook writes them."""
    if word not in WORDS[part]:
        raise BadValue(f"unknown word {word} in {part}{_elsewhere(part, word)}", part, word)
    kind = WORDS[part][word]
    values = frozenset(fitting(f"{part}.{word}", item, kind, part, word) for item in listed(value))
    if not values:
        raise BadValue(
            f"{part}.{word} is empty, so the rule never applies; name one or more, or leave it out", part, word
        )
    return frozenset(str(each).lower() for each in values) if kind is bool else values


def _elsewhere(part: str, word: str) -> str:
    """Which part the word belongs in, or the nearest word of this one."""
    owners = [other for other, words in WORDS.items() if word in words] + ["what" for it in (word,) if it in _LEAST]
    if owners:
        return f"; it belongs in {' or '.join(owners)}"
    return nearest(word, [*WORDS[part], *(_LEAST if part == "what" else ())])


def _when(given: Mapping[str, Any], problems: list[BadValue]) -> When:
    hints = get_type_hints(When)
    values = {}
    for key, value in given.items():
        try:
            if key not in hints:
                raise BadValue(f"unknown word {key} in when{nearest(key, hints)}", "when", key)
            item = [_weekday(each) for each in listed(value)] if key == "weekdays" else value
            values[key] = fitting(f"when.{key}", item, hints[key], "when", key)
            if values[key] == frozenset():
                raise BadValue(f"when.{key} is empty; name one or more, or leave it out", "when", key)
        except BadValue as problem:
            problems.append(problem)
    return When(**values)


def _weekday(value: object) -> int:
    if value not in WEEKDAYS:
        guess = nearest(value, WEEKDAYS) if isinstance(value, str) else ""
        hint = guess if "did you mean" in guess else ""
        message = f"weekday {shown(value)}; the weekdays are {', '.join(WEEKDAYS)}{hint}"
        raise BadValue(message, "when", "weekdays")
    return WEEKDAYS.index(value)
