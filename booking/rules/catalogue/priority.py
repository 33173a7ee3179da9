"""Who comes before whom where a time is taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from booking.rules.facts import Asked, Holder, Place, Taken, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Audience, BookingKind, Effect, Track
from booking.wording import N_, Text


class Rank(StrEnum):
    """What a party is when it comes to who comes first; it is of the first rank in the list that fits."""

    OVERRIDING = "overriding"
    OWN_USE = "own_use"
    CHILDREN = "children"
    ADULT_EDUCATION = "adult_education"
    ADULTS = "adults"
    LENDING = "lending"
    LETTING = "letting"


STATUTORY = (
    Rank.OVERRIDING,
    Rank.OWN_USE,
    Rank.CHILDREN,
    Rank.ADULT_EDUCATION,
    Rank.ADULTS,
    Rank.LENDING,
    Rank.LETTING,
)

_NAMES: Mapping[Rank, str] = {
    Rank.OVERRIDING: N_("what cannot wait"),
    Rank.OWN_USE: N_("the municipality's own use"),
    Rank.CHILDREN: N_("children and young people"),
    Rank.ADULT_EDUCATION: N_("adult education"),
    Rank.ADULTS: N_("activities for adults"),
    Rank.LENDING: N_("lending to groups and networks"),
    Rank.LETTING: N_("letting for rent"),
}
_COMES_FIRST = N_("The place is taken. The order is normally {yours} before {theirs}: an officer decides.")
_CHOOSE_FREE_TIME = N_("Choose a time that is free to be answered at once.")
_TOO_LATE = N_(
    "The place is taken. The order is normally {yours} before {theirs}, but those who have it must be told "
    "{notice_days:day|days} before."
)
_CHOOSE_LATER = N_("Choose a free time, or one that lies {notice_days:day|days} ahead.")

_YOUTH = (Audience.CHILDREN, Audience.YOUNG)


class _Party(Protocol):
    """What the one who asks and the one who holds have in common."""

    @property
    def track(self) -> Track: ...
    @property
    def kind(self) -> BookingKind: ...
    @property
    def audience(self) -> Audience: ...


_FITS: Mapping[Rank, Callable[[_Party], bool]] = {
    Rank.OVERRIDING: lambda party: party.track is Track.OWN_USE and party.kind is BookingKind.MAINTENANCE,
    Rank.OWN_USE: lambda party: party.track is Track.OWN_USE,
    Rank.CHILDREN: lambda party: (
        party.audience in _YOUTH and party.track is not Track.LETTING and party.kind is not BookingKind.PRIVATE
    ),
    Rank.ADULT_EDUCATION: lambda party: party.track is Track.ASSIGNMENT and party.kind is BookingKind.TEACHING,
    Rank.ADULTS: lambda party: party.track is Track.ASSIGNMENT,
    Rank.LENDING: lambda party: party.track is Track.LENDING,
    Rank.LETTING: lambda party: party.track is Track.LETTING,
}


@dataclass(frozen=True, kw_only=True)
class Priority(Rule, id="priority"):
    """Where a time is taken by others who all come later in order, it waits for an officer, who may move them.

    It proposes and never decides: the order holds "normally", and those who have the time are a party to the case.

    - ranks: the order, first come first: overriding (maintenance), own_use, children (with young people),
      adult_education, adults, lending, letting. Who fits none comes last.
    - may_displace: ranks that may take a time from others (overriding, own_use, children).
    - notice_days: local days between today and the time, so that those displaced can be told (14).
    - without_notice: ranks that need not wait for it (overriding).

    Source: DK-10, DK-11, DK-13, DK-14, DK-47, DK-51; Folkeoplysningsloven § 21(3).
    """

    ranks: tuple[Rank, ...] = STATUTORY
    may_displace: frozenset[Rank] = frozenset({Rank.OVERRIDING, Rank.OWN_USE, Rank.CHILDREN})
    notice_days: int = 14
    without_notice: frozenset[Rank] = frozenset({Rank.OVERRIDING})

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        mine = self._rank(asked)
        if mine is None or mine not in self.may_displace:
            return
        taken = {taken.time: taken for taken in asked.taken if taken.holders}
        notice = timedelta(days=0 if mine in self.without_notice else self.notice_days)
        for moment in times:
            held = taken.get(moment.index)
            if held and all(self._after(mine, holder) for holder in held.holders):
                values = {"yours": _name(mine), "theirs": self._theirs(held), "notice_days": notice.days}
                if moment.day - asked.today >= notice:
                    yield found(Effect.DISPLACE, _COMES_FIRST, [moment], _CHOOSE_FREE_TIME, **values)
                else:
                    yield found(Effect.INFORM, _TOO_LATE, [moment], _CHOOSE_LATER, **values)

    def _rank(self, party: _Party) -> Rank | None:
        return next((rank for rank in self.ranks if _FITS[rank](party)), None)

    def _after(self, mine: Rank, holder: Holder) -> bool:
        theirs = self._rank(holder)
        return theirs is None or self.ranks.index(mine) < self.ranks.index(theirs)

    def _theirs(self, held: Taken) -> tuple[Text, ...]:
        ranks = [rank for rank in map(self._rank, held.holders) if rank is not None]
        return tuple(_name(rank) for rank in sorted(set(ranks), key=self.ranks.index)) or (Text(N_("others")),)


def _name(rank: Rank) -> Text:
    return Text(_NAMES[rank])
