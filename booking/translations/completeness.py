"""What is wrong with a catalogue: templates missing, empty, fuzzy, obsolete, or with other fields."""

import re
from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message

from booking.translations import forms

_PERCENT_FIELD = re.compile(r"%\((\w+)\)")


def problems(source: Catalog, translated: Catalog) -> Iterator[str]:
    """One line a problem, with the English template."""
    for message in source:
        if message.id:
            yield from _of_message(message, translated.get(message.id, message.context))
    for message in translated:
        if message.id and source.get(message.id, message.context) is None:
            yield _line("obsolete", message)
    for message in translated.obsolete.values():
        yield _line("obsolete", message)


def _of_message(message: Message, translation: Message | None) -> Iterator[str]:
    if translation is None:
        yield _line("missing", message)
    elif not all(forms(translation.string)) or len(forms(translation.string)) != len(forms(message.id)):
        yield _line("empty", message)
    elif translation.fuzzy:
        yield _line("fuzzy", message)
    elif [_fields(form) for form in forms(message.id)] != [_fields(form) for form in forms(translation.string)]:
        yield _line("other fields", message)


def _fields(template: str) -> frozenset[str]:
    """Names in {braces} and in %(parentheses)s; a malformed template has fields like no other."""
    try:
        braces = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError as error:
        return frozenset({str(error), template})
    return frozenset(braces | set(_PERCENT_FIELD.findall(template)))


def _line(what: str, message: Message) -> str:
    files = ", ".join(sorted({file for file, _ in message.locations}))
    return f"{what}: {forms(message.id)[0]!r}" + (f" ({files})" if files else "")
