"""Several who wait for the same place at the same time: whom nobody comes before, and who cannot be told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booking.model import Booking, Occurrence
from booking.rules.waiting import Waiting, comes_first
from calendars.intervals import Interval


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A waiting time of a booking that could be had now; `whole` is `core` with its set-up and clear-up."""

    booking: Booking
    occurrence: Occurrence
    standing: Waiting
    units: frozenset[int]
    core: Interval
    whole: Interval


Rivals = Mapping[Fit, Sequence[Fit]]
"""Who else wants each of them."""


def rivals(fits: Sequence[Fit]) -> Rivals:
    """For each those of other bookings that want one of its units at the same time, though lanes may do for both."""
    found: dict[Fit, list[Fit]] = {fit: [] for fit in fits}
    by_start = sorted(fits, key=lambda fit: fit.whole)
    for number, one in enumerate(by_start):
        for other in by_start[number + 1 :]:
            if other.whole.start >= one.whole.end:
                break
            if _contend(one, other):
                found[one].append(other)
                found[other].append(one)
    return found


def unbeaten(rivals: Rivals) -> Sequence[Fit]:
    """Those before whom no rival comes."""
    return [
        one for one, others in rivals.items() if not any(comes_first(other.standing, one.standing) for other in others)
    ]


def groups(fits: Sequence[Fit], rivals: Rivals) -> Sequence[Sequence[Fit]]:
    """These parted into those that contend with each other, directly or through others of them."""
    left, found = dict.fromkeys(fits), []
    while left:
        group = [next(iter(left))]
        del left[group[0]]
        for one in group:
            for other in rivals[one]:
                if other in left:
                    del left[other]
                    group.append(other)
        found.append(group)
    return found


def _contend(one: Fit, other: Fit) -> bool:
    """Set-up and clear-up of two may be at the same time."""
    meet = one.core.overlaps(other.whole) or one.whole.overlaps(other.core)
    return meet and one.booking is not other.booking and not one.units.isdisjoint(other.units)
