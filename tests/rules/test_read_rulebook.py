"""Reading a rulebook, and what is said of one that cannot be used."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.rules.catalogue.alarm import ExitMargin
from booking.rules.catalogue.priority import Priority, Rank
from booking.rules.rulebook import LONGEST, RulebookError, read, shipped
from booking.vocabulary import Effect

HEAD = 'name = "ballerup"\nversion = "2"\neffective_from = 2027-08-01\n'


def problems(rules: str, head: str = HEAD) -> list[str]:
    with pytest.raises(RulebookError) as error:
        read(head + rules)
    return list(error.value.problems)


def test_read__a_rule_with_scope_and_parameters__is_as_written():
    book = read(
        HEAD
        + """
[[rule]]
use = "exit-margin"
id = "out-by-2145"
where = { venue_kind = ["school", "library"], tag = "alarm" }
who = { track = "assignment" }
when = { weekdays = ["mon", "fri"], after = 18:00:00 }
alarm_at = 22:00:00
minutes = 20
effect = "review"
source = "DK-33"
assumed = true
"""
    )
    entry = book.entries[0]
    assert (book.name, book.version, book.effective_from, book.review_days) == ("ballerup", "2", date(2027, 8, 1), 14)
    assert entry.rule == ExitMargin(alarm_at=time(22), minutes=20, effect=Effect.REVIEW)
    assert (entry.id, entry.source, entry.assumed) == ("out-by-2145", "DK-33", True)
    assert entry.scope.where == {"venue_kind": {"school", "library"}, "tag": {"alarm"}}
    assert entry.scope.when is not None
    assert entry.scope.when.weekdays == {0, 4}


def test_read__without_an_id__the_rule_is_called_as_what_it_uses():
    assert read(HEAD + '[[rule]]\nuse = "closures"').entries[0].id == "closures"


def test_read__a_list_whose_order_counts__keeps_it():
    rule = read(HEAD + '[[rule]]\nuse = "priority"\nranks = ["lending", "children"]').entries[0].rule
    assert rule == Priority(ranks=(Rank.LENDING, Rank.CHILDREN))


def test_read__the_same_text__has_the_same_digest_and_another_another():
    assert read(HEAD).digest == read(HEAD).digest != read(HEAD + "\n").digest


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ('use = "lead-tim"', "line 5: use = 'lead-tim' is no rule; did you mean lead-time?"),
        ('id = "x"', "line 5: use = '' is no rule; known are approval, "),
        ("use = 3", "line 5: use = 3 must be a str"),
        ('use = "lead-time"\nday = 3', "line 5: lead-time: unknown parameter day; did you mean days?"),
        (
            'use = "length"\nfoo = 3',
            "line 5: length: unknown parameter foo; known are min_minutes, max_minutes, effect",
        ),
        ('use = "tracks"', "line 5: tracks: missing parameter tracks"),
        ('use = "lead-time"\ndays = "3"', "line 5: lead-time: days = '3' must be a whole number from 0 to 50000"),
        ('use = "lead-time"\ndays = true', "line 5: lead-time: days = True must be a whole number from 0 to 50000"),
        ('use = "lead-time"\ndays = -1', "line 5: lead-time: days = -1 must be a whole number from 0 to 50000"),
        ('use = "lead-time"\ndays = 99999', "line 5: lead-time: days = 99999 must be a whole number from 0 to 50000"),
        ('use = "closures"\neffect = "forbid"', "line 5: closures: effect = 'forbid' must be one of refuse, review, "),
        ('use = "exit-margin"\nalarm_at = 22', "line 5: exit-margin: alarm_at = 22 must be a time as 21:45:00"),
        ('use = "exit-margin"\nalarm_at = 22:00:30', "line 5: exit-margin: alarm_at = 22:00:30 must be whole minutes"),
        (
            'use = "horizon"\nlast_day = 2027-06-30T00:00:00',
            "line 5: horizon: last_day = datetime.datetime(2027, 6, 30, 0, 0) must be a date as 2027-08-01",
        ),
        (
            'use = "closures"\nwhere = "school"',
            "line 5: closures: where = 'school' must be a table as { word = value }",
        ),
        (
            'use = "closures"\nwhere = { venues = "x" }',
            "line 5: closures: unknown word venues in where; did you mean venue?",
        ),
        (
            'use = "closures"\nwhere = { venue_kind = "scool" }',
            "line 5: closures: where.venue_kind = 'scool' must be one of school, library, ",
        ),
        ('use = "closures"\nwho = { track = 3 }', "line 5: closures: who.track = 3 must be one of own_use, assignment"),
        ('use = "closures"\nwhen = 3', "line 5: closures: when = 3 must be a table as { word = value }"),
        (
            'use = "closures"\nwhen = { weekday = "mon" }',
            "line 5: closures: unknown word weekday in when; did you mean weekdays?",
        ),
        (
            'use = "closures"\nwhen = { weekdays = ["man"] }',
            "line 5: closures: weekday 'man'; the weekdays are mon, tue, wed, thu, fri, sat, sun",
        ),
        ('use = "closures"\nassumed = "yes"', "line 5: assumed = 'yes' must be a bool"),
    ],
)
def test_read__something_that_does_not_fit__is_named_with_its_line_and_what_would_fit(rule, problem):
    found = problems(f"\n[[rule]]\n{rule}\n")
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_read__several_problems__each_is_named():
    rules = '[[rule]]\nuse = "x"\n\n[[ rule ]]\nuse = "closures"\n\n[[rule]] # third\nuse = "y"\n'
    assert [problem.partition(" use")[0] for problem in problems(rules)] == ["line 4:", "line 10:"]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("version = 2\neffective_from = 2027-08-01\n", "line 1: version must be a str, as in the shipped rulebook"),
        ('version = "2"\n', "line 1: effective_from must be a date, as in the shipped rulebook"),
        (HEAD + "review_day = 3\n", "line 1: unknown key review_day; did you mean review_days?"),
        (HEAD + "rule = 3\n", "line 1: each rule is a table that begins with [[rule]]"),
        (HEAD + "[rule]\nuse = 'closures'\n", "line 1: each rule is a table that begins with [[rule]]"),
    ],
)
def test_read__a_head_that_does_not_fit__is_named(head, problem):
    assert problems("", head) == [problem]


def test_read__rules_written_inline__are_read_too():
    assert [entry.id for entry in read(HEAD + 'rule = [{ use = "closures" }]').entries] == ["closures"]


def test_read__no_toml__says_where():
    assert problems("[[rule\n")[0].startswith("not TOML: ")
    assert "line 4" in problems("[[rule\n")[0]


def test_read__far_too_long__is_refused_unread():
    assert problems("#" * LONGEST) == [f"the rulebook is longer than {LONGEST} characters"]


def reads_or_says_why(text: str) -> bool:
    try:
        read(text)
    except RulebookError as error:
        return bool(error.problems)
    return True


@given(st.text(max_size=60))
def test_read__any_text_after_the_head__is_read_or_refused_with_problems(text):
    assert reads_or_says_why(HEAD + text)


_SCALARS = st.one_of(
    st.booleans(), st.integers(-5, 99999), st.sampled_from(['"mon"', '"school"', "18:00:00", "[]", "{}"])
)
_KEYS = st.sampled_from(["where", "who", "what", "when", "days", "use", "id", "effect", "kinds", "alarm_at", "text"])


@given(st.dictionaries(_KEYS, _SCALARS, max_size=5), st.sampled_from(["closures", "lead-time", "review", "tracks"]))
def test_read__any_values__is_read_or_refused_with_problems(values, use):
    lines = [f"{key} = {str(value).lower() if isinstance(value, bool) else value}" for key, value in values.items()]
    text = "\n".join(["[[rule]]", *({f'use = "{use}"'} if "use" not in values else ()), *lines])
    assert reads_or_says_why(HEAD + text)


@pytest.mark.parametrize("name", ["municipality", "nyc-parks"])
def test_read__a_shipped_rulebook__has_its_name_and_a_source_for_each_rule(name):
    book = read(shipped(name))
    assert book.name == name
    assert all(entry.source for entry in book.entries)
