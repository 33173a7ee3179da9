"""The Idempotency-Key of a request: the same key and the same body book once, however often they are sent."""

import re
from hashlib import sha256

from flask import request

from booking.errors import Invalid
from booking.services.repeats import Idempotency
from booking.wording import N_

HEADER = "Idempotency-Key"
DOCUMENTED = {
    "name": HEADER,
    "in": "header",
    "description": "The client's own name for the request, such as a UUID; sent again with it, it books once.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}

_KEY = re.compile("[!-~]{1,200}")


def idempotency() -> Idempotency | None:
    """The key and the digest of method, path and body. Invalid for a key that is none."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if _KEY.fullmatch(key) is None:
        raise Invalid.field(HEADER, N_("Write 1 to 200 visible ASCII characters."))
    posted = f"{request.method} {request.path}\n".encode() + request.get_data()
    return Idempotency(key, sha256(posted).hexdigest())
