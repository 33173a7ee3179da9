"""The events and time zones of a calendar file, each cut out by itself: a broken one costs no other its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from booking.errors import Invalid
from booking.services.imports.ics_lines import ContentLine, content_lines
from booking.wording import N_, Text

MOST_EVENTS = 20_000
MOST_LINES = 5000
"""Of one event or zone, of those that are needed."""

_CHANGES = frozenset(("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"))
_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
NEEDED = {
    "VEVENT": frozenset(("UID", *_TIMES, "SUMMARY", "STATUS", "TRANSP")),
    "VTIMEZONE": frozenset(("TZID",)),
    "STANDARD": _CHANGES,
    "DAYLIGHT": _CHANGES,
}
"""What is read of each component; all else, alarms, persons and attachments, is passed over."""
_BLOCKS = ("VEVENT", "VTIMEZONE")


@dataclass(slots=True)
class Block:
    """One VEVENT or VTIMEZONE, from its first line in the file: the content lines of it that are needed.

    `position` is how many bytes of the file were read up to its end; `problem` why it cannot be used.
    """

    name: str
    line: int
    position: int
    lines: list[ContentLine] = field(default_factory=list)
    problem: Text | None = None


def blocks(file: BinaryIO) -> Iterator[Block]:
    """Every event and time zone in the order of the file. Invalid for a file that is no calendar, or too large."""
    cutting = _Cutting()
    for line in _within_calendar(file):
        if done := cutting.read(line):
            yield done
    if left := cutting.broken_off():
        yield left


class _Cutting:
    """Reads line by line; `inside` are the components that have begun and not ended, from the block's own on."""

    def __init__(self) -> None:
        self._block: Block | None = None
        self._inside: list[str] = []

    def read(self, line: ContentLine) -> Block | None:
        """The block that ends with this line, or before it because it is broken."""
        value = line.text.partition(":")[2].strip().upper()
        if line.name == "BEGIN" and value in _BLOCKS:
            left = self.broken_off()
            self._block, self._inside = Block(value, line.number, line.position), [value]
            return left
        if self._block is None:
            return None
        if line.name == "END":
            return self._end(self._block, line, value)
        if line.name == "BEGIN":
            self._inside.append(value)
            _keep_frame(self._block, line, value)
        else:
            _keep(self._block, line, self._inside[-1])
        return None

    def _end(self, block: Block, line: ContentLine, value: str) -> Block | None:
        if value not in self._inside:
            return self.broken_off()
        del self._inside[self._inside.index(value) :]
        _keep_frame(block, line, value)
        block.position = line.position
        if self._inside:
            return None
        self._block = None
        return block

    def broken_off(self) -> Block | None:
        """The block that has begun and will not end, if there is one."""
        block, self._block = self._block, None
        if block and not block.problem:
            block.problem = Text(N_("{name} begins and does not end."), {"name": block.name})
        return block


def _within_calendar(file: BinaryIO) -> Iterator[ContentLine]:
    lines = (line for line in content_lines(file) if line.text.strip())
    first = next(lines, None)
    if first is None or first.text.strip().upper() != "BEGIN:VCALENDAR":
        raise Invalid.field("file", N_("This is no calendar: the file does not begin with BEGIN:VCALENDAR."))
    return lines


def _keep_frame(block: Block, line: ContentLine, name: str) -> None:
    if name in NEEDED and name not in _BLOCKS:
        block.lines.append(line)


def _keep(block: Block, line: ContentLine, component: str) -> None:
    """What has no name at all is kept as a problem: it may be the rest of a line that is needed."""
    if component not in NEEDED or (line.name and line.name not in NEEDED[component]):
        return
    problem = line.problem
    if not line.name:
        problem = problem or Text(N_("“{text}” is no property of an event."), {"text": line.text[:40]})
    if len(block.lines) >= MOST_LINES:
        problem = problem or Text(N_("There are more than {most} lines."), {"most": MOST_LINES})
    elif line.name:
        block.lines.append(line)
    if problem and not block.problem:
        block.problem = Text(N_("Line {line}: {problem}"), {"line": line.number, "problem": problem})
