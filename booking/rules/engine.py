"""The judgement: every rule that applies is asked, none stops at the first "no", and findings become a verdict."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from booking.rules import intrinsic, proposals, sharing
from booking.rules.applying import Applied, applied
from booking.rules.facts import Asked, Place, Taken, Time
from booking.rules.rule import Found, Rule, found
from booking.rules.rulebook import Entry, Rulebook
from booking.rules.verdict import Finding, OccurrenceVerdict, Verdict, outcome_of
from booking.vocabulary import BookingKind, Effect, Status
from booking.wording import N_

_FAILED = N_("This rule could not be judged; an officer decides.")


def judge(rulebook: Rulebook, asked: Asked) -> Verdict:
    """The verdict on a request whose facts are complete. Pure: same rulebook and facts, same verdict."""
    asked = sharing.with_those_apart(rulebook, asked)
    findings = _judged(rulebook, asked)
    effects, by_time, final = _effects(asked, findings), _by_time(findings), _final(asked, findings)
    taken = {taken.time: taken for taken in asked.taken}
    whole = tuple(finding for finding in findings if finding.times is None)
    occurrences = tuple(
        _occurrence(
            asked,
            moment,
            _status(asked, effects[moment.index], moment.index in taken, moment.index in final),
            whole,
            by_time[moment.index],
            taken.get(moment.index),
        )
        for moment in asked.times
    )
    return Verdict(
        outcome_of([occurrence.status for occurrence in occurrences]),
        rulebook.version,
        rulebook.effective_from,
        asked.zone,
        whole,
        occurrences,
    )


def allowed(rulebook: Rulebook, asked: Asked) -> frozenset[int]:
    """The times (indices) that nothing refuses: as much of `judge` as takes no words."""
    effects = _effects(asked, _judged(rulebook, sharing.with_those_apart(rulebook, asked)))
    return frozenset(index for index, its in effects.items() if Effect.REFUSE not in its)


def _occurrence(
    asked: Asked,
    moment: Time,
    status: Status,
    whole: Sequence[Finding],
    findings: Sequence[Finding],
    taken: Taken | None,
) -> OccurrenceVerdict:
    every = (*whole, *findings)
    ways = proposals.proposals(asked, moment, taken, every, status) if taken and taken.holders else ()
    start, end = (it.astimezone(asked.zone) for it in (moment.interval.start, moment.interval.end))
    return OccurrenceVerdict(start, end, status, tuple(findings), tuple(ways))


def _judged(rulebook: Rulebook, asked: Asked) -> Sequence[Finding]:
    """What the rules find, and what stands in the way."""
    ruled = _ruled(rulebook, asked)
    findings = [*ruled, *sharing.findings(asked, _effects(asked, ruled))] if asked.taken else ruled
    return [_noted(finding) for finding in findings] if asked.kind is BookingKind.DEMONSTRATION else findings


def _ruled(rulebook: Rulebook, asked: Asked) -> list[Finding]:
    """What no rulebook can set aside, then what the rules find; those that count come last and know what is lost."""
    ruling = [each for place in asked.places for each in applied(rulebook, asked, place)]
    findings = [*intrinsic.findings(asked), *_findings(asked, (each for each in ruling if not each[0].rule.counts))]
    counting = [each for each in ruling if each[0].rule.counts]
    if counting:
        findings += _findings(replace(asked, lost=_lost(asked, findings)), counting)
    return findings


def _findings(asked: Asked, ruling: Iterable[Applied]) -> Sequence[Finding]:
    found = [
        (place.space, _finding(entry, it, times, asked))
        for entry, place, times in ruling
        for it in _found(entry.rule, asked, place, times)
    ]
    return [finding for _, finding in found] if len(asked.places) == 1 else _by_place(found, asked)


def _found(rule: Rule, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
    """What the rule finds. One that fails allows nothing: an officer decides."""
    try:
        yield from rule.judge(asked, place, times)
    except Exception as error:
        yield found(Effect.REVIEW, _FAILED, times, error=type(error).__name__)


def _finding(entry: Entry, it: Found, times: Sequence[Time], asked: Asked) -> Finding:
    """A finding about the whole request concerns only the times at which its rule applies."""
    concerned = it.times
    if concerned is None and len(times) < len(asked.times):
        concerned = tuple(moment.index for moment in times)
    firm = entry.rule.firm and it.text.template != _FAILED
    return Finding(entry.id, it.effect, it.text, it.remedy, entry.source, concerned, firm=firm)


def _by_place(found: Sequence[tuple[str, Finding]], asked: Asked) -> Sequence[Finding]:
    """What is the same of every place asked for is said once; the rest names its place."""
    distinct: list[tuple[Finding, list[str]]] = []
    for space, finding in found:
        for known, spaces in distinct:
            if known == finding:
                spaces.append(space)
                break
        else:
            distinct.append((finding, [space]))
    everywhere = {place.space for place in asked.places}
    return [named for finding, spaces in distinct for named in _named(finding, spaces, everywhere)]


def _named(finding: Finding, spaces: Sequence[str], everywhere: Set[str]) -> Sequence[Finding]:
    if everywhere == set(spaces):
        return [finding]
    return [replace(finding, place=space) for space in dict.fromkeys(spaces)]


def _lost(asked: Asked, findings: Iterable[Finding]) -> frozenset[int]:
    """Times that are refused or taken; a request that is refused as a whole may yet be mended as a whole."""
    refused = (finding for finding in findings if finding.effect is Effect.REFUSE)
    taken = {taken.time for taken in asked.taken}
    return frozenset(taken.union(*(finding.times or () for finding in refused)))


def _noted(finding: Finding) -> Finding:
    """A demonstration needs no permission (DK-73): what stands in its way is told, unless there is no such time."""
    return finding if finding.rule in intrinsic.TIMES else replace(finding, effect=Effect.INFORM)


def _by_time(findings: Iterable[Finding]) -> Mapping[int, Sequence[Finding]]:
    by_time: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        for index in finding.times or ():
            by_time[index].append(finding)
    return by_time


def _effects(asked: Asked, findings: Sequence[Finding]) -> Mapping[int, set[Effect]]:
    """What the findings about the whole request and those about each time together do to that time."""
    whole = {finding.effect for finding in findings if finding.times is None}
    effects = {moment.index: set(whole) for moment in asked.times}
    for finding in findings:
        for index in finding.times or ():
            effects[index].add(finding.effect)
    return effects


def _final(asked: Asked, findings: Iterable[Finding]) -> Set[int]:
    """The times at which nobody may set aside what refuses them."""
    firm = [finding for finding in findings if finding.firm and finding.effect is Effect.REFUSE]
    if any(finding.times is None for finding in firm):
        return {moment.index for moment in asked.times}
    return {index for finding in firm for index in finding.times or ()}


def _status(asked: Asked, effects: set[Effect], taken: bool, final: bool) -> Status:
    """What the rules refuse waits for an officer where the applicant asks for one, and one may set it aside."""
    if Effect.REFUSE in effects:
        return Status.WAITING if asked.ask_officer and not final else Status.REFUSED
    if asked.kind is BookingKind.DEMONSTRATION:
        return Status.NOTED
    if taken:
        return Status.WAITING
    if Effect.REVIEW in effects or Effect.DISPLACE in effects:
        return Status.HELD
    return Status.CONDITIONAL if Effect.CONDITION in effects else Status.GRANTED
