"""Several versions of a rulebook that judge one request, each on its days."""

from dataclasses import replace
from datetime import date

from booking.rules.catalogue.lead_time import LeadTime
from booking.rules.catalogue.length import Length
from booking.rules.catalogue.responsible import ResponsiblePerson
from booking.rules.catalogue.series import Series
from booking.rules.engine import judge
from booking.rules.rule import Basis, Rule
from booking.rules.rulebook import Entry, Rulebook
from booking.rules.versions import Governing, composed
from booking.vocabulary import Status
from tests.rules.asking import asking, entry, findings, rulebook, statuses, weekly

FIRST, LAST_OF_JULY, AUGUST, LAST = date(2027, 1, 1), date(2027, 7, 31), date(2027, 8, 1), date(2027, 12, 31)
SEASON = weekly("2027-07-20T17:00", "2027-07-20T18:00", 4)
"""20 and 27 July, 3 and 10 August."""
MANY = Series(most=2)
NAMED = ResponsiblePerson()


def version(name: str, *rules: Rule | Entry) -> Rulebook:
    return replace(rulebook(*rules), version=name, digest=name)


def both(old: Rulebook, new: Rulebook, asked: Rulebook | None = None) -> Rulebook:
    return composed(asked or old, [Governing(old, (FIRST, LAST_OF_JULY)), Governing(new, (AUGUST, LAST))])


def test_compose__a_rule_changed_from_august__each_time_follows_its_day():
    book = both(version("1", Length(max_minutes=60)), version("2", Length(max_minutes=45)))
    assert statuses(judge(book, asking(*SEASON))) == [Status.GRANTED] * 2 + [Status.REFUSED] * 2


def test_compose__a_rule_of_the_day_of_the_request__holds_for_all_days():
    strict, mild = LeadTime(days=365), LeadTime(days=7)
    book = both(version("1", strict), version("2", mild))
    assert statuses(judge(book, asking(*SEASON))) == [Status.REFUSED] * 4
    book = both(version("1", mild), version("2", strict))
    assert statuses(judge(book, asking(*SEASON))) == [Status.GRANTED] * 4


def test_compose__an_entry_that_names_its_basis__follows_it():
    asked = version("1", replace(entry(Length(max_minutes=45)), basis=Basis.REQUEST))
    assert statuses(judge(both(asked, version("2")), asking(*SEASON))) == [Status.REFUSED] * 4
    used = version("2", replace(entry(LeadTime(days=365)), basis=Basis.USE))
    assert statuses(judge(both(version("1"), used), asking(*SEASON))) == [Status.GRANTED] * 2 + [Status.REFUSED] * 2


def test_compose__what_both_say_alike__is_said_once_of_the_whole_request():
    book = both(version("1", NAMED, MANY), version("2", Length(min_minutes=5), NAMED, MANY))
    verdict = judge(book, asking(*SEASON, responsible_name=""))
    assert [finding.times for finding in findings(verdict) if finding.rule == NAMED.id] == [None]
    assert [finding.rule for finding in findings(verdict)] == [NAMED.id, MANY.id]


def test_compose__what_only_one_says__concerns_its_days_only():
    verdict = judge(both(version("1"), version("2", NAMED)), asking(*SEASON, responsible_name=""))
    assert [finding.times for finding in findings(verdict)] == [(2, 3)]


def test_compose__use_under_one_version_only__needs_no_bounds():
    later = version("2", Length(max_minutes=45), LeadTime(days=365))
    book = composed(version("1", Length(max_minutes=60)), [Governing(later, (AUGUST, LAST))])
    assert [(it.rule, it.days) for it in book.entries] == [(Length(max_minutes=45), None)]


def test_compose__one_version_for_everything__is_itself():
    only = version("1", Length(max_minutes=60))
    assert composed(only, [Governing(only, (FIRST, LAST))]) is only


def test_compose__head_and_review_days__are_those_of_the_day_of_the_request():
    asked = replace(version("3"), review_days=3)
    book = both(version("1", NAMED), version("2"), asked)
    assert (book.version, book.review_days) == ("3", 3)
    assert book.digest not in ("1", "2", "3")
