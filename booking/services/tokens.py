"""Secrets that open something: long and random, given once, and kept only as a digest, which needs no salt then."""

import secrets
from hashlib import sha256

RANDOM_BYTES = 32


def fresh() -> str:
    """A new one, in letters, digits, - and _."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def digest(token: str) -> str:
    """What is kept of it and looked up: whoever measures how long that takes learns nothing of the token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
