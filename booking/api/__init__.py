"""The service as JSON over HTTP, under /api/v1; it must not know tables, queries or rules."""

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_smorest import Api

from booking.api import document, problems
from booking.api.names import Name, Number
from booking.api.nouns import NOUNS
from booking.api.shapes.problem import ProblemShape

PREFIX = "/api/v1"


def init_app(app: Flask) -> None:
    """Serve the API and its OpenAPI document from `app`, and answer every failure as a problem (RFC 9457)."""
    app.config.from_mapping(document.settings(PREFIX))
    app.json = _Readable(app)
    app.url_map.converters["name"] = Name
    app.url_map.converters["number"] = Number
    api = _Api(app, spec_kwargs={"marshmallow_plugin": document.plugin()})
    document.describe(api)
    for noun in NOUNS:
        api.register_blueprint(noun, url_prefix=PREFIX)


class _Readable(DefaultJSONProvider):
    """Danish letters as they are, and members in the order of their shape."""

    ensure_ascii = False
    sort_keys = False


class _Api(Api):
    """Failures become problems here; smorest's own error answers are not used."""

    DEFAULT_ERROR_RESPONSE_NAME = None
    ERROR_SCHEMA = ProblemShape

    def _register_error_handlers(self) -> None:
        problems.init_app(self._app)

    def _register_pagination_header(self) -> None:
        """Pages have headers of their own (api.paging)."""
