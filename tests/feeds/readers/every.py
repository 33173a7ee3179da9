"""Every parser that feeds are read with: what each finds in a calendar has to be the same."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calendars.zone import days
from tests.feeds.readers import in_python, libical, processes
from tests.feeds.reading import COPENHAGEN, Shown

FARTHEST_MOVE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Reader:
    """`times` finds all that begin before a moment (UTC), in any order, and perhaps some that begin later.

    `lacks` says what to install to have it; nothing where it is there.
    """

    name: str
    times: Callable[[str, datetime], Iterable[Shown]]
    lacks: Callable[[], str] = str

    def read(self, text: str, first: date, last: date) -> Sequence[Shown]:
        """Every time that touches these days of the venue, both included."""
        period = days(first, last, COPENHAGEN)
        found = self.times(text, period.end + FARTHEST_MOVE)
        return sorted(it for it in found if it.end > period.start and it.start < period.end)


QUICK = (
    Reader("ical", in_python.with_ical),
    Reader("ical.js", processes.with_ical_js, processes.lacks_javascript),
    Reader("node-ical", processes.with_node_ical, processes.lacks_javascript),
    Reader("libical", libical.with_libical, libical.lacks),
)
READERS = (
    Reader("recurring-ical-events", in_python.with_recurring_ical_events),
    *QUICK,
    Reader("vobject", in_python.with_vobject),
    Reader("khal", processes.with_khal),
)


def read_alike(
    text: str, first: date, last: date, but: Collection[str] = (), readers: Iterable[Reader] = READERS
) -> Sequence[Shown]:
    """What all of these readers find that are there, but for some by name."""
    asked = [it for it in readers if it.name not in but and not it.lacks()]
    found = {it.name: it.read(text, first, last) for it in asked}
    name, wanted = next(iter(found.items()))
    for other, times in found.items():
        differing = [f"{it} {who}" for it in {*times} ^ {*wanted} for who in (name, other) if it in found[who]]
        assert times == wanted, f"{other} and {name} read otherwise: only {sorted(differing)[:6]}"
    return wanted
