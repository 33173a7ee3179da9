"""The lines of RFC 5545: how text, moments and addresses are written, and where a line is folded."""

import re
from datetime import UTC, date, datetime
from typing import Final

from calendars.errors import Malformed

_OCTETS: Final = 75
"""The longest line without its CRLF (RFC 5545 3.1)."""

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNFIT_FOR_ADDRESS = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]")


def escaped(text: str) -> str:
    """TEXT (RFC 5545 3.3.11), escaped once.

    A line end of any kind becomes one newline; other control characters, but not the tab, and halves of surrogate pairs
    cannot be written and are dropped.
    """
    text = text.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,")
    if text.isprintable():
        return text
    return _UNWRITABLE.sub("", _LINE_END.sub(r"\\n", text))


def address(uri: str) -> str:
    """URI (3.3.13): not escaped, so nothing may stay in it that could end the line."""
    return _UNFIT_FOR_ADDRESS.sub("", uri)


def folded(line: str) -> str:
    """The line and its CRLF, broken after at most 75 octets and never inside a letter."""
    if len(line) <= _OCTETS and line.isascii():
        return f"{line}\r\n"
    octets = line.encode()
    pieces = []
    start, room = 0, _OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def utc(moment: datetime) -> str:
    """`20270112T160000Z` (3.3.5, form 2) of an aware datetime; Malformed for a naive one."""
    if moment.tzinfo is None:
        raise Malformed(moment, "a moment without zone")
    return f"{_basic(moment if moment.tzinfo is UTC else moment.astimezone(UTC))}Z"


def when(value: date | datetime, zone: str | None) -> str:
    """What follows the name of DTSTART and its like: a day, a moment in UTC, or wall clock of the zone.

    Malformed for wall clock without a zone: it would float, and each reader would see it in their own.
    """
    if not isinstance(value, datetime):
        return f";VALUE=DATE:{value:%Y%m%d}"
    if value.tzinfo is not None:
        return f":{utc(value)}"
    if zone is None:
        raise Malformed(value, "wall clock without a zone")
    return f";TZID={zone}:{_basic(value)}"


def _basic(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "")
