"""How every feed is answered: 304 where nothing changed, and an error never as an empty calendar."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date, quote_etag

from booking import errors
from booking.errors import Invalid, SambrugError
from booking.services.feed_frames import Wish
from booking.services.feed_serving import Kind, Served, served
from booking.services.wording import best_language, say
from booking.wording import N_

CONTENT_TYPE = "text/calendar; charset=utf-8"
RETRY_SECONDS = 300
FRESH_SECONDS = 300
"""How long a shared cache may answer by itself."""
PUBLIC = f"public, max-age={FRESH_SECONDS}"
PRIVATE = "private, no-cache"

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_STATUS: Mapping[type[SambrugError], int] = {
    errors.Invalid: 400,
    errors.NotFound: 404,
    errors.Gone: 410,
    errors.Unavailable: 503,
}


class Calendar(Response):
    """Sent with the headers that it is given and no others. A 304 repeats Last-Modified: some calendar programs ask by
    date, and forget the date that is not repeated.
    """

    default_mimetype = None

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        return self.headers


def attach(feeds: Blueprint) -> None:
    """Errors in these feeds are told in plain text, with the status that calendar programs understand."""
    feeds.register_error_handler(SambrugError, _failed)
    feeds.register_error_handler(HTTPException, _refused)


def public(kind: Kind, wish: Wish) -> Response:
    """The calendar that anybody may have and any cache may keep for a while, or 304."""
    config = current_app.config["SAMBRUG"]
    return _answer(served(kind, wish, config.public_url, datetime.now(UTC), is_known), PUBLIC)


def private(found: Served) -> Response:
    """The calendar that its owner's programs may keep, but have to ask about each time, or 304."""
    return _answer(found, PRIVATE)


def is_known(tag: str, last_modified: datetime) -> bool:
    """Whether the program that asks has what this tag and this date are of; RFC 9110, 13.1.3: the tag wins.

    A date to come says nothing but that its clock is fast.
    """
    if tags := request.if_none_match:
        return tags.contains_weak(tag)
    since = request.if_modified_since
    return since is not None and last_modified.replace(microsecond=0) <= since <= datetime.now(UTC)


def asked_day(name: str) -> date | None:
    """The local day that the address names, if it does; Invalid for what is no date."""
    text = request.args.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid.field(name, N_("“{value}” is not a date such as 2027-01-12."), value=text[:40]) from None


def _answer(found: Served, cache: str) -> Response:
    """In gzip for those who ask for it, where that is allowed."""
    may_zip = current_app.config["SAMBRUG"].feeds_gzip
    zipped = may_zip and _takes_gzip()
    headers = [
        ("ETag", quote_etag(found.tag, weak=zipped)),
        ("Last-Modified", http_date(found.last_modified)),
        ("Cache-Control", cache),
        *([("Vary", "Accept-Encoding")] if may_zip else ()),
    ]
    if found.body is None:
        return Calendar(status=304, headers=headers)
    octets = found.body.zipped() if zipped else found.body.plain
    headers += [("Content-Type", CONTENT_TYPE), ("Content-Length", str(len(octets)))]
    if zipped:
        headers.append(("Content-Encoding", "gzip"))
    return Calendar(octets, headers=headers)


def _takes_gzip() -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "") and request.accept_encodings.quality("gzip") > 0


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
