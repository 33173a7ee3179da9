"""The examples in a rulebook: what is given and asked, judged by the rulebook itself, and what is expected of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from booking.rules import engine, intrinsic
from booking.rules.example_facts import facts
from booking.rules.rulebook import Rulebook
from booking.rules.values import BadValue, fitting, listed, nearest, short, shown
from booking.rules.verdict import TAKEN, Finding, Verdict
from booking.rules.written import Problem, Written
from booking.vocabulary import Effect, Outcome, Status

MOST = 1_000
_KEYS = ("says", "given", "asked", "expected")
_EXPECTED = ("outcome", "statuses", "found", "not_found", "effects")
_OF_EVERY_RULEBOOK = (intrinsic.CLOCK_CHANGE, intrinsic.PAST, "not-bookable", TAKEN, "asked-twice", "lanes")
"""Findings that no rule of a rulebook makes."""


def problems(rulebook: Rulebook, written: Written) -> Iterator[Problem]:
    """Where an example does not come out as it expects, or cannot be understood, on the line that says so."""
    tables = written.tables.get("example", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        yield Problem(written.line("example"), "each example is a table that begins with [[example]]")
        return
    if len(tables) > MOST:
        yield Problem(written.line("example", MOST), f"more than {MOST} examples; leave some out")
    for number, table in enumerate(tables[:MOST]):
        for problem in _problems(rulebook, table):
            name = f'example "{short(table["says"])}"' if isinstance(table.get("says"), str) else "example"
            yield Problem(written.line("example", number, *problem.path), f"{name}: {problem}")


def _problems(rulebook: Rulebook, table: Mapping[str, Any]) -> Iterator[BadValue]:
    try:
        given, asked, expected = _parts(table)
        _require_rules(expected, rulebook)
        verdict = engine.judge(rulebook, facts(given, asked, rulebook.effective_from))
        yield from _differences(expected, verdict)
    except BadValue as problem:
        yield problem
    except Exception as error:  # Whatever somebody wrote, the other examples are still judged.
        yield BadValue(f"cannot be judged ({type(error).__name__}: {short(str(error))}); see whether its facts can be")


def _parts(table: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]:
    for key, value in table.items():
        if key not in _KEYS:
            raise BadValue(f"unknown key {key}{nearest(key, _KEYS)}", key)
        if key != "says" and not isinstance(value, Mapping):
            raise BadValue(f"{key} = {shown(value)} must be a table as {{ word = value }}", key)
    if not fitting("says", table.get("says", ""), str, "says").strip():
        raise BadValue("says is missing; tell in a sentence what the example shows", "says")
    if not table.get("expected"):
        raise BadValue(f"expected is missing; say one or more of {', '.join(_EXPECTED)}", "expected")
    return table.get("given", {}), table.get("asked", {}), table["expected"]


def _require_rules(expected: Mapping[str, Any], rulebook: Rulebook) -> None:
    """That what is expected can be at all."""
    known = dict.fromkeys((*(entry.id for entry in rulebook.entries), *_OF_EVERY_RULEBOOK))
    for key, value in expected.items():
        if key not in _EXPECTED:
            raise BadValue(f"unknown word {key} in expected{nearest(key, _EXPECTED)}", "expected", key)
        for rule in _rules(key, value):
            if rule not in known:
                raise BadValue(f"expected.{key}: no rule has the id {shown(rule)}{_near(rule, known)}", "expected", key)


def _rules(key: str, value: Any) -> Collection[str]:
    """The ids of rules that this part of what is expected speaks of."""
    if key == "effects" and not isinstance(value, Mapping):
        raise BadValue(f"expected.effects = {shown(value)} must be a table as {{ rule = effect }}", "expected", key)
    if key in ("found", "not_found"):
        return [fitting(f"expected.{key}", each, str, "expected", key) for each in listed(value)]
    return value if key == "effects" else ()


def _near(rule: str, known: Collection[str]) -> str:
    hint = nearest(rule, known)
    return hint if "did you mean" in hint else "; see the ids above"


def _differences(expected: Mapping[str, Any], verdict: Verdict) -> Iterator[BadValue]:
    """What came out otherwise; each says what was expected and what was found."""
    findings = _findings(verdict)
    found = dict.fromkeys(finding.rule for finding in findings)
    for key, value in expected.items():
        for difference in _difference(key, value, verdict, findings, found):
            yield BadValue(f"{difference}. Found were: {_told(findings)}", "expected", key)


def _difference(
    key: str, value: Any, verdict: Verdict, findings: Sequence[Finding], found: Collection[str]
) -> Iterator[str]:
    match key:
        case "outcome":
            outcome = fitting("expected.outcome", value, Outcome, "expected", key)
            if verdict.outcome is not outcome:
                yield f"expected outcome {outcome}, but it is {verdict.outcome}"
        case "statuses":
            yield from _statuses(value, verdict)
        case "effects":
            for rule, effect in value.items():
                wanted = fitting(f"expected.effects.{rule}", effect, Effect, "expected", key)
                if wanted not in {finding.effect for finding in findings if finding.rule == rule}:
                    yield f"expected {rule} to {wanted}, but it does not"
        case "found":
            yield from (f"expected {rule} to be found, but it is not" for rule in listed(value) if rule not in found)
        case "not_found":
            yield from (f"expected {rule} not to be found, but it is" for rule in listed(value) if rule in found)


def _statuses(value: Any, verdict: Verdict) -> Iterator[str]:
    """One for all times, or one for each."""
    wanted = [fitting("expected.statuses", each, Status, "expected", "statuses") for each in listed(value)]
    statuses = [occurrence.status for occurrence in verdict.occurrences]
    if wanted != statuses and not (len(wanted) == 1 and {*wanted} == {*statuses}):
        yield f"expected statuses {', '.join(wanted) or 'none'}, but they are {', '.join(statuses)}"


def _findings(verdict: Verdict) -> Sequence[Finding]:
    return [*verdict.findings, *(each for occurrence in verdict.occurrences for each in occurrence.findings)]


def _told(findings: Sequence[Finding]) -> str:
    return ", ".join(dict.fromkeys(f"{finding.rule} ({finding.effect})" for finding in findings)) or "none"
