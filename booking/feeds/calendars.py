"""The feeds' addresses: GET and HEAD, answered 304 where nothing changed, and never empty in place of an error."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date

from booking import errors
from booking.errors import Invalid, SambrugError
from booking.services import feeds
from booking.services.feeds import Wish
from booking.services.wording import best_language, say
from booking.wording import N_

RETRY_SECONDS = 300
FRESH_SECONDS = 300
"""How long a shared cache may answer by itself."""

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

calendars = Blueprint("calendars", __name__, url_prefix="/calendars")

_STATUS: Mapping[type[SambrugError], int] = {errors.Invalid: 400, errors.NotFound: 404, errors.Unavailable: 503}


class Calendar(Response):
    """A 304 repeats Last-Modified: some calendar programs ask by date, and forget the date that is not repeated."""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        headers = super().get_wsgi_headers(environ)
        if self.last_modified is not None:
            headers["Last-Modified"] = http_date(self.last_modified)
        return headers


@calendars.get("/venues/<venue>.ics", provide_automatic_options=False)
def venue(venue: str) -> Response:
    return _answer(Wish(venue, first=_day("from"), last=_day("to")))


@calendars.get("/spaces/<venue>/<space>.ics", provide_automatic_options=False)
def space(venue: str, space: str) -> Response:
    own_only = request.args.get("own") == "1"
    return _answer(Wish(venue, space, first=_day("from"), last=_day("to"), own_only=own_only))


@calendars.errorhandler(SambrugError)
def failed(error: SambrugError) -> Response:
    """A calendar program keeps what it has when the answer is an error; people read the sentence."""
    language = best_language(request.headers.get("Accept-Language"))
    texts = [text for each in error.fields.values() for text in each] if isinstance(error, Invalid) else [error.text]
    answer = _plain(" ".join(say(text, language) for text in texts), _STATUS.get(type(error), 500))
    answer.content_language.add(language)
    answer.vary.add("Accept-Language")
    return answer


@calendars.errorhandler(HTTPException)
def refused(error: HTTPException) -> Response:
    answer = _plain(error.name, error.code or 500)
    answer.headers.extend([header for header in error.get_headers() if header[0] == "Allow"])
    return answer


def _answer(wish: Wish) -> Response:
    feed = feeds.feed(wish, current_app.config["SAMBRUG"].public_url, datetime.now(UTC))
    answer = Calendar(feed.text, content_type="text/calendar; charset=utf-8")
    answer.last_modified = feed.last_modified
    answer.cache_control.public = True
    answer.cache_control.max_age = FRESH_SECONDS
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _day(name: str) -> date | None:
    text = request.args.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid.field(name, N_("“{value}” is not a date such as 2027-01-12."), value=text[:40]) from None


def _plain(text: str, status: int) -> Response:
    answer = Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")
    answer.cache_control.no_store = True
    if status == 503:
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer
