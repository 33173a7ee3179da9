"""Examples in a rulebook: written in few words, judged by the rulebook, and compared with what they expect."""

from pathlib import Path

import pytest

from booking.rules.checks import checked
from booking.rules.rulebook import shipped

BOOK = """name = "own"
version = "1"
effective_from = 2027-01-01

[[rule]]
use = "lead-time"
id = "notice-event"
what = { kind = "public_event" }
days = 30
people_from = 151
source = "the council"

[[rule]]
use = "opening-hours"
source = "the council"

[[rule]]
use = "approval"
who = { track = "assignment" }
source = "the council"

[[rule]]
use = "named-periods"
kind = "school_holiday"
source = "the council"

[[rule]]
use = "public-holidays"
source = "the council"

[[rule]]
use = "weekly-quota"
hours = 4
source = "the council"

[[rule]]
use = "children-declaration"
source = "the council"

[[example]]
"""
FIRST = BOOK.count("\n")
"""The line of the example's table."""


def problems(example: str) -> list[str]:
    return [str(problem) for problem in checked(BOOK + example).problems]


def holds(example: str) -> None:
    assert problems(example) == []


def test_run__nothing_said__is_an_approved_association_in_an_open_hall_in_good_time():
    holds('says = "a club is welcome"\nexpected.outcome = "granted"')


def test_run__asked_late__is_told_so():
    holds(
        """
says = "a club that asks 5 days before a party for 200 is told it is too late"
given.days_before = 5
asked = { kind = "public_event", people = 200 }
expected = { outcome = "refused", found = "notice-event", not_found = ["opening-hours"] }
"""
    )


def test_run__the_bound_itself__is_in_time():
    holds(
        """
says = "30 days are enough"
given.days_before = 30
asked = { kind = "public_event", people = 200 }
expected = { statuses = "granted", not_found = "notice-event" }
"""
    )


def test_run__facts_of_every_kind__are_read_by_their_names():
    holds(
        """
says = "much is known"
given.now = "2027-01-04T10:00"
given.applicant = { name = "Judo", kind = "adult_education", members = 12, approved_until = 2027-01-20 }
given.places = [{ space = "skolen/hal", tags = ["alarm"], layouts.rows.capacity = 80 }, { venue_kind = "library" }]
given.taken = [{ time = 1, holders = [{ audience = "children", details.food = true }, { people = 3 }] }]
given.beside = { holders = { activity = "judo" } }
given.neighbours = { tags = "quiet", holder.kind = "meeting" }
given.parts = { space = "skolen/halv" }
given.public_holidays = { 2027-01-26 = "Festdag" }
given.periods = { kind = "school_holiday", first_day = 2027-02-02, last_day = "2027-02-03" }
given.used_days = { minutes = 60 }
given.used_times = { start_local = "2027-01-12T10:00", end_local = "2027-01-12T11:00" }
given.coming_singles = 2
given.standing = { times = 3, absences = [2027-01-01, "2027-01-02"], cancelled = 5 }
given.years = { nights = [2027-01-10] }
asked.times = ["2027-01-12T17:00/18:30", "2027-01-12T23:00/01:00"]
asked.weeks = 4
asked.details = { alcohol = "none", people = 1 }
expected.outcome = "partly"
""".replace(", people = 1", "")
    )


def test_run__days_of_public_holidays_and_periods__are_those_of_the_example():
    holds(
        """
says = "closed on Christmas Day and in the winter holiday"
asked.times = ["2027-12-25T10:00/11:00", "2027-02-16T17:00/18:00", "2027-03-16T17:00/18:00"]
given.now = "2027-01-04T10:00"
given.periods = { kind = "school_holiday", first_day = 2027-02-13, last_day = 2027-02-21 }
expected.statuses = ["refused", "refused", "granted"]
expected.effects = { public-holidays = "refuse", named-periods = "refuse" }
"""
    )


@pytest.mark.parametrize(
    ("opening", "outcome"),
    [
        ("08:00/22:00", "granted"),
        ("08:00/18:00", "refused"),
        ("2027-04-06T08:00/22:00", "granted"),
        ("2027-04-07T08:00/22:00", "refused"),
    ],
)
def test_run__opening_hours__are_daily_or_dated(opening, outcome):
    holds(
        f"""
says = "within the opening hours"
asked.times = "2027-04-06T17:00/18:30"
given.place.openings = "{opening}"
expected.outcome = "{outcome}"
"""
    )


def test_run__another_kind_of_applicant__needs_what_is_usual_for_it():
    holds('says = "a citizen"\ngiven.applicant.kind = "citizen"\nexpected.not_found = "approval"')
    holds('says = "too new"\ngiven.applicant.approved_from = 2150-01-01\nexpected.found = "approval"')


@pytest.mark.parametrize(
    ("expected", "problem"),
    [
        ('outcome = "refused"', "expected outcome refused, but it is granted. Found were: none"),
        ('statuses = ["granted", "held"]', "expected statuses granted, held, but they are granted. Found were: none"),
        ('found = "approval"', "expected approval to be found, but it is not. Found were: none"),
        ('effects.approval = "refuse"', "expected approval to refuse, but it does not. Found were: none"),
    ],
)
def test_run__it_comes_out_otherwise__says_what_was_expected_and_what_was_found(expected, problem):
    found = problems(f'says = "a club is welcome"\nexpected.{expected}\n')
    assert found == [f'line {FIRST + 2}: example "a club is welcome": {problem}']


def test_run__found_what_was_not_expected__says_so_on_its_line():
    [found] = problems('says = "in time"\ngiven.days_before = 1\nasked.kind = "public_event"\nasked.people = 200\n'
                       'expected.outcome = "refused"\nexpected.not_found = "notice-event"\n')  # fmt: skip
    assert found == (
        f'line {FIRST + 6}: example "in time": expected notice-event not to be found, but it is. '
        "Found were: notice-event (refuse)"
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("givn.now = 1", "unknown key givn; did you mean given?"),
        ("given = 3", "given = 3 must be a table as { word = value }"),
        ('given.aplicant.kind = "company"', "unknown word aplicant in given; did you mean applicant?"),
        ('given.applicant.knd = "company"', "unknown word knd in given.applicant; did you mean kind?"),
        ('given.applicant.kind = "firm"', 'given.applicant.kind = "firm" must be one of association, '),
        ("given.applicant = 3", "given.applicant = 3 must be a table"),
        ("given.applicant.members = 1.5", "given.applicant.members = 1.5 must be a whole number"),
        ("given.people = 3", "unknown word people in given; it belongs in asked"),
        ('asked.now = "2027-01-01T10:00"', "unknown word now in asked; it belongs in given"),
        ("asked.peple = 3", "unknown word peple in asked; did you mean people?"),
        ('asked.times = "tomorrow"', 'asked.times = "tomorrow" must be a time as "2027-01-12T17:00/18:30"'),
        ('asked.times = "2027-01-12T17:00/tea"', 'asked.times = "2027-01-12Ttea" must be a time as "2027-01-12T17:00"'),
        ('asked.times = "2027-01-12T17:00/2027-01-11T18:00"', "asked.times cannot be: the end "),
        ('asked.times = "0001-01-01T17:00/18:00"', "asked.times cannot be: "),
        ("asked.weeks = 0", "asked must be for 1 to 400 times"),
        ("asked.weeks = 9999", "asked must be for 1 to 400 times"),
        ("asked.details.food = 3", "asked.details.food = 3 must be true or false"),
        ("asked.details.fod = true", "unknown word fod in asked.details; did you mean food?"),
        ("given.now = 2027-01-01T10:00:00Z", "given.now = 2027-01-01 10:00:00+00:00 must be a time as "),
        ('given.now = "9999-12-31T23:59"', "given.now cannot be: "),
        ('given.zone = "Mars/Base"', "given.zone: no such time zone: "),
        ("given.place = []", "given.place is empty; leave it out for a hall in a school"),
        ('given.place.openings = "8-22"', 'given.place.openings = "8-22" must be a time as "2027-01-12T17:00/18:30"'),
        ("given.place.closings.reason = 'x'", "given.place.closings lacks interval"),
        ("given.periods.kind = 3", "given.periods.kind = 3 must be a text"),
        ("given.periods = { kind = 'x', first_day = 2027-01-02, last_day = 2027-01-01 }", "given.periods cannot be: "),
        ("given.public_holidays.june = 'x'", 'given.public_holidays = "june" must be a date as 2027-08-01'),
        ("given.taken = { holders = {}, time = 7 }", "given.taken.time = 7: there is no such time; the last is 0"),
        ("expected.outcom = 'granted'", "unknown word outcom in expected; did you mean outcome?"),
        ("expected.outcome = 'maybe'", 'expected.outcome = "maybe" must be one of granted, partly, review, refused'),
        ("expected.found = 'aproval'", 'expected.found: no rule has the id "aproval"; did you mean approval?'),
        ("expected.effects = 'refuse'", "expected.effects"),
    ],
)
def test_run__what_cannot_be_understood__is_named_on_its_line_with_what_would_fit(line, problem):
    expected = "" if line.startswith("expected") else '\nexpected.statuses = "granted"\nexpected.outcome = "granted"'
    found = problems(f'says = "x"\n{line}{expected}\n')
    assert [each.startswith(f'line {FIRST + 2}: example "x": {problem}') for each in found] == [True], found


def test_run__without_words_or_expectation__is_not_enough():
    assert problems("expected.outcome = 'granted'") == [
        f"line {FIRST}: example: says is missing; tell in a sentence what the example shows"
    ]
    assert "expected is missing" in problems('says = "x"')[0]
    assert "each example is a table" in str(checked("example = 3\n" + BOOK.replace("[[example]]", "")).problems[0])


def test_run__the_examples_of_the_page__hold_in_the_shipped_rulebook():
    page = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
    examples = page.partition("```toml\n[[example]]")[2].partition("```")[0]
    rules = shipped("municipality").partition("[[example]]")[0]
    assert [str(problem) for problem in checked(f"{rules}[[example]]{examples}").problems] == []
