"""What is said to people, before it has a language: a template and the values that fill it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def N_(template: str) -> str:  # noqa: N802 - the name gettext's tools look for
    """Mark an English template for translation, and return it unchanged."""
    return template


@dataclass(frozen=True, slots=True)
class Text:
    """An English template with `{name}` fields, and their values as data.

    `services.wording.say` renders it in a language. Values may be str, int, float, date, aware UTC datetime
    (shown in the wall clock of the value named `zone`, if any), Interval, another Text, or a sequence of these.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
