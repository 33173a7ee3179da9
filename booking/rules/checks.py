"""What is wrong with a rulebook beyond its words: rules that never apply, that contradict, that say nothing of why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta

from booking.rules import contradictions, examples
from booking.rules.rule import Basis, catalogue
from booking.rules.rulebook import MOST_PROBLEMS, Entry, Rulebook, understood
from booking.rules.scope import When
from booking.rules.written import Problem, RulebookError, Written, parsed

_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in the text, by line; the rulebook is None where it cannot be understood."""

    written: Written | None
    rulebook: Rulebook | None
    problems: Sequence[Problem]


def checked(text: str) -> Checked:
    """Everything there is to say of the text, its own examples included. Raises nothing."""
    written = None
    try:
        written = parsed(text)
        rulebook = understood(written)
    except RulebookError as error:
        return Checked(written, None, error.problems)
    found = [*_senses(rulebook, written), *examples.problems(rulebook, written)]
    return Checked(written, rulebook, in_order(found))


def in_order(problems: Sequence[Problem]) -> Sequence[Problem]:
    """By line, and no more of them than anybody reads; those that matter are never left out for remarks."""
    kept = sorted(problems, key=lambda problem: problem.remark)[:MOST_PROBLEMS]
    return sorted(kept, key=lambda problem: problem.line)


def _senses(rulebook: Rulebook, written: Written) -> Iterator[Problem]:
    for number, entry in enumerate(rulebook.entries):
        for check in _CHECKS:
            for key, text in check(entry, rulebook):
                line = written.line("rule", number, *key.split("."))
                yield Problem(line, f"{entry.id}: {text}", remark=check in _REMARKS)
    yield from contradictions.problems(rulebook.entries, written)


def _without_source(entry: Entry, _: Rulebook) -> Iterator[tuple[str, str]]:
    if not entry.source.strip():
        yield "use", "no source; a refusal must say what it rests on, so name the decision or the law"


def _in_the_name_of_another(entry: Entry, _: Rulebook) -> Iterator[tuple[str, str]]:
    if entry.id != entry.rule.id and entry.id in catalogue():
        yield "id", f"takes the place of the rule {entry.id} where both apply; if they are to join, choose another id"


def _nothing(entry: Entry, _: Rulebook) -> Iterator[tuple[str, str]]:
    """Numbers that a rule cannot do without, and that are none."""
    for field in fields(entry.rule):  # type: ignore[arg-type]
        if field.type is int and field.default is MISSING and getattr(entry.rule, field.name) == 0:
            yield field.name, f"{field.name} = 0 refuses everything or nothing; use not-allowed, or remove the rule"


def _over(entry: Entry, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    last_day = entry.scope.when.last_day if entry.scope.when else None
    if last_day and last_day < rulebook.effective_from and entry.basis is Basis.USE:
        yield "when.last_day", f"never applies: {last_day} is before the rulebook is in force; remove the rule"


def _parameters(entry: Entry, _: Rulebook) -> Iterator[tuple[str, str]]:
    yield from (("use", text) for text in entry.rule.contradictions())


def _never(entry: Entry, _: Rulebook) -> Iterator[tuple[str, str]]:
    """Times and places that cannot be."""
    when, where = entry.scope.when, entry.scope.where
    if when and when.after and when.before and when.before <= when.after:
        yield "when.before", "never applies: before is not after after; make two rules for a window over midnight"
    if when and when.first_day and when.last_day:
        if when.last_day < when.first_day:
            yield "when.last_day", "never applies: last_day is before first_day; exchange them"
        elif not _has_weekday(when, when.first_day, when.last_day):
            yield "when.weekdays", "never applies: none of the weekdays lies between first_day and last_day"
    if "space" in where and "venue" in where and not _of_venues(where):
        yield "where.space", "never applies: none of the spaces is in the venue; leave out the venue"


def _has_weekday(when: When, first: date, last: date) -> bool:
    days = range(min((last - first).days + 1, _WEEK))
    return not when.weekdays or any((first + number * _DAY).weekday() in when.weekdays for number in days)


def _of_venues(where: Mapping[str, frozenset[str]]) -> bool:
    return any(space.partition("/")[0] in where["venue"] for space in where["space"])


_CHECKS: Sequence[Callable[[Entry, Rulebook], Iterator[tuple[str, str]]]] = (
    _never,
    _parameters,
    _without_source,
    _in_the_name_of_another,
    _nothing,
    _over,
)
_REMARKS = (_without_source, _in_the_name_of_another, _nothing, _over)
