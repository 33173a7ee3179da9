"""The lines of a CSV file, whatever wrote it: UTF-8, or Windows-1252 as Danish Excel saves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from booking.errors import Invalid
from booking.wording import N_, Text

LONGEST = 100_000
"""Bytes of the longest line, and characters of the longest row, that are read."""

_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, counted from 1, without its end. `problem` says why it cannot be read.

    `position` is how many bytes of the file were read so far.
    """

    number: int
    text: str
    position: int
    problem: Text | None = None


def lines(file: BinaryIO) -> Iterator[Line]:
    """Every line, read one at a time. Invalid for a file that is no text at all, or in another encoding."""
    file.seek(0)
    encoding = _encoding(file)
    file.seek(0)
    for number, (raw, whole) in enumerate(raw_lines(file), 1):
        yield _line(number, raw.removeprefix(_MARK) if number == 1 else raw, whole, encoding, file.tell())


def raw_lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each line, and whether that is all of it; the rest of one that is too long is passed over."""
    while raw := file.readline(LONGEST):
        whole = raw.endswith(b"\n") or len(raw) < LONGEST
        while not whole and (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
            pass
        yield raw, whole


def _line(number: int, raw: bytes, whole: bool, encoding: str, position: int) -> Line:
    problem = None
    if not whole:
        problem = Text(N_("The line is longer than {most} bytes."), {"most": LONGEST})
    elif b"\0" in raw:
        problem = Text(N_("The line contains a NUL, which is not text."))
    if problem:
        return Line(number, "", position, problem)
    try:
        return Line(number, raw.decode(encoding).rstrip("\r\n"), position)
    except UnicodeDecodeError as error:
        return Line(number, "", position, Text(N_("Byte {place} of the line is not text."), {"place": error.start + 1}))


def _encoding(file: BinaryIO) -> str:
    """UTF-8 if any line says so with more than ASCII, or nothing speaks against it; else Windows-1252."""
    readable, unreadable = False, False
    for number, (raw, whole) in enumerate(raw_lines(file)):
        if number == 0 and raw.startswith(_OTHER_MARKS):
            raise Invalid.field("file", N_("The file is in UTF-16; save it as “CSV UTF-8”."))
        if number == 0 and raw.startswith(_MARK):
            return "utf-8"
        if whole and not raw.isascii():
            readable, unreadable = _tally(raw, readable, unreadable)
    return "cp1252" if unreadable and not readable else "utf-8"


def _tally(raw: bytes, readable: bool, unreadable: bool) -> tuple[bool, bool]:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return readable, True
    return True, unreadable
