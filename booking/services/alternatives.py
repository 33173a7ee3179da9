"""The nearest equal alternatives to what could not be granted: other hours, other rooms, ready to be asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from sqlalchemy.orm import Session

from booking.errors import Unavailable
from booking.rules.facts import Time
from booking.rules.verdict import Alternative, OccurrenceVerdict, Proposal, Verdict
from booking.services import moving, obstacles, offers, other_hours, other_spaces
from booking.services.equals import Option
from booking.services.judging import Judgement
from booking.services.unit_of_work import reads
from booking.services.wanted import Wanted
from booking.vocabulary import Way
from booking.wording import N_, Text

MOST = 5
MOST_A_TIME = 2

_OTHER_HOURS = N_("You can have the same place {when}.")
_OTHER_SPACE = N_("You can have {space}, {venue}, at the same time.")
_IN_ORDER = tuple(Way)


@dataclass(frozen=True, slots=True)
class _Options:
    """Each nearest first."""

    hours: Sequence[Option]
    spaces: Sequence[Option]


def added(session: Session, judgement: Judgement) -> Verdict:
    """The verdict with alternatives: for the whole, for each time that is lost, and for those who would have to yield.
    A constant number of queries.
    """
    verdict = judgement.verdict
    had = offers.good(verdict)
    if len(had) == len(verdict.occurrences):
        return verdict
    options = _options(session, judgement, frozenset(range(len(verdict.occurrences))) - had)
    occurrences = tuple(
        said if moment.index in had else _with(said, _instead(moment, options))
        for moment, said in zip(judgement.wanted.times, verdict.occurrences, strict=True)
    )
    better = replace(verdict, occurrences=occurrences, alternatives=_best(judgement.wanted, options, len(had)))
    return moving.added(session, judgement, better)


_read = reads(added)


def afterwards(judgement: Judgement) -> Verdict:
    """As `added`, once what was judged is written or refused and nothing is locked any more. Where alternatives cannot
    be looked for, there are none: the answer stands all the same.
    """
    if len(offers.good(judgement.verdict)) == len(judgement.verdict.occurrences):
        return judgement.verdict
    try:
        return _read(judgement)
    except Unavailable:
        return judgement.verdict


def nearest(session: Session, judgement: Judgement) -> tuple[Alternative, ...]:
    """What is free for some of the times, the most free first, then the nearest."""
    every = frozenset(range(len(judgement.verdict.occurrences)))
    return _best(judgement.wanted, _options(session, judgement, every), 0)


def _options(session: Session, judgement: Judgement, lost: frozenset[int]) -> _Options:
    """What could bring a time that is lost."""
    against = obstacles.of(judgement, lost)
    hours = other_hours.options(session, judgement, against)
    return _Options(hours, other_spaces.options(session, judgement, against))


def _best(wanted: Wanted, options: _Options, had: int) -> tuple[Alternative, ...]:
    """What is free for more times than are had as asked."""
    better = [option for option in (*options.hours, *options.spaces) if len(option.good) > had]
    better.sort(key=lambda option: -len(option.good))
    return tuple(_alternative(wanted, option) for option in better[:MOST])


def _alternative(wanted: Wanted, option: Option) -> Alternative:
    """Its times as the request gave them: by a rule, or one by one."""
    (start, end), *further = (
        (it.interval.start.astimezone(wanted.zone), it.interval.end.astimezone(wanted.zone)) for it in option.times
    )
    return Alternative(
        tuple(space.ref for space in option.spaces),
        start,
        end,
        wanted.request.rrule,
        len(option.good),
        len(option.times),
        option.differs,
        () if wanted.request.rrule else tuple(further),
    )


def _instead(moment: Time, options: _Options) -> Sequence[Proposal]:
    """For one time: the nearest hours and the nearest space, or two of a sort where there is none of the other."""
    hours = (_at_other_hours(option, moment) for option in options.hours if moment.index in option.good)
    spaces = (_elsewhere(option) for option in options.spaces if moment.index in option.good)
    in_turn = chain.from_iterable(zip_longest(hours, spaces))
    return sorted([it for it in in_turn if it is not None][:MOST_A_TIME], key=lambda it: "spaces" in it.change)


def _at_other_hours(option: Option, moment: Time) -> Proposal:
    other = next(it for it in option.times if it.index == moment.index)
    start, end = (wall.isoformat(timespec="minutes") for wall in (other.start_local, other.end_local))
    return Proposal(Way.ALTERNATIVE, Text(_OTHER_HOURS, {"when": other.interval}), {"start": start, "end": end})


def _elsewhere(option: Option) -> Proposal:
    [space] = option.spaces
    text = Text(_OTHER_SPACE, {"space": space.name, "venue": space.venue_name})
    return Proposal(Way.ALTERNATIVE, text, {"spaces": [space.ref]})


def _with(said: OccurrenceVerdict, proposals: Sequence[Proposal]) -> OccurrenceVerdict:
    """Its own and these, in the order in which they are to be tried."""
    ways = sorted((*said.proposals, *proposals), key=lambda it: _IN_ORDER.index(it.way))
    return replace(said, proposals=tuple(ways))
