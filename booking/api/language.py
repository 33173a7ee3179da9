"""The language of an answer: what Accept-Language asks for, Danish by default."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from flask import Response, g, request

from booking.services import wording
from booking.wording import Text


def language() -> str:
    """Of the request under way."""
    if "language" not in g:
        g.language = wording.best_language(request.headers.get("Accept-Language"))
    return g.language


def tell_times_in(zone: tzinfo | None) -> None:
    """From here on in this request, messages show times as clocks in this zone."""
    g.zone = zone if isinstance(zone, ZoneInfo) else None


def said(text: Text) -> str:
    """The text in the caller's language."""
    return wording.say(text, language(), g.get("zone"))


def declare(response: Response) -> Response:
    """Say which language the answer is in, and that it depends on what was asked for."""
    response.headers["Content-Language"] = language()
    response.vary.update(("Accept-Language", "Authorization"))
    return response
