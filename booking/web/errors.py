"""What a page says when something fails: in the reader's language, with a way on, and never a traceback."""

import logging
from typing import Any, Never

from flask import Blueprint, render_template
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import PathConverter

from booking import errors
from booking.errors import SambrugError
from booking.wording import N_

RETRY_SECONDS = "5"

_STATUS: dict[type[SambrugError], int] = {
    errors.NotFound: 404,
    errors.Invalid: 400,
    errors.Unavailable: 503,
    errors.NotAllowed: 403,
}
_SAID = {
    400: (N_("We cannot read the address"), N_("Something in the address is not as it should be.")),
    404: (N_("We cannot find the page"), N_("It may have moved, or the address has a mistake in it.")),
    500: (N_("Something went wrong"), N_("The fault is ours and has been logged. Please try again in a moment.")),
    503: (
        N_("Sambrug is out of reach for a moment"),
        N_("We cannot reach our own data just now. Nothing was changed. Please try again in a moment."),
    ),
}
_logger = logging.getLogger(__name__)


class NoPage(PathConverter):
    """Any address that no page has, but not those of other faces."""

    regex = r"(?!(?:api|calendars)(?:/|$))[^/][\s\S]*?"
    part_isolating = False


def attach(pages: Blueprint) -> None:
    pages.add_url_rule("/<page:address>", "nowhere", _nowhere)
    pages.register_error_handler(SambrugError, _ours)
    pages.register_error_handler(HTTPException, _http)
    pages.register_error_handler(Exception, _unforeseen)


def _nowhere(address: str) -> Never:
    raise NotFound


def _ours(error: SambrugError) -> Any:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    texts = [text for each in error.fields.values() for text in each] if isinstance(error, errors.Invalid) else []
    return _page(status, texts)


def _http(error: HTTPException) -> Any:
    """Redirects pass; other failures of werkzeug's are the reader's mistake or ours."""
    status = error.code or 500
    return error if status < 400 else _page(status if status in _SAID else 400 if status < 500 else 500)


def _unforeseen(error: Exception) -> Any:
    """The last resort. What went wrong is in the log, under the request's id."""
    _logger.error("failed", exc_info=error)
    return _page(500)


def _page(status: int, texts: Any = ()) -> Any:
    heading, explanation = _SAID.get(status, _SAID[400])
    page = render_template("errors/error.html", status=status, heading=heading, explanation=explanation, texts=texts)
    return page, status, {"Retry-After": RETRY_SECONDS} if status == 503 else {}
