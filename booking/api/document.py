"""What the OpenAPI document says beyond its addresses: how to sign in, to repeat, to page and to read failures."""

from collections.abc import Mapping

from apispec.ext.marshmallow import MarshmallowPlugin, resolver
from flask_smorest import Api

from booking.api.shapes.request import PeriodShape

ABOUT = """\
Booking of municipal rooms and urban spaces: ask for a place once or every week, hear exactly what will happen and why,
and book it.

* **Sign in** with a token: `Authorization: Bearer …`. What is public needs none.
* **Times** in answers are RFC 3339 with offset. A time in a request is the venue's wall clock (`2027-01-12T17:00`); an
  offset, if given, must be the venue's own at that moment.
* **Languages**: messages are in the language of `Accept-Language`, Danish (`da`, the default) or English (`en`).
* **Failures** are `application/problem+json` (RFC 9457). `type` is `/problems/` and one of the kinds in docs/api.md.
* **Repeating**: POST `/bookings` with an `Idempotency-Key` books once, however often it is sent.
* **Versions**: every GET has an `ETag`; send it as `If-None-Match` to hear 304 while nothing changed, and as `If-Match`
  with a change.
* **Lists** come in pages: `?page=2&page_size=50`; `X-Pagination` counts them, `Link` leads to the next.
"""


def settings(prefix: str) -> Mapping[str, object]:
    """For flask-smorest."""
    return {
        "API_TITLE": "Sambrug",
        "API_VERSION": "1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": prefix,
        "OPENAPI_JSON_PATH": "openapi.json",
        "API_SPEC_OPTIONS": {"info": {"description": ABOUT}, "security": [{"token": []}]},
    }


def plugin() -> MarshmallowPlugin:
    """Shapes are called in the document what they are called here, less "Shape"."""
    return MarshmallowPlugin(schema_name_resolver=lambda shape: resolver(shape).removesuffix("Shape"))


def describe(api: Api) -> None:
    """Add what all addresses share."""
    token = {"type": "http", "scheme": "bearer", "description": "Made by: flask --app wsgi token create EMAIL"}
    api.spec.components.security_scheme("token", token)
    api.spec.components.schema("Period", schema=PeriodShape)
