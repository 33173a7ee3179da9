"""The parts of a letter in their order: who decided what about whose request; why, where that is owed; what comes
next.
"""

from collections.abc import Iterator, Sequence

from booking.services import letter_guidance, letter_reasons
from booking.services.letter_cases import Kept, Kind
from booking.services.letter_times import LocalTime
from booking.services.letter_words import Words
from booking.vocabulary import Act, Status
from booking.wording import N_

_SUBJECTS = {
    Kind.CONFIRMATION: N_("Confirmation: {activity}, {places}"),
    Kind.RECEIPT: N_("Received: {activity}, {places}"),
    Kind.REFUSAL: N_("Refusal: {activity}, {places}"),
    Kind.PARTIAL: N_("Granted in part: {activity}, {places}"),
    Kind.WITHDRAWAL: N_("Withdrawal of granted time: {activity}, {places}"),
    Kind.DISPLACEMENT: N_("Your time is needed for other use: {activity}, {places}"),
}
_FATES = {
    Status.GRANTED: N_("Granted:"),
    Status.CONDITIONAL: N_("Reserved, on conditions:"),
    Status.HELD: N_("Reserved until an officer has decided:"),
    Status.WAITING: N_("On the waiting list:"),
    Status.NOTED: N_("Noted:"),
    Status.REFUSED: N_("Refused:"),
    Status.CANCELLED: N_("Cancelled:"),
    Status.DISPLACED: N_("Taken back, as the place is needed for other use:"),
}
_WITHDRAWN = N_("Taken back:")
_INSTEAD = N_("Granted instead:")


def subject(words: Words) -> str:
    case = words.case
    return words.say(_SUBJECTS[case.kind], activity=case.asked.activity, places=words.places(case.decisions[0]))


def paragraphs(words: Words) -> Iterator[Sequence[str]]:
    """Each part, as lines."""
    yield _head(words)
    yield _applied(words)
    yield _outcome(words)
    if words.case.kind not in (Kind.CONFIRMATION, Kind.RECEIPT):
        yield from letter_reasons.parts(words)
    yield letter_guidance.part(words)


def _head(words: Words) -> Sequence[str]:
    case = words.case
    values = {"ref": case.ref, "day": case.decided_at.astimezone(case.asked.zone).date(), "officer": case.decider}
    if case.by_rules and case.kind is Kind.RECEIPT:
        decided = N_("Case {ref}. Received {day}.")
    elif case.by_rules:
        decided = N_("Case {ref}. Decided {day} by the municipality's rules, automatically.")
    elif case.decider:
        decided = N_("Case {ref}. Decided {day} by {officer} for the municipality.")
    else:
        decided = N_("Case {ref}. Decided {day} by the municipality.")
    return [words.say(N_("To {organization}"), organization=case.asked.applicant.name), words.say(decided, **values)]


def _applied(words: Words) -> Sequence[str]:
    """What was asked for, or held until now."""
    case, asked = words.case, words.case.asked
    had = case.kind in (Kind.WITHDRAWAL, Kind.DISPLACEMENT)
    template = (
        N_("You had {activity} ({kind}, {audience}, {people:person|persons}):")
        if had
        else N_("You asked for {activity} ({kind}, {audience}, {people:person|persons}):")
    )
    values = {name: getattr(asked, name) for name in ("activity", "kind", "audience", "people")}
    times = [(words.places(it), time) for it in case.decisions if not case.is_instead(it) for time, _ in it.times]
    return [words.say(template, **values), *_listed(words, times)]


def _outcome(words: Words) -> Sequence[str]:
    """What became of each time."""
    by_fate: dict[str, list[tuple[str, LocalTime]]] = {}
    for it in words.case.decisions:
        for time, status in it.times:
            by_fate.setdefault(_fate(words, it, status), []).append((words.places(it), time))
    return [line for fate, times in by_fate.items() for line in (words.say(fate), *_listed(words, times))]


def _fate(words: Words, it: Kept, status: Status) -> str:
    if words.case.is_instead(it):
        return _INSTEAD
    return _WITHDRAWN if it.act is Act.WITHDRAWN else _FATES[status]


def _listed(words: Words, times: Sequence[tuple[str, LocalTime]]) -> Iterator[str]:
    """The times at each place."""
    by_place: dict[str, list[LocalTime]] = {}
    for places, time in times:
        by_place.setdefault(places, []).append(time)
    for places, own in by_place.items():
        yield f"{places}:"
        yield from words.times(own)
