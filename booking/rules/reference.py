"""The part of docs/rules.md that lists the rules, out of their own docstrings.

`python -m booking.rules.reference` writes it.
"""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from booking.rules.rule import Rule, catalogue

BELOW = "<!-- What follows is written by `python -m booking.rules.reference` out of the rules themselves. -->\n"
"""Above it docs/rules.md is written by hand."""

_BULLET = re.compile(r"^- ([a-z_, ]+): ", re.MULTILINE)
_CONSTANT = re.compile(r"\b_[A-Z][A-Z_]+\b")
_COUNTED = re.compile(r"\{(\w+):[^|}]*\|([^}]*)\}")
_NOTATED = re.compile(r"\{(\w+):[^}]*\}")
_KINDS = {
    "bool": "true or false",
    "int": "number",
    "str": "text",
    "time": "wall clock",
    "date": "date",
    "StrEnum": "word",
}


def reference() -> str:
    """Markdown: a section a rule, by id."""
    return "\n".join(section for rule in catalogue().values() for section in _section(rule))


def written(page: str) -> str:
    """The page with its lower part made anew."""
    return page.partition(BELOW)[0] + BELOW + "\n" + reference()


def parameter_notes(rule: type[Rule]) -> Mapping[str, str]:
    """What the docstring says of each parameter; several that are described together share one note."""
    _, bullets, _ = _parts(rule)
    return {name: note for names, note in bullets for name in names}


def source(rule: type[Rule]) -> str:
    return _parts(rule)[2]


def messages(rule: type[Rule]) -> Sequence[str]:
    """The English templates that the rule's source names, in its order."""
    module = inspect.getmodule(rule)
    names = dict.fromkeys(_CONSTANT.findall(inspect.getsource(rule)))
    found = (template for name in names for template in _templates(getattr(module, name, None)))
    return list(dict.fromkeys(_NOTATED.sub(r"{\1}", _COUNTED.sub(r"{\1} \2", template)) for template in found))


def _section(rule: type[Rule]) -> Iterator[str]:
    says, bullets, source_text = _parts(rule)
    yield f"### `{rule.id}`\n"
    yield f"{says}\n"
    by_name = {field.name: field for field in fields(rule)}  # type: ignore[arg-type]
    hints = get_type_hints(rule)
    for names, note in bullets:
        given = ", ".join(f"`{name}` ({_kind(hints[name])}{_default(by_name[name])})" for name in names)
        yield f"- {given}: {_without(note, by_name[names[0]])}"
    if bullets:
        yield ""
    if rule.firm:
        yield "No officer can set it aside.\n"
    yield "Says:\n"
    yield from (f"- “{message}”" for message in messages(rule))
    yield f"\nSource: {source_text}\n"


def _parts(rule: type[Rule]) -> tuple[str, Sequence[tuple[Sequence[str], str]], str]:
    """What the docstring says, names and note of each bullet, and the source."""
    text, _, source_text = inspect.cleandoc(rule.__doc__ or "").rpartition("Source: ")
    says, *bullets = _BULLET.split(text)
    pairs = zip(bullets[::2], bullets[1::2], strict=True)
    return (
        _flowing(says),
        [(names.split(", "), _flowing(note)) for names, note in pairs],
        _flowing(source_text),
    )


def _flowing(text: str) -> str:
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))
    return "\n\n".join(paragraphs)


def _templates(value: Any) -> Iterable[str]:
    """A constant is one message, or one for each of several cases; names of ranks and the like are no messages."""
    if isinstance(value, Mapping):
        return [each for each in value.values() if isinstance(each, str) and each.endswith((".", "}"))]
    return [value] if isinstance(value, str) else []


def _kind(hint: Any) -> str:
    if get_origin(hint) in (frozenset, tuple):
        return ("list, in order, of " if get_origin(hint) is tuple else "list of ") + _kind(get_args(hint)[0])
    kind = next((each for each in get_args(hint) if each is not type(None)), hint)
    return _KINDS["StrEnum" if issubclass(kind, StrEnum) else kind.__name__]


def _default(field: "Field[Any]") -> str:
    if field.default is MISSING:
        return ", must be given"
    return f", {_shown(field.default)} unless given" if field.default not in (None, "") else ", may be left out"


def _without(note: str, field: "Field[Any]") -> str:
    """The note without the default at its end, which is said already."""
    end = f" ({_shown(field.default)})."
    return note.removesuffix(end) + "." if note.endswith(end) else note


def _shown(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case StrEnum():
            return value.value
        case tuple():
            return ", ".join(_shown(each) for each in value)
        case frozenset():
            return ", ".join(sorted(_shown(each) for each in value))
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)


if __name__ == "__main__":
    page = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/rules.md")
    page.write_text(written(page.read_text("utf-8")), "utf-8")
