"""No rule, however written, hangs, crashes or silently allows."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.rules import engine
from booking.rules.catalogue.lead_time import LeadTime
from booking.rules.checks import checked
from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.rules.rulebook import Entry, read, shipped
from booking.rules.scope import WORDS, When
from booking.rules.written import RulebookError
from booking.services.wording import say
from booking.vocabulary import Effect, Status
from tests.rules.asking import asking, entry, findings, judged, rulebook, statuses
from tests.rules.every_rule import TEXT
from tests.rules.test_any_facts import requests

TABLES = [table for text in (TEXT, shipped("municipality")) for table in tomllib.loads(text)["rule"]]
_KEYS = sorted({key for table in TABLES for key in table} | {"basis", "days", "when", "id"})
_WORDS = sorted({word for words in WORDS.values() for word in words} | set(When.__dataclass_fields__) | {"people_from"})
scalars = st.one_of(
    st.booleans(),
    st.sampled_from([0, 1, 2, 50_000, 50_001, -1, 10**30, 0.5, float("inf")]),
    st.sampled_from(["", "x", "mon", "school", "refuse", "children", "lending", "{", "{x}", 'x"\n\\', "2027-01-01"]),
    st.times().map(lambda value: value.replace(microsecond=0, tzinfo=None)),
    st.dates(),
    st.datetimes().map(lambda value: value.replace(microsecond=0)),
)
values = st.one_of(
    scalars, st.lists(scalars, max_size=3), st.dictionaries(st.sampled_from(_WORDS), scalars, max_size=3)
)


@st.composite
def tables(draw: st.DrawFn) -> Mapping[str, Any]:
    """A rule that is right, with some of its keys changed, added or gone."""
    table = {**draw(st.sampled_from(TABLES))}
    for key in draw(st.lists(st.sampled_from([*table, *table, *_KEYS]), max_size=2)):
        if draw(st.booleans()):
            table[key] = draw(values)
        else:
            table.pop(key, None)
    return table


def toml(value: object) -> str:
    """The value as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return "{" + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + "}"
        case date() | datetime() | time():
            return value.isoformat()
        case _:
            return str(value)


def written(rules: Sequence[Mapping[str, Any]]) -> str:
    lines = ['version = "1"', "effective_from = 2026-01-01"]
    for table in rules:
        lines += ["[[rule]]", *(f"{toml(key)} = {toml(value)}" for key, value in table.items())]
    return "\n".join(lines)


@given(st.lists(tables(), min_size=1, max_size=4), requests())
def test_judge__any_rules_that_are_accepted__never_fail(rules, asked):
    try:
        book = read(written(rules))
    except RulebookError:
        return
    verdict = engine.judge(book, asked)
    assert len(verdict.occurrences) == len(asked.times)
    for finding in findings(verdict):
        assert "error" not in finding.facts, finding


@given(st.lists(tables(), max_size=4), st.dictionaries(st.sampled_from(["rule", "example", "name", "x"]), values))
def test_check__any_tables__says_what_is_wrong_and_raises_nothing(rules, head):
    text = "\n".join(f"{key} = {toml(value)}" for key, value in head.items()) + "\n" + written(rules)
    looked = checked(text)
    assert looked.rulebook is not None or looked.problems
    assert all(1 <= problem.line <= text.count("\n") + 1 and problem.text for problem in looked.problems)


_FACTS = ("applicant", "place", "taken", "standing", "now", "years", "periods", "used_days", "beside", "zone", "parts")
_ASKED = ("times", "weeks", "kind", "people", "details", "lanes", "layout", "series")


@given(
    st.dictionaries(st.sampled_from(_FACTS), values, max_size=3),
    st.dictionaries(st.sampled_from(_ASKED), values, max_size=3),
    st.dictionaries(st.sampled_from(["outcome", "statuses", "found", "not_found", "effects"]), values, max_size=2),
)
def test_check__any_example__says_what_is_wrong_and_raises_nothing(facts, asked, expected):
    example = toml({"says": "x", "given": facts, "asked": asked, "expected": expected})
    text = f'version = "1"\neffective_from = 2026-01-01\nexample = [{example}]\nrule = [{{use = "closures"}}]'
    assert all(problem.text for problem in checked(text).problems)


@dataclass(frozen=True, kw_only=True)
class Broken(Rule):
    """Fails after its first finding."""

    id = "broken"
    firm = True

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        yield found(Effect.INFORM, "A first finding.")
        raise ZeroDivisionError


def test_judge__a_rule_that_fails__allows_nothing_and_leaves_it_to_an_officer():
    verdict = judged(asking(), Broken())
    assert statuses(verdict) == [Status.HELD]
    first, failed = findings(verdict)
    assert (failed.rule, failed.effect, failed.firm) == ("broken", Effect.REVIEW, False)
    assert failed.facts == {"error": "ZeroDivisionError"}
    assert say(failed.text, "en") == "This rule could not be judged; an officer decides."
    assert say(first.text, "en") == "A first finding."


def test_judge__a_rule_that_fails__spoils_no_other_rule():
    late = entry(LeadTime(days=999))
    assert statuses(judged(asking(), Broken(), late)) == [Status.REFUSED]


@pytest.mark.parametrize("days", [None, (date(2027, 1, 12), date(2027, 1, 12))])
def test_judge__a_rule_that_fails_on_some_days__leaves_the_others(days: tuple[date, date] | None):
    broken: Entry = replace(entry(Broken()), days=days)
    asked = asking(("2027-01-12T17:00", "2027-01-12T18:00"), ("2027-01-19T17:00", "2027-01-19T18:00"))
    others = [Status.GRANTED] if days else [Status.HELD]
    assert statuses(engine.judge(rulebook(broken), asked)) == [Status.HELD, *others]
