"""Who calls: the bearer token (RFC 6750) of the request as an Actor."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, g, request

from booking.errors import NotSignedIn
from booking.services import people
from booking.services.actors import Actor
from booking.wording import N_, Text

LONGEST_TOKEN = 200


def now() -> datetime:
    """The moment of the request, aware UTC; the same for everything that one request does."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return g.now


def today() -> date:
    """The municipality's local day."""
    return now().astimezone(ZoneInfo(current_app.config["SAMBRUG"].timezone)).date()


def caller() -> Actor:
    """Who is signed in, at an address that needs it."""
    return g.caller


def anyone() -> Actor | None:
    """Who is signed in, if anyone is."""
    return g.caller


def sign_in(*, needed: bool) -> None:
    """Find out who calls. NotSignedIn for a token that is not good, and without one where it is `needed`."""
    header = request.headers.get("Authorization", "")
    if not header and not needed:
        g.caller = None
        return
    scheme, _, token = header.partition(" ")
    token = token.strip()
    if scheme.casefold() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        raise NotSignedIn(Text(N_("Sign in: send a token as “Authorization: Bearer …”.")))
    g.caller = people.authenticate(token, now())
