"""Every failure as a problem (RFC 9457): application/problem+json, in the caller's language, never a traceback."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException

from booking import errors
from booking.api import language
from booking.api.language import said
from booking.errors import SambrugError
from booking.wording import N_, Text

TYPE = "application/problem+json"
RETRY_SECONDS = 5

STATUS: Mapping[type[SambrugError], int] = {
    errors.Invalid: 422,
    errors.NotFound: 404,
    errors.Gone: 410,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.VersionMissing: 428,
    errors.Unavailable: 503,
}

KINDS: Mapping[str, str] = {
    "bad-request": N_("The request cannot be understood"),
    "not-signed-in": N_("You are not signed in"),
    "not-allowed": N_("You may not do this"),
    "not-found": N_("Not found"),
    "gone": N_("No longer there"),
    "method-not-allowed": N_("This cannot be done here"),
    "conflict": N_("This does not fit the present state"),
    "clash": N_("The place is taken"),
    "stale": N_("Changed in the meantime"),
    "too-large": N_("The request is too large"),
    "not-json": N_("The request must be JSON"),
    "invalid": N_("The request has errors"),
    "refused": N_("The rules do not allow this"),
    "version-missing": N_("The version is missing"),
    "failed": N_("Something went wrong"),
    "unavailable": N_("Not available at the moment"),
    "other": N_("The request cannot be answered"),
}
"""What each problem type is called, as the last part of its address /problems/…"""

_BY_STATUS = {
    400: "bad-request",
    401: "not-signed-in",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    410: "gone",
    412: "stale",
    413: "too-large",
    415: "not-json",
    422: "invalid",
    428: "version-missing",
    500: "failed",
    503: "unavailable",
}

_DETAILS: Mapping[int, str] = {
    404: N_("There is nothing at this address."),
    405: N_("This address does not know the method; see the header Allow."),
    413: N_("Send at most 1 MB at a time."),
    415: N_("Send the body as application/json."),
    500: N_("The fault is ours and has been logged. Nothing was changed."),
}

_logger = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Answer failures of the API as problems, and those of other addresses too, unless their face does it itself."""
    app.register_error_handler(SambrugError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def problem(status: int, kind: str, detail: str, **members: Any) -> Response:
    """The answer; `members` are further members of the object."""
    body = {
        "type": f"/problems/{kind}",
        "title": said(Text(KINDS[kind])),
        "status": status,
        "detail": detail,
        "instance": request.path,
        **members,
    }
    return language.declare(Response(json.dumps(body), status, content_type=TYPE))


def _ours(error: SambrugError) -> Response:
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    members: dict[str, Any] = {}
    if isinstance(error, errors.Invalid):
        members["errors"] = {field: [said(text) for text in texts] for field, texts in error.fields.items()}
    answer = problem(status, _BY_STATUS[status], said(error.text), **members)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Sambrug"'
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _http(error: HTTPException) -> Any:
    """werkzeug's own failures; redirects pass."""
    status = error.code or 500
    if status < 400:
        return error
    kind = _BY_STATUS.get(status, "other")
    answer = problem(status, kind, said(Text(_DETAILS.get(status, KINDS[kind]))))
    for name, value in error.get_headers():
        if name.casefold() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def _unforeseen(error: Exception) -> Response:
    """The last resort. What went wrong is in the log, under the request's id."""
    _logger.error("failed", exc_info=error)
    return problem(500, "failed", said(Text(_DETAILS[500])))
