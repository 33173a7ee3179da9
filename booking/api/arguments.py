"""Reading a request's body and query into what a shape says; everything that is wrong with it at once."""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from flask import Request
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser

from booking.api import bodies
from booking.errors import Invalid
from booking.wording import Text


class Arguments(FlaskParser):
    """Strict: a field that is not in the shape is an error, in the body and in the query alike."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "json": RAISE, "query": RAISE}

    def load_json(self, req: Request, schema: Schema) -> Any:
        return bodies.read_json(req)

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        for name, value in req.args.items(multi=True):
            bodies.check_text(name if name in schema.fields else bodies.BODY, name)
            bodies.check_text(name, value)
        return super().load_querystring(req, schema)

    def handle_error(self, error: ValidationError, *_: Any, **__: Any) -> NoReturn:
        (messages,) = error.normalized_messages().values()
        raise Invalid(dict(_flat(messages, ())))


def _flat(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """marshmallow's nested messages as "dates.3.start" -> texts; "_schema" stands for the thing as a whole."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from _flat(inner, path if name == "_schema" else (*path, str(name)))
    else:
        texts = tuple(it if isinstance(it, Text) else Text(str(it)) for it in messages)
        yield ".".join(path) or bodies.BODY, texts
