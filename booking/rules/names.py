"""Whether the venues, spaces, tags, organizations and periods that a rulebook speaks of exist."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from booking.rules.facts import Place
from booking.rules.rulebook import Entry, Rulebook
from booking.rules.values import nearest
from booking.rules.written import Problem, Written

_WHERE = {"space": "space", "venue": "venue", "tag": "tag", "space_kind": "kind of space"}
_FREE = frozenset({"tag", "kind of space", "kind of period"})
"""Words that come into being where they are used: a rulebook may speak of them first."""
_PERIODS = {("named-periods", "kind"), ("horizon", "period")}
"""Parameters that name a kind of period."""


@dataclass(frozen=True, slots=True)
class Known:
    """What there is: every space as a place, and names of the rest."""

    places: Sequence[Place]
    venues: Collection[str]
    organizations: Collection[str]
    periods: Collection[str]

    def names(self, what: str) -> Collection[str]:
        match what:
            case "space":
                return {place.space for place in self.places}
            case "venue":
                return self.venues
            case "tag":
                return {tag for place in self.places for tag in place.tags}
            case "kind of space":
                return {place.kind for place in self.places}
            case "organization":
                return self.organizations
            case _:
                return self.periods


def problems(rulebook: Rulebook, written: Written, known: Known) -> Iterator[Problem]:
    """Names that do not exist, each where it is first said and with the nearest that does, and places that no space
    is.
    """
    names = {what: known.names(what) for what in (*_WHERE.values(), "organization", "kind of period")}
    said: set[tuple[str, str]] = set()
    for number, entry in enumerate(rulebook.entries):
        named = sorted(_named(entry))
        unknown = [(what, key, word) for what, key, word in named if word not in names[what]]
        for what, key, word in unknown:
            if (what, word) not in said:
                said.add((what, word))
                yield _unknown(written.line("rule", number, *key.split(".")), entry.id, what, word, names[what])
        if not unknown and entry.scope.where and not any(entry.scope.reaches(place) for place in known.places):
            text = "never applies: no space fits everything that where says; leave some of it out"
            yield Problem(written.line("rule", number, "where"), f"{entry.id}: {text}", remark=True)


def _named(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """What is named, by which key, and its name."""
    for word, what in _WHERE.items():
        yield from ((what, f"where.{word}", name) for name in entry.scope.where.get(word, ()))
    yield from (("organization", "who.organization", name) for name in entry.scope.who.get("organization", ()))
    if entry.scope.when:
        yield from (("kind of period", "when.periods", name) for name in entry.scope.when.periods)
    for key, value in _parameters(entry).items():
        if key.endswith("tags") and isinstance(value, frozenset):
            yield from (("tag", key, name) for name in value)
        elif (entry.rule.id, key) in _PERIODS and value:
            yield "kind of period", key, str(value)


def _parameters(entry: Entry) -> Mapping[str, object]:
    return vars(entry.rule)


def _unknown(line: int, rule: str, what: str, word: str, names: Collection[str]) -> Problem:
    """A word that may yet come into being is only remarked on."""
    remark = what in _FREE
    guess = nearest(word, sorted(names))
    hint = "; nothing has it yet" if remark and "did you mean" not in guess else guess
    return Problem(line, f'{rule}: there is no {what} "{word}"{hint}', remark)
