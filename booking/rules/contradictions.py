"""Rules of one id that contradict or repeat each other, or that another always comes before."""

from collections.abc import Iterator, Mapping, Sequence

from booking.rules.details import KINDS
from booking.rules.rulebook import Entry
from booking.rules.scope import WORDS, Scope
from booking.rules.written import Problem, Written

_Numbered = tuple[int, Entry]


def problems(entries: Sequence[Entry], written: Written) -> Iterator[Problem]:
    """Each on the line of the rule that should go."""
    by_id: dict[str, list[_Numbered]] = {}
    for number, entry in enumerate(entries):
        by_id.setdefault(entry.id, []).append((number, entry))
    for together in by_id.values():
        for place, (number, entry) in enumerate(together):
            text = _said_before(entry, together[:place], written) or _never_asked(entry, together, written)
            if text:
                yield Problem(written.line("rule", number), f"{entry.id}: {text}")


def _said_before(entry: Entry, before: Sequence[_Numbered], written: Written) -> str:
    for number, other in before:
        if entry.scope == other.scope:
            line = written.line("rule", number)
            if entry.rule == other.rule:
                return f"says the same as the rule on line {line}; remove one of them"
            return (
                f"contradicts the rule on line {line}, which has the same id and the same scope; "
                "remove one, or give it an id of its own if both are to apply"
            )
    return ""


def _never_asked(entry: Entry, together: Sequence[_Numbered], written: Written) -> str:
    for number, other in together:
        if _hides(other.scope, entry.scope):
            line = written.line("rule", number)
            return f"never applies: the rule on line {line} is more specific and covers all of it; remove one"
    return ""


def _hides(one: Scope, other: Scope) -> bool:
    """Whether the first is more specific and fits wherever and whenever the second does."""
    if one.specificity <= other.specificity:
        return False
    return (
        all(_wider(getattr(one, part), getattr(other, part), part) for part in WORDS)
        and all(other.least.get(word, 0) >= least for word, least in one.least.items())
        and (one.when is None or one.when == other.when)
    )


def _wider(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]], part: str) -> bool:
    return all(values >= other.get(word, _all(part, word, values)) for word, values in one.items())


def _all(part: str, word: str, values: frozenset[str]) -> frozenset[str]:
    """Every value that the word can have; where it is open, or may not be said, there is always one more."""
    kind = WORDS[part][word]
    if (word in KINDS and part == "what") or kind is str:
        return values | {"another value"}
    return frozenset(("true", "false")) if kind is bool else frozenset(kind)
