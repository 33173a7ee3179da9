"""Which closures touch a period, and which of a venue's spaces they concern."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from booking.model import Space
from booking.services.hours import Hours
from calendars.intervals import Interval


@dataclass(frozen=True, slots=True)
class Shut:
    """A closure with its published reason; `spaces` are the names of those it concerns, none for all."""

    interval: Interval
    reason: str
    spaces: tuple[str, ...]


def shut(spaces: Iterable[Space], open_at: Mapping[int, Hours], period: Interval) -> tuple[Shut, ...]:
    """By start; `open_at` has the hours of each space by id."""
    concerned: dict[tuple[Interval, str], list[str]] = {}
    spaces = list(spaces)
    for space in spaces:
        for closing in open_at[space.id].closings:
            if closing.interval.overlaps(period):
                concerned.setdefault((closing.interval, closing.reason), []).append(space.name)
    return tuple(
        Shut(interval, reason, () if len(names) == len(spaces) else tuple(names))
        for (interval, reason), names in sorted(concerned.items())
    )
