"""Who may book, and what for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Audience, BookingKind, Effect, OrganizationKind, Track
from booking.wording import N_

Word = TypeVar("Word", bound=str)

_TRACK = N_("{space} is not to be had on this ground: {track}.")
_OTHER_TRACK = N_("It is to be had on these: {tracks}.")
_ORGANIZATION = N_("{space} is not for this kind of organization: {kind}.")
_OTHER_ORGANIZATION = N_("It is for: {kinds}.")
_PURPOSE = N_("{space} is not for this use: {kind}.")
_OTHER_PURPOSE = N_("It is for: {kinds}.")
_AUDIENCE = N_("{space} is not for this audience: {audience}.")
_OTHER_AUDIENCE = N_("It is for: {audiences}.")
_FOREIGN = N_("{organization} does not belong to the municipality.")
_LET = N_("Ask for it for rent, or together with an association that belongs here.")


@dataclass(frozen=True, kw_only=True)
class Tracks(Rule, id="tracks"):
    """The legal ground of the booking is one on which the place can be had.

    - tracks: own_use, assignment, lending, letting. Private parties are let, never lent.
    - effect: what happens on another ground (refuse).

    Source: DK-01, DK-05; Folkeoplysningsloven § 21.
    """

    tracks: frozenset[Track]
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.track not in self.tracks:
            values = {"space": place.name, "track": asked.track, "tracks": _in_order(self.tracks)}
            yield found(self.effect, _TRACK, None, _OTHER_TRACK, **values)


@dataclass(frozen=True, kw_only=True)
class OrganizationKinds(Rule, id="organization-kinds"):
    """The organization is of a kind that may book here.

    - kinds: association, adult_education, network, ad_hoc_group, institution, company, citizen.
    - effect: what happens to other kinds (refuse).

    Source: DK-06, DK-46.
    """

    kinds: frozenset[OrganizationKind]
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        kind = asked.applicant.kind
        if kind not in self.kinds:
            values = {"space": place.name, "kind": kind, "kinds": _in_order(self.kinds)}
            yield found(self.effect, _ORGANIZATION, None, _OTHER_ORGANIZATION, **values)


@dataclass(frozen=True, kw_only=True)
class BookingKinds(Rule, id="booking-kinds"):
    """The use is one that the place is there for.

    - kinds: training, teaching, match, tournament, meeting, rehearsal, public_event, market, overnight ...
    - effect: what happens to other uses (refuse).

    Source: DK-05, DK-46.
    """

    kinds: frozenset[BookingKind]
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.kind not in self.kinds:
            values = {"space": place.name, "kind": asked.kind, "kinds": _in_order(self.kinds)}
            yield found(self.effect, _PURPOSE, None, _OTHER_PURPOSE, **values)


@dataclass(frozen=True, kw_only=True)
class Audiences(Rule, id="audiences"):
    """Those who come are of an age that the place, or the hour, is for.

    - audiences: children, young, adults, seniors, mixed.
    - effect: what happens to others (refuse).

    Source: DK-16.
    """

    audiences: frozenset[Audience]
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.audience not in self.audiences:
            values = {"space": place.name, "audience": asked.audience, "audiences": _in_order(self.audiences)}
            yield found(self.effect, _AUDIENCE, None, _OTHER_AUDIENCE, **values)


@dataclass(frozen=True, kw_only=True)
class Local(Rule, id="local"):
    """The organization belongs to the municipality; those who take part need not.

    - effect: what happens to others (review).

    Source: DK-09; Folkeoplysningsloven §§ 4 and 43.
    """

    effect: Effect = Effect.REVIEW

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if not asked.applicant.local:
            yield found(self.effect, _FOREIGN, None, _LET, organization=asked.applicant.name)


def _in_order(words: frozenset[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words))
