"""Reading a rulebook, and what is said of one that cannot be used."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.rules.catalogue.alarm import ExitMargin
from booking.rules.catalogue.priority import Priority, Rank
from booking.rules.equal import Equal
from booking.rules.rule import Basis
from booking.rules.rulebook import MOST_PROBLEMS, MOST_RULES, read, shipped
from booking.rules.written import LONGEST, LONGEST_LINE, RulebookError
from booking.vocabulary import Effect

HEAD = 'name = "ballerup"\nversion = "2"\neffective_from = 2027-08-01\n'


def problems(rules: str, head: str = HEAD) -> list[str]:
    with pytest.raises(RulebookError) as error:
        read(head + rules)
    return [str(problem) for problem in error.value.problems]


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


def test_read__what_counts_as_equal__is_as_written_or_as_usual():
    """DK-43."""
    book = read(HEAD + '[equal]\nminutes = 60\nkilometres = 4\nignored_tags = "alarm_22"')
    assert book.equal == Equal(minutes=60, kilometres=4, tags=True, ignored_tags=frozenset({"alarm_22"}))
    assert read(HEAD).equal == Equal(minutes=120, kilometres=0, tags=True)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("[equal]\nminute = 60", "line 5: unknown key minute in equal; did you mean minutes?"),
        ("[equal]\nminutes = 600", "line 5: equal.minutes = 600 must be at most 360"),
        ("[equal]\ntags = 1", "line 5: equal.tags = 1 must be true or false"),
        ("equal = 120", "line 4: equal = 120 must be a table that begins with [equal]"),
        ("[equals]\nminutes = 60", "line 4: unknown key equals; did you mean equal?"),
    ],
)
def test_read__what_counts_as_equal_written_wrong__names_line_and_remedy(table: str, problem: str):
    assert problems(table) == [problem]


def test_read__the_same_text__has_the_same_digest_and_another_another():
    assert read(HEAD).digest == read(HEAD).digest != read(HEAD + "\n").digest


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ('use = "lead-tim"', 'line 6: use = "lead-tim" is no rule; did you mean lead-time?'),
        ('id = "x"', 'line 5: use = "" is no rule; known are '),
        ("use = 3", "line 6: use = 3 is no rule"),
        ('use = "lead-time"\nday = 3', "line 7: lead-time: unknown parameter day; did you mean days?"),
        ('use = "closures"\nwhre = {}', "line 7: closures: unknown parameter whre; did you mean where?"),
        (
            'use = "length"\nfoo = 3',
            "line 7: length: unknown parameter foo; known are min_minutes, max_minutes, effect",
        ),
        ('use = "tracks"', "line 5: tracks: missing parameter tracks"),
        ('use = "tracks"\ntracks = []', "line 7: tracks: tracks is empty, so nothing would fit; name one or more, or "),
        ('use = "inform"\ntext = " "', "line 7: inform: text is empty; say what people are to read"),
        (
            'use = "lead-time"\ndays = "3 days"',
            'line 7: lead-time: days = "3 days" must be a whole number of days from 0 to 50000; write days = 3',
        ),
        (
            'use = "lead-time"\ndays = true',
            "line 7: lead-time: days = true must be a whole number of days from 0 to 50",
        ),
        ('use = "lead-time"\ndays = 14.5', "line 7: lead-time: days = 14.5 must be a whole number of days from 0 to "),
        ('use = "lead-time"\ndays = nan', "line 7: lead-time: days = nan must be a whole number of days from 0 to 500"),
        ('use = "lead-time"\ndays = -1', "line 7: lead-time: days = -1 must be a whole number of days from 0 to 50000"),
        (
            'use = "lead-time"\ndays = 99999',
            "line 7: lead-time: days = 99999 must be a whole number of days from 0 to ",
        ),
        ('use = "lead-time"\nhours = 21:45:00', "line 7: lead-time: hours = 21:45:00 must be a whole number of hours "),
        (f'use = "lead-time"\ndays = 0x{"f" * 1500}', "line 7: lead-time: days = a number without end must be a whole"),
        ('use = "closures"\neffect = "refus"', 'line 7: closures: effect = "refus" must be one of refuse, review, '),
        ('use = "exit-margin"\nalarm_at = 22', "line 7: exit-margin: alarm_at = 22 must be a time as 21:45:00"),
        (
            'use = "exit-margin"\nalarm_at = "22:00"',
            'line 7: exit-margin: alarm_at = "22:00" must be a time as 21:45:00; write alarm_at = 22:00:00',
        ),
        ('use = "exit-margin"\nalarm_at = 22:00:30', "line 7: exit-margin: alarm_at = 22:00:30 must be whole minutes"),
        (
            'use = "horizon"\nlast_day = 2027-06-30T00:00:00',
            "line 7: horizon: last_day = 2027-06-30 00:00:00 must be a date as 2027-08-01",
        ),
        (
            'use = "closures"\nwhere = "school"',
            'line 7: closures: where = "school" must be a table as { word = value }',
        ),
        (
            'use = "closures"\nwhere = { venues = "x" }',
            "line 7: closures: unknown word venues in where; did you mean venue?",
        ),
        (
            'use = "closures"\nwhere = { audience = "adults" }',
            "line 7: closures: unknown word audience in where; it belongs in what",
        ),
        (
            'use = "closures"\nwhere = { venue = [] }',
            "line 7: closures: where.venue is empty, so the rule never applies; name one or more, or leave it out",
        ),
        (
            'use = "closures"\nwhere = { venue_kind = "scool" }',
            'line 7: closures: where.venue_kind = "scool" must be one of school, library, ',
        ),
        ('use = "closures"\nwho = { track = 3 }', "line 7: closures: who.track = 3 must be one of own_use, assignment"),
        (
            'use = "closures"\nwhat = { alcohol = true }',
            "line 7: closures: what.alcohol = true must be one of none, beer_and_wine, spirits",
        ),
        (
            'use = "closures"\nwhat = { tent_square_metres_from = "50 m2" }',
            'line 7: closures: what.tent_square_metres_from = "50 m2" must be a whole number from 0 to 50000; write '
            "tent_square_metres_from = 50",
        ),
        ('use = "closures"\nwhen = 3', "line 7: closures: when = 3 must be a table as { word = value }"),
        (
            'use = "closures"\nwhen = { weekday = "mon" }',
            "line 7: closures: unknown word weekday in when; did you mean weekdays?",
        ),
        (
            'use = "closures"\nwhen = { weekdays = ["man"] }',
            'line 7: closures: weekday "man"; the weekdays are mon, tue, wed, thu, fri, sat, sun; did you mean mon?',
        ),
        ('use = "closures"\nassumed = "yes"', 'line 7: closures: assumed = "yes" must be true or false'),
        ('use = "closures"\nbasis = "used"', 'line 7: closures: basis = "used" must be one of use, request; did you '),
        ('use = "closures"\nid = ""', "line 7: closures: id is empty; give it a name, or leave it out"),
    ],
)
def test_read__something_that_does_not_fit__is_named_with_its_line_and_what_would_fit(rule, problem):
    found = problems(f"\n[[rule]]\n{rule}\n")
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_read__several_problems__each_is_named_on_its_line():
    rules = '[[rule]]\nuse = "x"\n\n[[ rule ]]\nuse = "lead-time"\ndays = 1.5\n\nhours = "2"\n\n'
    rules += '[[rule]] # third\nuse = "y"\n'
    assert [problem.split()[1] for problem in problems(rules)] == ["5:", "9:", "11:", "14:"]


LONG_WINDED = '''
[[rule]]
use = "inform"
text = """
[[rule]]
use = "nothing"
"""
where.venue_kind = [
    "school",  # ["library"]
    "sports_hall",
]

[rule.what]
"kind" = "training"
audiense = "adults"

[[rule]]
source = \'\'\'
[rule]
\'\'\'
  use   =   "closures"
  when  .  "weekday"  =  "mon"
'''


def test_read__texts_and_lists_of_several_lines_and_tables_within__lines_are_still_right():
    assert problems(LONG_WINDED) == [
        "line 18: inform: unknown word audiense in what; did you mean audience?",
        "line 25: closures: unknown word weekday in when; did you mean weekdays?",
    ]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("version = 2\neffective_from = 2027-08-01\n", "line 1: version = 2 must be a text"),
        (
            'version = "2"\neffective_from = "2027-08-01"',
            'line 2: effective_from = "2027-08-01" must be a date as 2027-08',
        ),
        ('version = "2"\n', "line 1: effective_from is missing; write it at the top, as in the shipped rulebook"),
        (HEAD.replace('"2"', '""'), "line 2: version must be a text of 1 to 40 characters"),
        (HEAD.replace("ballerup", "b" * 81), "line 1: name must be a text of 1 to 80 characters"),
        (HEAD + "review_days = -3\n", "line 4: review_days = -3 must be a whole number of days from 0 to 50000"),
        (HEAD + "review_day = 3\n", "line 4: unknown key review_day; did you mean review_days?"),
        (HEAD + "\n[rules]\na = 3\n", "line 5: unknown key rules; did you mean rule?"),
        (HEAD + "rule = 3\n", "line 4: each rule is a table that begins with [[rule]]"),
        (HEAD + "[rule]\nuse = 'closures'\n", "line 4: each rule is a table that begins with [[rule]]"),
    ],
)
def test_read__a_head_that_does_not_fit__is_named(head, problem):
    [found] = problems("", head)
    assert found.startswith(problem)


def test_read__rules_written_inline__are_read_too():
    assert [entry.id for entry in read(HEAD + 'rule = [{ use = "closures" }]').entries] == ["closures"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[rule\n", "line 4: not TOML: "),
        ("\n\nx = '", "line 6: not TOML: "),
        ("x = [\n\n", "line 5: not TOML: "),
        (f"x = {'[' * 1500}", "line 1: not TOML: lists too deep in one another"),
        ("x = 2027-02-31", "line 4: not TOML: invalid date or datetime"),
        ("x = 0\nx = 1", "line 5: not TOML: cannot overwrite a value"),
        (f"x = {'a.' * LONGEST_LINE}", f"line 4: the line is longer than {LONGEST_LINE} characters; break it"),
        ("#\n" * LONGEST, f"line 1: the rulebook is longer than {LONGEST} characters; say it in fewer rules"),
        ("[[rule]]\n" * (MOST_RULES + 1), f"line {MOST_RULES + 4}: more than {MOST_RULES} rules; join some of them"),
    ],
)
def test_read__what_is_no_toml_or_far_too_much__says_where_it_went_wrong(text, problem):
    assert problems(text)[0].startswith(problem)


def test_read__very_many_problems__are_not_all_looked_for():
    assert MOST_PROBLEMS <= len(problems("[[rule]]\nuse = 'x'\n" * MOST_RULES)) <= MOST_PROBLEMS + 1


def test_read__a_basis__is_that_of_the_rule_unless_said_otherwise():
    book = read(
        HEAD + '[[rule]]\nuse = "lead-time"\n[[rule]]\nuse = "lead-time"\nbasis = "use"\n[[rule]]\nuse = "closures"'
    )
    assert [entry.basis for entry in book.entries] == [Basis.REQUEST, Basis.USE, Basis.USE]


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
