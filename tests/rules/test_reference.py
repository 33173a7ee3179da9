"""docs/rules.md says of each rule what the rule itself says."""

import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest

from booking.rules import reference
from booking.rules.rule import Rule, catalogue
from booking.rules.scope import NUMBERS, WORDS

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
RULES = list(catalogue().values())


def test_list_rules__the_page__is_as_the_rules_are_now():
    """`python -m booking.rules.reference` brings it up to date."""
    page = PAGE.read_text("utf-8")
    assert reference.written(page) == page


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_describe__each_rule__has_a_note_for_each_parameter_a_message_and_a_source(rule: type[Rule]):
    assert list(reference.parameter_notes(rule)) == [field.name for field in fields(rule)]  # type: ignore[arg-type]
    assert reference.messages(rule)
    assert reference.source(rule)


def test_write_rulebook__every_word_of_a_scope__is_on_the_page():
    page = PAGE.read_text("utf-8")
    words = [word for part in WORDS.values() for word in part]
    values = [value for part in WORDS.values() for kind in part.values() if issubclass(kind, StrEnum) for value in kind]
    numbers = [f"{name}_from" for name in NUMBERS]
    assert [word for word in (*words, *values, *numbers) if word not in page] == []


def test_number_rules__each_of_the_eighty__is_expressed_or_said_to_be_elsewhere():
    page = PAGE.read_text("utf-8")
    numbers = {int(number) for number in re.findall(r"DK-(\d\d)", page)}
    for first, last in re.findall(r"DK-(\d\d) to DK-(\d\d)", page):
        numbers |= set(range(int(first), int(last)))
    assert sorted(set(range(1, 81)) - numbers) == []
