"""Verdicts that a decision keeps: findings with typed values, and the text as it was shown."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from booking.rules import engine
from booking.rules.facts import Asked
from booking.rules.verdict import Finding, Verdict
from booking.services import kept_verdicts, typed_values
from booking.services.wording import say
from booking.vocabulary import Audience, Effect, Outcome, Status
from booking.wording import Text
from tests.rules.asking import COPENHAGEN, asking, between, findings
from tests.rules.every_rule import EVERY_RULE
from tests.rules.test_any_facts import requests


def kept(verdict: Verdict) -> Any:
    return json.loads(json.dumps(kept_verdicts.write(verdict)))


def without_ways(verdict: Verdict) -> Verdict:
    """Alternatives and proposals are not decided, and not kept."""
    return replace(verdict, occurrences=tuple(replace(it, proposals=()) for it in verdict.occurrences))


@given(requests())
def test_keep__any_verdict__is_read_as_it_was(asked: Asked) -> None:
    verdict = engine.judge(EVERY_RULE, asked)
    assert kept_verdicts.read(kept(verdict), asked.zone) == without_ways(verdict)


@given(requests())
def test_keep__any_verdict__says_the_same_again(asked: Asked) -> None:
    verdict = engine.judge(EVERY_RULE, asked)
    assert kept_verdicts.said(kept_verdicts.read(kept(verdict), asked.zone)) == kept_verdicts.said(verdict)


def test_said__of_a_verdict__has_message_and_remedy_of_each_finding_in_order() -> None:
    verdict = engine.judge(EVERY_RULE, asking(people=0))
    shown = kept_verdicts.said(verdict)
    for language in ("da", "en"):
        expected = [
            [say(text, language, COPENHAGEN) if text else None for text in (it.text, it.remedy)]
            for it in findings(verdict)
        ]
        assert shown[language] == expected


def test_said__without_findings__is_nothing() -> None:
    verdict = replace(engine.judge(EVERY_RULE, asking()), findings=(), occurrences=())
    assert kept_verdicts.said(verdict) == {"da": [], "en": []}


def test_keep__a_finding_of_many_times__is_written_once() -> None:
    asked = asking(*(("2020-01-12T17:00", "2020-01-12T18:30"),) * 3)
    written = kept(engine.judge(EVERY_RULE, asked))
    assert [it["rule"] for it in written["findings"]].count("past") == 1


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        2.5,
        "text",
        Decimal("1.50"),
        Audience.CHILDREN,
        date(2027, 1, 12),
        time(22, 30),
        datetime(2027, 1, 12, 17),
        datetime(2027, 1, 12, 16, tzinfo=UTC),
        COPENHAGEN,
        between("2027-01-12T17:00", "2027-01-12T18:30"),
        Text("{who} comes", {"who": Text("nobody")}),
        ("a", Audience.ADULTS, (1, 2)),
        frozenset({Audience.ADULTS, Audience.CHILDREN}),
        {"a": date(2027, 1, 12)},
    ],
)
def test_keep__a_value__has_its_type_again(value: object) -> None:
    again = typed_values.read(json.loads(json.dumps(typed_values.write(value))))
    assert again == value
    assert type(again) is type(value)


def test_keep__a_value_of_another_kind__is_kept_as_it_is_said() -> None:
    assert typed_values.write(UTC) == "UTC"


def test_read__a_verdict_of_the_first_version__is_understood() -> None:
    finding = {
        "rule": "capacity",
        "effect": "refuse",
        "text": "At most {most} persons.",
        "remedy": "Choose a larger place than {most}.",
        "facts": {"most": 20},
        "source": "the fire authorities",
        "place": None,
    }
    verdict = kept_verdicts.read(
        {
            "outcome": "partly",
            "rulebook": {"version": "1", "effective_from": "2026-01-01"},
            "findings": [],
            "occurrences": [
                {
                    "start": "2027-01-12T17:00:00+01:00",
                    "end": "2027-01-12T18:30:00+01:00",
                    "status": "refused",
                    "findings": [finding],
                },
                {
                    "start": "2027-01-19T17:00:00+01:00",
                    "end": "2027-01-19T18:30:00+01:00",
                    "status": "granted",
                    "findings": [],
                },
            ],
        },
        COPENHAGEN,
    )
    assert verdict.outcome is Outcome.PARTLY
    assert [it.status for it in verdict.occurrences] == [Status.REFUSED, Status.GRANTED]
    [found] = verdict.occurrences[0].findings
    values = {"most": 20}
    text, remedy = Text("At most {most} persons.", values), Text("Choose a larger place than {most}.", values)
    assert found == Finding("capacity", Effect.REFUSE, text, remedy, "the fire authorities")
