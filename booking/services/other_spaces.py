"""Equal spaces at the same times, judged as if they had been asked for."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from booking.services import equals, offers
from booking.services.equals import Fit, Option
from booking.services.judging import Judgement
from booking.services.offers import Offer
from booking.services.places import KnownSpace

MOST = 10
"""Spaces that are judged: the nearest of those where something is free."""


def options(session: Session, judgement: Judgement, known: Sequence[KnownSpace]) -> Sequence[Option]:
    """Nearest first; for a request for one space. A constant number of queries."""
    wanted, rulebook, asked = judgement.wanted, judgement.force.rulebook, judgement.asked
    fit = Fit(asked.people, asked.layout, asked.lanes, (wanted.setup_minutes, wanted.clear_up_minutes))
    spaces = equals.spaces(known, wanted.spaces[0], fit, rulebook.equal)
    if len(wanted.spaces) > 1 or not spaces:
        return ()
    instead = replace(wanted, spaces=tuple(spaces), needs=(), unit_lanes={})
    found = offers.bookable(
        session, instead, judgement.organization, rulebook, asked.now, _likely, judgement.ignoring, asked.asked_at
    )
    return [Option((it.space,), wanted.times, frozenset(it.free), {"space": it.space.ref}) for it in found]


def _likely(found: Sequence[Offer]) -> Sequence[Offer]:
    return [offer for offer in found if offer.free][:MOST]
