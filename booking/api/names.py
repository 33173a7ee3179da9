"""How things are named in an address: a name is one path segment, and one that cannot exist is simply not found."""

from typing import Any

from werkzeug.routing import UnicodeConverter, ValidationError

LONGEST = 80


class Name(UnicodeConverter):
    """A slug or a ref in a path. No name has control characters, and databases refuse some of them."""

    def __init__(self, map: Any) -> None:
        super().__init__(map, maxlength=LONGEST)

    def to_python(self, value: str) -> str:
        if not value.isprintable():
            raise ValidationError
        return value
