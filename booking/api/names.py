"""How things are named in an address: a name is one path segment, and one that cannot exist is simply not found."""

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.routing import UnicodeConverter

LONGEST = 80


class Name(UnicodeConverter):
    """A slug or a ref in a path."""

    def __init__(self, map: Any) -> None:
        super().__init__(map, maxlength=LONGEST)


def refuse_impossible() -> None:
    """No name has control characters, and databases refuse some of them. NotFound."""
    for name in (request.view_args or {}).values():
        if isinstance(name, str) and not name.isprintable():
            raise NotFound
