"""Reading what was sent: strict JSON in UTF-8 that every database can keep, or an error that says what is wrong."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

from booking.errors import Invalid
from booking.wording import N_

LARGEST_INTEGER = 2**63 - 1
DEEPEST = 20
BODY = "body"
"""What errors call the body as a whole."""


def read_json(request: Request) -> Any:
    """The JSON of the request's body. UnsupportedMediaType for another type, Invalid for what is not clean JSON."""
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        data = json.loads(
            request.get_data().decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_object
        )
    except UnicodeDecodeError:
        raise Invalid.field(BODY, N_("The body is not valid UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise Invalid.field(
            BODY, N_("The body is not JSON: line {line}, character {column}."), line=error.lineno, column=error.colno
        ) from None
    except (ValueError, RecursionError):
        raise Invalid.field(BODY, N_("The body has a number that is too long, or too many levels.")) from None
    for path, value in _values(data, ()):
        _check(path, value)
    return data


def check_text(field: str, text: str) -> None:
    """Invalid where the text has characters that are no text: NUL, or half of a surrogate pair."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Invalid.field(field, N_("This has characters that are not text."))


def _refuse_constant(name: str) -> NoReturn:
    raise Invalid.field(BODY, N_("The body is not JSON: {name} is no number."), name=name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that is there twice means two things (RFC 8259 4)."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Invalid.field(BODY, N_("The body names a field twice."))
    return found


def _values(data: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Every name and value with its path. Invalid beyond DEEPEST levels."""
    if len(path) > DEEPEST:
        raise Invalid.field(BODY, N_("The body has a number that is too long, or too many levels."))
    match data:
        case dict():
            for name, value in data.items():
                yield BODY, name
                yield from _values(value, (*path, name))
        case list():
            for number, value in enumerate(data):
                yield from _values(value, (*path, str(number)))
        case _:
            yield ".".join(path) or BODY, data


def _check(path: str, value: Any) -> None:
    match value:
        case str():
            check_text(path, value)
        case int() if abs(value) > LARGEST_INTEGER:
            raise Invalid.field(path, N_("This number is too large."))
        case float() if value in (float("inf"), float("-inf")):
            raise Invalid.field(path, N_("This number is too large."))
