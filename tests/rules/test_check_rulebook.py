"""What is found in a rulebook that can be read: rules that never apply, that contradict, that say nothing of why."""

import pytest

from booking.rules.checks import checked
from booking.rules.facts import Place
from booking.rules.names import Known
from booking.rules.names import problems as problems_of_names
from booking.rules.rulebook import MOST_PROBLEMS, MOST_RULES, shipped
from booking.vocabulary import VenueKind
from tests.rules.asking import a_place

HEAD = 'version = "2"\neffective_from = 2027-08-01\n'
CLOSURES = '\n[[rule]]\nuse = "closures"\nsource = "the council"\n'
KINDS = ", ".join(f'"{kind}"' for kind in VenueKind)


def found(rules: str) -> list[str]:
    return [f"{'remark: ' if problem.remark else ''}{problem}" for problem in checked(HEAD + rules).problems]


@pytest.mark.parametrize("name", ["municipality", "nyc-parks"])
def test_check__a_shipped_rulebook__has_nothing_to_be_said_of(name):
    assert [str(problem) for problem in checked(shipped(name)).problems] == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "when = { after = 18:00:00, before = 18:00:00 }",
            "line 7: closures: never applies: before is not after after",
        ),
        (
            "when.first_day = 2027-10-02\nwhen.last_day = 2027-10-01",
            "line 8: closures: never applies: last_day is before first_day; exchange them",
        ),
        (
            'when = { first_day = 2027-10-01, last_day = 2027-10-02, weekdays = "mon" }',
            "line 7: closures: never applies: none of the weekdays lies between first_day and last_day",
        ),
        (
            'where = { space = "skolen/hal", venue = "biblioteket" }',
            "line 7: closures: never applies: none of the spaces is in the venue; leave out the venue",
        ),
        (
            "when.last_day = 2027-07-31",
            "remark: line 7: closures: never applies: 2027-07-31 is before the rulebook is in",
        ),
    ],
)
def test_check__a_rule_that_never_applies__is_named_on_the_line_of_its_key(lines, problem):
    [said] = found(CLOSURES + lines)
    assert said.startswith(problem)


@pytest.mark.parametrize(
    "lines",
    [
        "when = { after = 18:00:00, before = 18:15:00 }",
        'when = { first_day = 2027-10-01, last_day = 2027-10-01, weekdays = "fri" }',
        'where = { space = ["skolen/hal", "biblioteket/sal"], venue = "biblioteket" }',
    ],
)
def test_check__a_rule_that_applies_now_and_then__is_fine(lines):
    assert found(CLOSURES + lines) == []


def test_check__no_source__is_remarked_on():
    assert found('[[rule]]\nuse = "closures"') == [
        "remark: line 4: closures: no source; a refusal must say what it rests on, so name the decision or the law"
    ]


def test_check__a_number_of_none__is_remarked_on():
    assert found('[[rule]]\nuse = "weekly-quota"\nsource = "x"\nhours = 0') == [
        "remark: line 6: weekly-quota: hours = 0 refuses everything or nothing; use not-allowed, or remove the rule"
    ]


def test_check__an_id_that_is_the_name_of_another_rule__is_remarked_on():
    assert found('[[rule]]\nuse = "review"\nid = "closures"\nsource = "x"') == [
        "remark: line 5: closures: takes the place of the rule closures where both apply; if they are to join, choose "
        "another id"
    ]


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (
            'use = "length"\nmin_minutes = 90\nmax_minutes = 60',
            "length: min_minutes is more than max_minutes, so no time would fit; exchange them",
        ),
        (
            'use = "lending-window"\nopens = 22:00:00\ncloses = 16:00:00',
            "lending-window: closes is not after opens, so no time would fit; exchange them (00:00:00 as closes is "
            "midnight)",
        ),
        (
            'use = "prime-time-quota"\nhours = 9\nstarts = 21:00:00\nends = 16:00:00',
            "prime-time-quota: ends is not after starts, so no time would count; exchange them (00:00:00 as ends is "
            "midnight)",
        ),
    ],
)
def test_check__parameters_that_contradict__are_named(rule, problem):
    assert found(f'[[rule]]\nsource = "x"\n{rule}') == [f"line 5: {problem}"]


def test_check__until_midnight__is_no_contradiction():
    assert found('[[rule]]\nsource = "x"\nuse = "lending-window"\nopens = 22:00:00\ncloses = 00:00:00') == []


def test_check__two_of_one_id_and_scope__repeat_or_contradict():
    twice = found(CLOSURES + CLOSURES)
    assert twice == ["line 8: closures: says the same as the rule on line 4; remove one of them"]
    [contradiction] = found(CLOSURES + CLOSURES + 'effect = "review"')
    assert contradiction.startswith("line 8: closures: contradicts the rule on line 4, which has the same id and the")
    assert found(CLOSURES + CLOSURES + 'id = "other"\neffect = "review"') == []


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("", f"where = {{ venue_kind = [{KINDS}] }}"),
        ("", "who = { local = [true, false] }"),
        ('where = { venue_kind = "school" }\n', 'where = { venue_kind = "school" }\nwhat = { people_from = 0 }'),
    ],
)
def test_check__a_rule_that_another_always_comes_before__never_applies(wide, narrow):
    other = 4 + len((CLOSURES + wide).splitlines())
    assert found(CLOSURES + wide + CLOSURES + 'effect = "review"\n' + narrow) == [
        f"line 4: closures: never applies: the rule on line {other} is more specific and covers all of it; remove one"
    ]


@pytest.mark.parametrize(
    "narrow", ['where = { venue_kind = "school" }', "what = { food = [true, false] }", "what.people_from = 1"]
)
def test_check__a_rule_that_another_comes_before_at_times__applies_at_others(narrow):
    assert found(CLOSURES + CLOSURES + 'effect = "review"\n' + narrow) == []


def test_check__very_much_of_the_same__ends():
    many = checked(HEAD + CLOSURES * MOST_RULES)
    assert len(many.problems) == MOST_PROBLEMS
    assert not all(problem.remark for problem in many.problems)


PLACES = (
    a_place(space="skolen/hal", venue="skolen", tags=frozenset({"alarm"})),
    a_place(space="biblioteket/sal", venue="biblioteket", kind="meeting_room", venue_kind=VenueKind.LIBRARY),
)


def names(lines: str, use: str = "closures", places: tuple[Place, ...] = PLACES) -> list[str]:
    looked = checked(f'{HEAD}[[rule]]\nuse = "{use}"\nsource = "x"\n{lines}')
    assert looked.rulebook is not None
    assert looked.written is not None
    known = Known(places, {"skolen", "biblioteket"}, {"judo", "bordtennis"}, {"school_holiday"})
    said = problems_of_names(looked.rulebook, looked.written, known)
    return [f"{'remark: ' if problem.remark else ''}{problem}" for problem in said]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('where.venue = "skole"', 'line 6: closures: there is no venue "skole"; did you mean skolen?'),
        ('where.space = "skolen/hall"', 'line 6: closures: there is no space "skolen/hall"; did you mean skolen/hal?'),
        ('who.organization = "judoo"', 'line 6: closures: there is no organization "judoo"; did you mean judo?'),
        ('who.organization = "x"', 'line 6: closures: there is no organization "x"; known are bordtennis, judo'),
        ('where.tag = "alrm"', 'remark: line 6: closures: there is no tag "alrm"; did you mean alarm?'),
        ('where.tag = "quiet"', 'remark: line 6: closures: there is no tag "quiet"; nothing has it yet'),
        ('where.space_kind = "hal"', 'remark: line 6: closures: there is no kind of space "hal"; did you mean hall?'),
        (
            'when.periods = "school_holidays"',
            'remark: line 6: closures: there is no kind of period "school_holidays"; did you mean school_holiday?',
        ),
        (
            'where = { venue_kind = "school", space = "biblioteket/sal" }',
            "remark: line 6: closures: never applies: no space fits everything that where says; leave some of it out",
        ),
    ],
)
def test_check_names__what_does_not_exist__is_named_with_the_nearest(lines, problem):
    assert names(lines) == [problem]


def test_check_names__in_parameters__is_named_too():
    assert names('kind = "scool_holiday"', "named-periods") == [
        'remark: line 6: named-periods: there is no kind of period "scool_holiday"; did you mean school_holiday?'
    ]


def test_check_names__all_there__is_fine():
    assert names('where = { venue = "skolen", tag = "alarm" }\nwho.organization = ["judo", "bordtennis"]') == []
