"""Equal spaces at the same times, judged as if they had been asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from booking.services import equals, facts, offers, places
from booking.services.equals import Fit, Option
from booking.services.judging import Judgement
from booking.services.obstacles import Obstacles
from booking.services.offers import Offer
from booking.services.places import KnownSpace

MOST = 10
"""Spaces that are judged: the nearest of those where something is free."""


def options(session: Session, judgement: Judgement, obstacles: Obstacles) -> Sequence[Option]:
    """Nearest first, those that may bring a lost time; for a request for one space. A constant number of queries."""
    wanted, spaces = judgement.wanted, _equal(session, judgement)
    if not spaces:
        return ()
    instead = replace(wanted, spaces=spaces, needs=(), unit_lanes={})
    plain = replace(judgement.asked, places=facts.places(session, instead))
    left = {place.space: obstacles.left((place,), obstacles.asked.times) for place in plain.places}
    if not any(left.values()):
        return ()
    likely, rulebook = partial(_likely, left), judgement.force.rulebook
    found = offers.bookable(session, instead, plain, judgement.organization, rulebook, likely, judgement.ignoring)
    return [Option((it.space,), wanted.times, frozenset(it.free), {"space": it.space.ref}) for it in found]


def _equal(session: Session, judgement: Judgement) -> tuple[KnownSpace, ...]:
    wanted, asked = judgement.wanted, judgement.asked
    if len(wanted.spaces) > 1:
        return ()
    [own] = wanted.spaces
    fit = Fit(asked.people, asked.layout, asked.lanes, (wanted.setup_minutes, wanted.clear_up_minutes))
    return tuple(equals.spaces(places.of_kind(session, own.kind), own, fit, judgement.force.rulebook.equal))


def _likely(left: Mapping[str, frozenset[int]], found: Sequence[Offer]) -> Sequence[Offer]:
    nearest = [offer for offer in found if offer.free][:MOST]
    return [offer for offer in nearest if not left[offer.space.ref].isdisjoint(offer.free)]
