"""What a simulation found, in numbers: which verdicts change, by rule, by kind of organization and by venue."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from booking.vocabulary import Effect, Status

MOST_LISTED = 500
"""Bookings that are listed one by one; all are counted."""

Found = frozenset[tuple[str, Effect]]
"""The rules that had something to say of a time, and with what effect."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One time: what was said of it, and what would be."""

    was: Status
    would_be: Status
    found: Found
    would_find: Found
    kind: str
    venues: Collection[str]

    @property
    def changed(self) -> bool:
        return self.was is not self.would_be


@dataclass(frozen=True, slots=True)
class JudgedBooking:
    """The times of a booking in the period. `unknown` are rules that need facts that were not kept; `first_form` says
    that the decision was kept by the first version, which knew less; `unreadable` that its facts cannot be read."""

    ref: str
    organization: str
    times: Sequence[Compared]
    unknown: frozenset[str] = frozenset()
    first_form: bool = False
    unreadable: bool = False


@dataclass(slots=True)
class _Count:
    """Times, and bookings that have one of them, by whatever they are counted by."""

    times: Counter[Any] = field(default_factory=Counter)
    bookings: Counter[Any] = field(default_factory=Counter)

    def add(self, keys: Iterable[Any]) -> None:
        """The keys of all times of one booking."""
        own = Counter(keys)
        self.times.update(own)
        self.bookings.update(own.keys())

    def rows(self, *names: str) -> list[dict[str, Any]]:
        """Most first, then by name, so that the same simulation reads the same."""
        ordered = sorted(self.times.items(), key=lambda it: (-it[1], it[0]))
        return [
            {**dict(zip(names, key, strict=True)), "occurrences": count, "bookings": self.bookings[key]}
            for key, count in ordered
        ]


class Report:
    """Counts booking after booking, in memory that does not grow with them."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._statuses, self._rules = _Count(), _Count()
        self._kinds, self._venues = (_Count(), _Count()), (_Count(), _Count())
        self._unknown: Counter[str] = Counter()
        self._listed: list[dict[str, Any]] = []

    def add(self, booking: JudgedBooking) -> None:
        changed = [it for it in booking.times if it.changed]
        self._counts.update(
            bookings=int(bool(booking.times)),
            occurrences=len(booking.times),
            changed_bookings=int(bool(changed)),
            changed_occurrences=len(changed),
            first_form=int(booking.first_form),
            unreadable=int(booking.unreadable),
        )
        self._unknown.update(booking.unknown)
        self._statuses.add((it.was, it.would_be) for it in changed)
        self._rules.add(key for it in booking.times for key in _differences(it))
        for all_or_changed, times in enumerate((booking.times, changed)):
            self._kinds[all_or_changed].add((it.kind,) for it in times)
            self._venues[all_or_changed].add((venue,) for it in times for venue in it.venues)
        if changed and len(self._listed) < MOST_LISTED:
            self._listed.append(_line(booking, changed))

    def data(self) -> dict[str, Any]:
        """As JSON."""
        names = ("bookings", "occurrences", "changed_bookings", "changed_occurrences", "first_form", "unreadable")
        return {
            **{name: self._counts[name] for name in names},
            "statuses": self._statuses.rows("was", "would_be"),
            "rules": self._rules.rows("rule", "effect", "change"),
            "organization_kinds": _with_changed(self._kinds, "kind"),
            "venues": _with_changed(self._venues, "venue"),
            "not_judged": [{"rule": rule, "bookings": count} for rule, count in sorted(self._unknown.items())],
            "changed": self._listed,
        }


def _differences(it: Compared) -> Iterable[tuple[str, str, str]]:
    """Rule, effect, and whether it would be new or gone."""
    if it.found != it.would_find:
        yield from ((rule, effect, "new") for rule, effect in it.would_find - it.found)
        yield from ((rule, effect, "gone") for rule, effect in it.found - it.would_find)


def _with_changed(counts: tuple[_Count, _Count], name: str) -> list[dict[str, Any]]:
    every, changed = counts
    return [
        {
            **row,
            "changed_occurrences": changed.times[(row[name],)],
            "changed_bookings": changed.bookings[(row[name],)],
        }
        for row in every.rows(name)
    ]


def _line(booking: JudgedBooking, changed: Sequence[Compared]) -> dict[str, Any]:
    """What changes for one booking, and by which rules."""
    changes = sorted(Counter((it.was, it.would_be) for it in changed).items())
    rules = {rule for it in changed for rule, _, _ in _differences(it)}
    return {
        "booking": booking.ref,
        "organization": booking.organization,
        "changes": [{"was": was, "would_be": would_be, "occurrences": count} for (was, would_be), count in changes],
        "rules": sorted(rules),
    }
