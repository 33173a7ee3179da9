"""What the rules say where times of a booking are given back: that it is late, or too late without an officer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from booking.model import Booking, Occurrence
from booking.rules import cancelling
from booking.rules.verdict import Finding
from booking.services import facts, organizations, places, rejudging, rulebooks, rulings, wanted
from booking.vocabulary import Status

GRANTED = frozenset({Status.GRANTED, Status.CONDITIONAL})


def findings(
    session: Session, row: Booking, occurrences: Sequence[Occurrence], now: datetime
) -> Mapping[int, Sequence[Finding]]:
    """What is said of each of these occurrences (id) if it is cancelled now; nothing of those that are in time, and of
    those that were never granted.
    """
    said: dict[int, list[Finding]] = {}
    for group in rulings.by_spaces(it for it in occurrences if it.status in GRANTED):
        for finding in _judged(session, row, group, now):
            for index in finding.times or ():
                said.setdefault(group[index].id, []).append(finding)
    return said


def _judged(session: Session, row: Booking, group: Sequence[Occurrence], now: datetime) -> Sequence[Finding]:
    """Without the lanes that it has, as spaces may have been given others since: they are given back all the same."""
    refs = tuple(f"{space.venue.slug}/{space.slug}" for space in group[0].spaces)
    times = tuple(rejudging.time(number, it.starts_local, it.ends_local, row) for number, it in enumerate(group))
    request = replace(rejudging.request_of(row), spaces=refs, lanes=None)
    wish = wanted.wanted(request, places.known(session, refs), times)
    days = {moment.day for moment in times}
    book = rulebooks.applying(session, wish.spaces[0].rulebook, now.astimezone(wish.zone).date(), days).rulebook
    if not cancelling.rules(book):
        return ()
    organization = organizations.known(session, row.organization.slug)
    return cancelling.judge(book, facts.told(session, wish, organization, now))
