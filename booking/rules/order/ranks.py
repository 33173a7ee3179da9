"""The ranks of parties (Folkeoplysningsloven § 21(3)-(4), and what municipalities add), and who is of which."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from booking.rules.order.party import Party
from booking.vocabulary import Audience, BookingKind, OrganizationKind, Track
from booking.wording import N_


class Rank(StrEnum):
    """What a party is when it comes to who comes first; it is of the first rank in the list that fits."""

    OVERRIDING = "overriding"
    OWN_USE = "own_use"
    FOR_DISABLED = "for_disabled"
    CHILDREN = "children"
    ADULT_EDUCATION = "adult_education"
    ADULTS = "adults"
    LENDING = "lending"
    LETTING = "letting"


STATUTORY = (
    Rank.OVERRIDING,
    Rank.OWN_USE,
    Rank.FOR_DISABLED,
    Rank.CHILDREN,
    Rank.ADULT_EDUCATION,
    Rank.ADULTS,
    Rank.LENDING,
    Rank.LETTING,
)
NAMES: Mapping[Rank, str] = {
    Rank.OVERRIDING: N_("what cannot wait"),
    Rank.OWN_USE: N_("the municipality's own use"),
    Rank.FOR_DISABLED: N_("activities for disabled people in premises suited to them"),
    Rank.CHILDREN: N_("children and young people"),
    Rank.ADULT_EDUCATION: N_("adult education"),
    Rank.ADULTS: N_("activities for adults"),
    Rank.LENDING: N_("lending to groups and networks"),
    Rank.LETTING: N_("letting for rent"),
}
OTHERS = N_("others")


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a municipality says of its ranks; see rule `priority`. `adapted`: the place is suited to disabled people."""

    overriding_activities: Collection[str]
    own_use_kinds: Collection[BookingKind]
    young_share: int
    adapted: bool


def fits(rank: Rank, party: Party, ranking: Ranking) -> bool:
    return _FITS[rank](party, ranking)


def is_about(activity: str, words: Collection[str]) -> bool:
    """Whether one of the words, or phrases, stands in the activity as whole words, in whatever case."""
    said = _plain(activity)
    return any(_plain(word) in said for word in words)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return f" {' '.join(letters.split())} "


def _overriding(party: Party, ranking: Ranking) -> bool:
    return party.track is Track.OWN_USE and (
        party.kind is BookingKind.MAINTENANCE or is_about(party.activity, ranking.overriding_activities)
    )


def _own_use(party: Party, ranking: Ranking) -> bool:
    return party.track is Track.OWN_USE and (not ranking.own_use_kinds or party.kind in ranking.own_use_kinds)


def _shared(party: Party) -> bool:
    """Not rented, and not for a private party."""
    return party.track is not Track.LETTING and party.kind is not BookingKind.PRIVATE


def _young(party: Party, ranking: Ranking) -> bool:
    """Children and young people are as many of those who come as is asked, where their number was said."""
    if party.young_people is None or not party.people:
        return party.audience in (Audience.CHILDREN, Audience.YOUNG)
    enough = party.young_people * 100 >= ranking.young_share * party.people
    return enough and party.audience in (Audience.CHILDREN, Audience.YOUNG, Audience.MIXED)


def _adult_education(party: Party) -> bool:
    return party.track is Track.ASSIGNMENT and (
        party.organization_kind is OrganizationKind.ADULT_EDUCATION or party.kind is BookingKind.TEACHING
    )


_FITS: Mapping[Rank, Callable[[Party, Ranking], bool]] = {
    Rank.OVERRIDING: _overriding,
    Rank.OWN_USE: _own_use,
    Rank.FOR_DISABLED: lambda party, ranking: party.for_disabled and ranking.adapted and _shared(party),
    Rank.CHILDREN: lambda party, ranking: _young(party, ranking) and _shared(party),
    Rank.ADULT_EDUCATION: lambda party, _: _adult_education(party),
    Rank.ADULTS: lambda party, _: party.track in (Track.ASSIGNMENT, Track.OWN_USE),
    Rank.LENDING: lambda party, _: party.track is Track.LENDING,
    Rank.LETTING: lambda party, _: party.track is Track.LETTING,
}
