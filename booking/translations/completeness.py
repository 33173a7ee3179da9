"""What is wrong with a catalogue: templates missing, empty, fuzzy, obsolete, or with other fields."""

from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message


def problems(source: Catalog, translated: Catalog) -> Iterator[str]:
    """One line a problem, with the English template."""
    for message in source:
        if message.id:
            yield from _of_message(message, translated.get(message.id))
    for message in translated:
        if message.id and source.get(message.id) is None:
            yield _line("obsolete", message)
    for message in translated.obsolete.values():
        yield _line("obsolete", message)


def _of_message(message: Message, translation: Message | None) -> Iterator[str]:
    if translation is None:
        yield _line("missing", message)
    elif not translation.string:
        yield _line("empty", message)
    elif translation.fuzzy:
        yield _line("fuzzy", message)
    elif _fields(str(message.id)) != _fields(str(translation.string)):
        yield _line("other fields", message)


def _fields(template: str) -> frozenset[str]:
    """The names in {braces}; a malformed template has fields like no other."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    except ValueError as error:
        return frozenset({str(error), template})


def _line(what: str, message: Message) -> str:
    files = ", ".join(sorted({file for file, _ in message.locations}))
    return f"{what}: {message.id!r}" + (f" ({files})" if files else "")
