"""The content lines of a calendar file (RFC 5545, 3.1): unfolded before they are decoded, read one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import SEEK_END
from typing import BinaryIO

from booking.errors import Invalid
from booking.services.imports.lines import LONGEST, raw_lines
from booking.wording import N_, Text

MOST_MEGABYTES = 50

_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_DATED = frozenset(("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"))
_NAME = re.compile(r"[A-Za-z0-9-]{1,80}(?=[;:])")


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property, `BEGIN` or `END`, by its first line in the file; `name` in capitals, empty where there is none.

    `position` is how many bytes of the file were read so far. `problem` says why it cannot be used.
    """

    number: int
    name: str
    text: str
    position: int
    problem: Text | None = None


@dataclass(slots=True)
class _Folded:
    """A content line while its lines are read; of one that is too long no more is kept."""

    number: int
    octets: bytearray = field(default_factory=bytearray)
    whole: bool = True

    def add(self, raw: bytes, whole: bool) -> None:
        self.whole = self.whole and whole and len(self.octets) + len(raw) <= LONGEST
        if self.whole:
            self.octets += raw.rstrip(b"\r\n")
        elif not self.octets:
            self.octets += raw[:80]


def content_lines(file: BinaryIO) -> Iterator[ContentLine]:
    """Every content line. Invalid for a file that is too large, or in another encoding than UTF-8 or Windows-1252."""
    if file.seek(0, SEEK_END) > MOST_MEGABYTES * 1_000_000:
        raise Invalid.field("file", N_("The file is larger than {most} megabytes."), most=MOST_MEGABYTES)
    file.seek(0)
    folded = _Folded(1)
    position = 0
    for number, (raw, whole) in enumerate(raw_lines(file), 1):
        if number == 1:
            raw = _without_mark(raw)
        if raw[:1] in (b" ", b"\t"):
            folded.add(raw[1:], whole)
        else:
            yield _line(folded, position)
            folded = _Folded(number)
            folded.add(raw, whole)
        position = file.tell()
    yield _line(folded, position)


def _without_mark(raw: bytes) -> bytes:
    if raw.startswith(_OTHER_MARKS):
        raise Invalid.field("file", N_("The file is in UTF-16; save it in UTF-8."))
    return raw.removeprefix(_MARK)


def _line(folded: _Folded, position: int) -> ContentLine:
    text, problem = _decoded(bytes(folded.octets))
    if not folded.whole:
        problem = Text(N_("The line is longer than {most} bytes."), {"most": LONGEST})
    elif _CONTROL.search(text):
        problem = Text(N_("The line contains a control character, which is not text."))
    found = _NAME.match(text)
    name = found[0].upper() if found else ""
    return ContentLine(folded.number, name, _quoted(text) if name in _DATED else text, position, problem)


def _quoted(text: str) -> str:
    """A zone with a colon or a comma in its name in quotation marks, which some programs forget (3.2)."""
    head, _, value = text.rpartition(":")
    before, mark, zone = head.partition(";TZID=")
    forgotten = mark and (":" in zone or "," in zone) and '"' not in zone and ";" not in zone
    return f'{before}{mark}"{zone}":{value}' if forgotten else text


def _decoded(octets: bytes) -> tuple[str, Text | None]:
    for encoding in ("utf-8", "cp1252"):
        try:
            return octets.decode(encoding), None
        except UnicodeDecodeError as error:
            place = error.start + 1
    return octets.decode("latin-1"), Text(N_("Byte {place} of the line is not text."), {"place": place})
