"""The text of each booking's events as it was last written, so that what did not change is not written anew."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True, slots=True)
class Written:
    """The text of one booking's events, and the zone that they are in."""

    text: str
    zone: str


@dataclass(slots=True)
class Texts:
    """At most so many texts; what was not needed longest goes first. For many threads."""

    most: int
    _kept: OrderedDict[Hashable, Written] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, key: Hashable, write: Callable[[], Written]) -> Written:
        """What was written of `key`, which is all that the text depends on; else what `write` now writes."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        written = write()
        with self._lock:
            self._kept[key] = written
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return written

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
