"""What counts as an equal alternative to a time and a place (DK-43)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from booking.rules.values import BadValue, fitting, nearest, shown

MOST_MINUTES = 360
"""Who wants the evening is not served by the morning."""


@dataclass(frozen=True, slots=True)
class Equal:
    """How far an alternative may be from what was asked for, and what it must have.

    `minutes` is how much earlier or later it may begin, on the same day. `kilometres` is how far away it may be, as the
    crow flies, 0 however far. With `tags`, it must have those of the place asked for, apart from `ignored_tags`.

    Source: Folkeoplysningsloven § 21(2); DK-43.
    """

    minutes: int = 120
    kilometres: int = 0
    tags: bool = True
    ignored_tags: frozenset[str] = frozenset()


USUAL = Equal()


def equal(table: Any, problems: list[BadValue]) -> Equal:
    """What the table says; what is wrong with it is added to `problems`."""
    if not isinstance(table, Mapping):
        problems.append(BadValue(f"equal = {shown(table)} must be a table that begins with [equal]"))
        return USUAL
    hints = get_type_hints(Equal)
    values = {}
    for key, value in table.items():
        try:
            if key not in hints:
                raise BadValue(f"unknown key {key} in equal{nearest(key, [it.name for it in fields(Equal)])}", key)
            values[key] = fitting(f"equal.{key}", value, hints[key], key)
        except BadValue as problem:
            problems.append(problem)
    if values.get("minutes", 0) > MOST_MINUTES:
        problems.append(BadValue(f"equal.minutes = {values['minutes']} must be at most {MOST_MINUTES}", "minutes"))
    return Equal(**values)
