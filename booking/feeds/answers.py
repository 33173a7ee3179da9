"""How every feed is answered: 304 where nothing changed, and an error never as an empty calendar."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.http import http_date, is_resource_modified, quote_etag

from booking import errors
from booking.errors import Invalid, SambrugError
from booking.services.feed_bodies import Body
from booking.services.feed_frames import Feed
from booking.services.feeds import Served
from booking.services.wording import best_language, say
from booking.wording import N_

CONTENT_TYPE = "text/calendar; charset=utf-8"
RETRY_SECONDS = 300
FRESH_SECONDS = 300
"""How long a shared cache may answer by itself."""

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_STATUS: Mapping[type[SambrugError], int] = {
    errors.Invalid: 400,
    errors.NotFound: 404,
    errors.Gone: 410,
    errors.Unavailable: 503,
}


class Calendar(Response):
    """A 304 repeats Last-Modified: some calendar programs ask by date, and forget the date that is not repeated."""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        headers = super().get_wsgi_headers(environ)
        if self.last_modified is not None:
            headers["Last-Modified"] = http_date(self.last_modified)
        return headers


def attach(feeds: Blueprint) -> None:
    """Errors in these feeds are told in plain text, with the status that calendar programs understand."""
    feeds.before_request(_no_name)
    feeds.register_error_handler(SambrugError, _failed)
    feeds.register_error_handler(HTTPException, _refused)


def public(feed: Feed) -> Response:
    """The calendar that anybody may have and any cache may keep for a while, or 304."""
    answer = _calendar(feed)
    answer.cache_control.public = True
    answer.cache_control.max_age = FRESH_SECONDS
    return answer


def kept(found: Served, *, may_zip: bool) -> Response:
    """The same for a calendar that is kept as it is sent; in gzip for those who ask for it, where that is allowed."""
    answer = _served(found, may_zip)
    answer.cache_control.public = True
    answer.cache_control.max_age = FRESH_SECONDS
    return answer


def is_known(tag: str, last_modified: datetime) -> bool:
    """Whether the program that asks has what this tag and this date are of."""
    return not is_resource_modified(request.environ, quote_etag(tag), last_modified=last_modified)


def private(found: Served, *, may_zip: bool) -> Response:
    """The calendar that its owner's programs may keep, but have to ask about each time, or 304."""
    answer = _served(found, may_zip)
    answer.cache_control.private = True
    answer.cache_control.no_cache = True
    return answer


def asked_day(name: str) -> date | None:
    """The local day that the address names, if it does; Invalid for what is no date."""
    text = request.args.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid.field(name, N_("“{value}” is not a date such as 2027-01-12."), value=text[:40]) from None


def _served(found: Served, may_zip: bool) -> Calendar:
    zipped = may_zip and request.accept_encodings.quality("gzip") > 0
    answer = Calendar(status=304) if found.body is None else _sent(found.body, zipped)
    answer.last_modified = found.last_modified
    answer.set_etag(found.tag, weak=zipped)
    if may_zip:
        answer.vary.add("Accept-Encoding")
    return answer


def _sent(body: Body, zipped: bool) -> Calendar:
    answer = Calendar(body.zipped() if zipped else body.plain, content_type=CONTENT_TYPE)
    if zipped:
        answer.content_encoding = "gzip"
    return answer


def _calendar(feed: Feed) -> Calendar:
    answer = Calendar(feed.text, content_type=CONTENT_TYPE)
    answer.last_modified = feed.last_modified
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _no_name() -> None:
    """PostgreSQL cannot even be asked for a name with a NUL in it."""
    if "\0" in request.path:
        raise NotFound


def _failed(error: SambrugError) -> Response:
    """A calendar program keeps what it has when the answer is an error; people read the sentence."""
    language = best_language(request.headers.get("Accept-Language"))
    texts = [text for each in error.fields.values() for text in each] if isinstance(error, Invalid) else [error.text]
    answer = _plain(" ".join(say(text, language) for text in texts), _STATUS.get(type(error), 500))
    answer.content_language.add(language)
    answer.vary.add("Accept-Language")
    return answer


def _refused(error: HTTPException) -> Response:
    answer = _plain(error.name, error.code or 500)
    answer.headers.extend([header for header in error.get_headers() if header[0] == "Allow"])
    return answer


def _plain(text: str, status: int) -> Response:
    answer = Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")
    answer.cache_control.no_store = True
    if status == 503:
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer
