"""Where, for whom, for what and when a rule applies, and which of two scopes is the more specific."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

from booking.rules.details import KINDS
from booking.rules.facts import Asked, Place, Time
from booking.vocabulary import Access, Audience, BookingKind, Openness, OrganizationKind, Track, VenueKind

_WHERE_RANK = {"space": 4, "venue": 3, "tag": 2, "space_kind": 2, "access": 2, "venue_kind": 1}


@dataclass(frozen=True, slots=True)
class When:
    """The times at which a rule applies; empty means any. `after` and `before` bound the local start of a time.

    `periods` are kinds of named period (school_holiday ...); `public_holidays` asks for such days, or excludes them.
    """

    weekdays: frozenset[int] = frozenset()
    after: time | None = None
    before: time | None = None
    first_day: date | None = None
    last_day: date | None = None
    periods: frozenset[str] = frozenset()
    public_holidays: bool | None = None

    def covers(self, moment: Time, asked: Asked) -> bool:
        day, clock = moment.day, moment.start_local.time()
        return (
            (not self.weekdays or day.weekday() in self.weekdays)
            and (self.after is None or clock >= self.after)
            and (self.before is None or clock < self.before)
            and (self.first_day is None or day >= self.first_day)
            and (self.last_day is None or day <= self.last_day)
            and (self.public_holidays is None or (day in asked.public_holidays) is self.public_holidays)
            and (not self.periods or any(kind in self.periods and day in period for kind, period in asked.periods))
        )


@dataclass(frozen=True)
class Scope:
    """`where`, `who` and `what` map a word to the values that fit; a word that is not there fits everything.

    `least` maps a number, of persons or of a detail, to the least that fits; what was not said fits none.
    """

    where: Mapping[str, frozenset[str]]
    who: Mapping[str, frozenset[str]]
    what: Mapping[str, frozenset[str]]
    when: When | None = None
    least: Mapping[str, int] = field(default_factory=dict)

    def covers(self, asked: Asked, place: Place) -> bool:
        """Whether the rule applies to this request at this place at all; `when` decides for each time."""
        for read, values in self._of_request:
            if read(asked) not in values:
                return False
        return self.reaches(place) and all((_number(asked, word) or 0) >= it for word, it in self.least.items())

    def reaches(self, place: Place) -> bool:
        """Whether the place is one of those that `where` speaks of."""
        return not any(values.isdisjoint(read(place)) for read, values in self._of_place)

    def times(self, asked: Asked) -> Sequence[Time]:
        if self.when is None:
            return asked.times
        return [moment for moment in asked.times if self.when.covers(moment, asked)]

    @cached_property
    def specificity(self) -> tuple[int, int]:
        """The place comes first (space; venue; tag, kind of space or access; kind of venue; anywhere), then how much
        else is said."""
        place = max((_WHERE_RANK[word] for word in self.where), default=0)
        words = len(self.where) + len(self.who) + len(self.what) + len(self.least)
        return place, words + (self.when is not None)

    @cached_property
    def _of_request(self) -> Sequence[tuple[Callable[[Asked], str], frozenset[str]]]:
        who = [(_WHO[word], values) for word, values in self.who.items()]
        return (*who, *((_WHAT[word], values) for word, values in self.what.items()))

    @cached_property
    def _of_place(self) -> Sequence[tuple[Callable[[Place], Collection[str]], frozenset[str]]]:
        return tuple((_WHERE[word], values) for word, values in self.where.items())


def _detail(name: str, asked: Asked) -> str:
    """The detail as a rulebook writes it; empty where it was not said."""
    value = getattr(asked.details, name)
    return "" if value is None else str(value).lower()


def _number(asked: Asked, name: str) -> int | None:
    return asked.people if name == "people" else getattr(asked.details, name)


_WHERE: Mapping[str, Callable[[Place], Collection[str]]] = {
    "space": lambda place: (place.space,),
    "venue": lambda place: (place.venue,),
    "tag": lambda place: place.tags,
    "space_kind": lambda place: (place.kind,),
    "access": lambda place: (place.access,),
    "venue_kind": lambda place: (place.venue_kind,),
}
_WHO: Mapping[str, Callable[[Asked], str]] = {
    "track": lambda asked: asked.track,
    "kind": lambda asked: asked.applicant.kind,
    "organization": lambda asked: asked.applicant.slug,
    "openness": lambda asked: asked.applicant.openness,
    "local": lambda asked: str(asked.applicant.local).lower(),
    "for_disabled": lambda asked: str(asked.applicant.for_disabled).lower(),
}
_WHAT: Mapping[str, Callable[[Asked], str]] = {
    "kind": lambda asked: asked.kind,
    "audience": lambda asked: asked.audience,
    "activity": lambda asked: asked.activity.casefold(),
    **{name: partial(_detail, name) for name, kind in KINDS.items() if kind is bool or issubclass(kind, StrEnum)},
}
NUMBERS = ("people", *(name for name, kind in KINDS.items() if kind is int))
"""What a scope may ask for at least so much of: people_from = 151."""
WORDS: Mapping[str, Mapping[str, Any]] = {
    "where": {
        "space": str,
        "venue": str,
        "tag": str,
        "space_kind": str,
        "access": Access,
        "venue_kind": VenueKind,
    },
    "who": {
        "track": Track,
        "kind": OrganizationKind,
        "organization": str,
        "openness": Openness,
        "local": bool,
        "for_disabled": bool,
    },
    "what": {
        "kind": BookingKind,
        "audience": Audience,
        "activity": str,
        **{name: kind for name, kind in KINDS.items() if name in _WHAT},
    },
}
"""The words of each part of a scope, with the type of their values."""
