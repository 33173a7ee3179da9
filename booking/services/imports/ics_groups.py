"""The events of a calendar by what they are events of: one UID with all that was changed of its dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from booking.errors import Invalid
from booking.services.imports.ics_blocks import MOST_EVENTS, Block, blocks
from booking.services.imports.ics_properties import name_and_value, uid_of
from booking.services.imports.ics_zones import Zones
from booking.wording import N_, Text


@dataclass(slots=True)
class Group:
    """`line` is the first of its first event, `main` the event whose dates `changed` are about; None if that is not
    in the file. `problem` is one with all of it.
    """

    uid: str
    line: int
    position: int
    main: Block | None = None
    changed: list[Block] = field(default_factory=list)
    problem: Text | None = None

    @property
    def external_id(self) -> str:
        """The UID; where one changed date is all there is, with its RECURRENCE-ID."""
        if self.main or not self.changed:
            return self.uid
        return f"{self.uid}/{_original(self.changed[0])}"


def read(file: BinaryIO) -> tuple[Sequence[Group], Zones]:
    """All of the file; Invalid for one that is no calendar or too large."""
    found, zones = _Found(), Zones()
    for block in blocks(file):
        if block.name == "VTIMEZONE":
            zones.add(block)
        else:
            found.add(block)
    return sorted(found.groups(), key=lambda group: group.line), zones


class _Found:
    def __init__(self) -> None:
        self._by_uid: dict[str, Group] = {}
        self._odd: list[Group] = []
        self._events = 0

    def add(self, block: Block) -> None:
        self._events += 1
        if self._events > MOST_EVENTS:
            raise Invalid.field("file", N_("The calendar has more than {most} events; divide it."), most=MOST_EVENTS)
        uid = uid_of(block)
        group = self._by_uid.setdefault(uid, Group(uid, block.line, block.position)) if uid else None
        if group is None:
            self._odd.append(_alone(block, "", block.problem or Text(N_("The event has no UID."))))
        elif _original(block):
            group.changed.append(block)
        elif group.main:
            text = Text(N_("Line {line} has the same."), {"line": group.main.line})
            self._odd.append(_alone(block, uid, Text(N_("{field}: {problem}"), {"field": "UID", "problem": text})))
        else:
            group.main = block

    def groups(self) -> Iterator[Group]:
        """Changed dates of a main event that is not in the file are each by itself."""
        yield from self._odd
        for group in self._by_uid.values():
            if group.main:
                yield group
            else:
                yield from (Group(group.uid, it.line, it.position, changed=[it]) for it in group.changed)


def _alone(block: Block, uid: str, problem: Text) -> Group:
    return Group(uid, block.line, block.position, main=block, problem=problem)


def _original(block: Block) -> str:
    lines = (line.text for line in block.lines if line.name == "RECURRENCE-ID" and not line.problem)
    return next((name_and_value(text)[1] for text in lines), "")
