"""An order between parties: stated criteria, of which the first by which two parties differ says who comes first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from booking.rules.facts import Place
from booking.rules.order import ranks
from booking.rules.order.party import Party
from booking.rules.order.ranks import STATUTORY, Rank, Ranking
from booking.vocabulary import Audience, BookingKind, Openness
from booking.wording import N_, Text


class Criterion(StrEnum):
    """Something by which one party comes before another."""

    RANK = "rank"
    OCCASION = "occasion"
    NEEDS_PLACE = "needs_place"
    AGE = "age"
    YOUTH_CLUBS = "youth_clubs"
    OPENNESS = "openness"
    LOCAL = "local"
    LAST_USE = "last_use"
    RECEIVED = "received"


Name = Text | StrEnum


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a party stands by one criterion: the least number comes first. `name` is what such parties are called."""

    number: int
    name: Name


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion by which two parties differ; `first`: the one who asks comes first by it."""

    criterion: Criterion
    yours: Name
    theirs: Name
    first: bool


@dataclass(frozen=True, slots=True)
class Contest:
    """What two parties contend for: a place, from an hour (wall clock) on."""

    place: Place
    hour: time


@dataclass(frozen=True, kw_only=True)
class Order:
    """What the parameters mean is said of rule `priority`."""

    ranks: tuple[Rank, ...] = STATUTORY
    criteria: tuple[Criterion, ...] = (Criterion.RANK, Criterion.RECEIVED)
    overriding_activities: frozenset[str] = frozenset()
    own_use_kinds: frozenset[BookingKind] = frozenset()
    adapted_tag: str = "handicapegnet"
    young_share: int = 50
    youth_until: time | None = None
    occasions: tuple[BookingKind, ...] = (BookingKind.TOURNAMENT, BookingKind.MATCH, BookingKind.PUBLIC_EVENT)
    needs_place: frozenset[str] = frozenset()
    youth_club_percent: int = 25
    unused_percent: int = 25
    late_hours: int = 48
    least_times: int = 8

    def differences(self, mine: Party, theirs: Party, contest: Contest) -> Sequence[Difference]:
        """In the order of the criteria; empty where the claims are equal."""
        pairs = ((it, _OF[it](self, mine, contest), _OF[it](self, theirs, contest)) for it in self.criteria)
        return [
            Difference(criterion, one.name, other.name, one.number < other.number)
            for criterion, one, other in pairs
            if one and other and one.number != other.number
        ]

    def rank(self, party: Party, place: Place) -> Rank | None:
        """The first rank in the list that fits; None if the party stands outside the order."""
        ranking = Ranking(
            self.overriding_activities, self.own_use_kinds, self.young_share, self.adapted_tag in place.tags
        )
        return next((rank for rank in self.ranks if ranks.fits(rank, party, ranking)), None)

    def _by_rank(self, party: Party, contest: Contest) -> Standpoint:
        """From the hour on from which children no longer come first, they come next after adults (DK-16)."""
        rank = self.rank(party, contest.place)
        if rank is None:
            return Standpoint(2 * len(self.ranks), Text(ranks.OTHERS))
        number = 2 * self.ranks.index(rank)
        late = self.youth_until is not None and contest.hour >= self.youth_until
        if late and rank is Rank.CHILDREN and Rank.ADULTS in self.ranks:
            number = max(number, 2 * self.ranks.index(Rank.ADULTS) + 1)
        return Standpoint(number, Text(ranks.NAMES[rank]))

    def _by_occasion(self, party: Party, _: Contest) -> Standpoint:
        listed = party.kind in self.occasions
        return Standpoint(self.occasions.index(party.kind) if listed else len(self.occasions), party.kind)

    def _by_need(self, party: Party, _: Contest) -> Standpoint:
        needs = ranks.is_about(party.activity, self.needs_place)
        return _NEEDS if needs else _COULD_BE_ELSEWHERE

    def _by_age(self, party: Party, contest: Contest) -> Standpoint | None:
        if self.rank(party, contest.place) is not Rank.CHILDREN or party.audience is Audience.MIXED:
            return None
        return Standpoint(int(party.audience is Audience.YOUNG), party.audience)

    def _by_club(self, party: Party, contest: Contest) -> Standpoint | None:
        """Of adults only, where the club's members are known (DK-15)."""
        if not party.members or self.rank(party, contest.place) is not Rank.ADULTS:
            return None
        young = party.young_members * 100 >= self.youth_club_percent * party.members
        return _WITH_YOUTH if young and party.young_members else _WITHOUT_YOUTH

    def _by_openness(self, party: Party, _: Contest) -> Standpoint:
        return _OPEN[party.openness]

    def _by_home(self, party: Party, _: Contest) -> Standpoint:
        return _FROM_HERE if party.local else _FROM_ELSEWHERE

    def _by_use(self, party: Party, _: Contest) -> Standpoint:
        return _UNUSED if party.left_unused else _USED

    def _by_arrival(self, party: Party, _: Contest) -> Standpoint:
        return _ASKED_FIRST if party.has_it else _ASKED_LATER


_OF: Mapping[Criterion, Callable[[Order, Party, Contest], Standpoint | None]] = {
    Criterion.RANK: Order._by_rank,
    Criterion.OCCASION: Order._by_occasion,
    Criterion.NEEDS_PLACE: Order._by_need,
    Criterion.AGE: Order._by_age,
    Criterion.YOUTH_CLUBS: Order._by_club,
    Criterion.OPENNESS: Order._by_openness,
    Criterion.LOCAL: Order._by_home,
    Criterion.LAST_USE: Order._by_use,
    Criterion.RECEIVED: Order._by_arrival,
}
_NEEDS = Standpoint(0, Text(N_("what needs this place")))
_COULD_BE_ELSEWHERE = Standpoint(1, Text(N_("what can be elsewhere")))
_WITH_YOUTH = Standpoint(0, Text(N_("adults in clubs with young members")))
_WITHOUT_YOUTH = Standpoint(1, Text(N_("adults in clubs without")))
_OPEN: Mapping[Openness, Standpoint] = {
    Openness.OPEN: Standpoint(0, Text(N_("associations open to everyone"))),
    Openness.LIMITED: Standpoint(1, Text(N_("associations open to some"))),
    Openness.CLOSED: Standpoint(2, Text(N_("closed circles"))),
}
_FROM_HERE = Standpoint(0, Text(N_("those who belong to the municipality")))
_FROM_ELSEWHERE = Standpoint(1, Text(N_("those from elsewhere")))
_USED = Standpoint(0, Text(N_("those who used the times they had")))
_UNUSED = Standpoint(1, Text(N_("those who left many of their times unused")))
_ASKED_FIRST = Standpoint(0, Text(N_("those who asked first")))
_ASKED_LATER = Standpoint(1, Text(N_("those who asked later")))
