"""How things are named in an address: a name is one path segment, and one that cannot exist is simply not found."""

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.routing import IntegerConverter, UnicodeConverter

LONGEST = 80


class Name(UnicodeConverter):
    """A slug or a ref in a path."""

    def __init__(self, map: Any) -> None:
        super().__init__(map, maxlength=LONGEST)


class Number(IntegerConverter):
    """The number of something in a path. One that no database can have is not found, whatever the method."""

    regex = r"\d{1,18}"

    def __init__(self, map: Any) -> None:
        super().__init__(map, max=10**18 - 1)


def refuse_impossible() -> None:
    """No name has control characters, and databases refuse some of them. NotFound."""
    for name in (request.view_args or {}).values():
        if isinstance(name, str) and not name.isprintable():
            raise NotFound
