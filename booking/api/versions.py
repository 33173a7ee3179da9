"""Versions of what is answered: ETag, If-None-Match and If-Match (RFC 9110 8.8.3, 13.1).

The ETag of something that can be changed is "version-digest": any change brings a new version, any other answer
(another language, another reader) a new digest. If-Match compares the version only.
"""

import re
from typing import Any, TypeVar

from flask import Response, g, request

from booking.errors import Stale, VersionMissing
from booking.wording import N_, Text

_VERSIONED = re.compile(r'(?:W/)?"(\d{1,18})(?:-[0-9a-f]+)?"')


Thing = TypeVar("Thing", bound=Any)
"""With an attribute `version`."""


def versioned(thing: Thing) -> Thing:
    """The thing, whose version becomes the answer's."""
    g.version = thing.version
    return thing


def expected() -> int:
    """The version that the change is based on. VersionMissing without If-Match, Stale where it can be no version."""
    version = expected_if_any()
    if version is None:
        raise VersionMissing(Text(N_("Send the ETag of what you read as If-Match.")))
    return version


def expected_if_any() -> int | None:
    """As `expected`, but None without If-Match."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    match = _VERSIONED.fullmatch(header)
    if match is None:
        raise Stale(Text(N_("The version in If-Match is not one that was answered here; read it again.")))
    return int(match[1])


def conditional(response: Response) -> Response:
    """Give an answer its ETag, and leave out the body of one that the caller has already."""
    reads = request.method in ("GET", "HEAD")
    if not 200 <= response.status_code < 300 or not (reads or "version" in g):
        return response
    response.add_etag()
    if "version" in g:
        digest, _ = response.get_etag()
        response.set_etag(f"{g.version}-{digest}")
    response.headers["Cache-Control"] = "private, no-cache" if request.authorization else "no-cache"
    if reads and response.status_code == 200:
        response.make_conditional(request)
    return response
