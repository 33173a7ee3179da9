"""The judgement on giving time back: rules of their own, which are not asked about requests."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace

from booking.rules.applying import applied
from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule
from booking.rules.rulebook import Entry, Rulebook
from booking.rules.verdict import Finding


class CancellingRule(Rule):
    """A rule that has nothing to say of a request, but of the times that are given back."""

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        return iter(())

    @abstractmethod
    def judge_cancelling(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        """What the rule finds where these times are given back at `asked.now`."""


def judge(rulebook: Rulebook, asked: Asked) -> Sequence[Finding]:
    """What the rules find where all times of `asked` are given back at its `now`; what they say of several places is
    said once.
    """
    only = replace(rulebook, entries=rules(rulebook))
    findings: list[Finding] = []
    for place in asked.places:
        findings += (it for it in _findings(only, asked, place) if it not in findings)
    return findings


def rules(rulebook: Rulebook) -> tuple[Entry, ...]:
    """Those of the rulebook's rules that are asked where time is given back."""
    return tuple(entry for entry in rulebook.entries if isinstance(entry.rule, CancellingRule))


def _findings(rulebook: Rulebook, asked: Asked, place: Place) -> Iterator[Finding]:
    for entry, _, times in applied(rulebook, asked, place):
        assert isinstance(entry.rule, CancellingRule)
        for it in entry.rule.judge_cancelling(asked, place, times):
            yield Finding(entry.id, it.effect, it.text, it.remedy, entry.source, it.times, firm=entry.rule.firm)
