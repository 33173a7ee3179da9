"""The calendars that were last asked for, as octets, each as long as its edition is the present one."""

import gzip
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class Body:
    """A calendar as it is sent; `zipped()` is made when it is first asked for."""

    plain: bytes
    _zipped: bytes | None = None

    def zipped(self) -> bytes:
        """The same in gzip (RFC 1952), without a time, so that it is the same whenever it is made."""
        if self._zipped is None:
            self._zipped = gzip.compress(self.plain, compresslevel=6, mtime=0)
        return self._zipped


@dataclass(slots=True)
class Bodies:
    """At most so many octets; what was not asked for longest goes first. For many threads."""

    most_octets: int
    _octets: int = 0
    _kept: OrderedDict[Hashable, tuple[str, Body]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, wish: Hashable, tag: str) -> Body | None:
        with self._lock:
            kept, body = self._kept.get(wish, ("", None))
            if kept != tag:
                return None
            self._kept.move_to_end(wish)
            return body

    def keep(self, wish: Hashable, tag: str, body: Body) -> None:
        with self._lock:
            self._drop(wish)
            self._kept[wish] = (tag, body)
            self._octets += len(body.plain)
            while self._octets > self.most_octets:
                self._drop(next(iter(self._kept)))

    def _drop(self, wish: Hashable) -> None:
        if wish in self._kept:
            self._octets -= len(self._kept.pop(wish)[1].plain)
