"""Public holidays and named periods."""

from datetime import date

from booking.rules.catalogue.holidays import NamedPeriods, PublicHolidays
from booking.vocabulary import Effect, Status
from calendars.holidays import NamedPeriod, public_holidays
from calendars.intervals import IntervalSet
from tests.rules.asking import a_place, asking, between, judged, sentences, statuses, weekly

WINTER = ("school_holiday", NamedPeriod("Vinterferie", date(2027, 2, 13), date(2027, 2, 21)))
SPRING = public_holidays(date(2027, 1, 1), date(2027, 6, 30))


def test_holiday__a_time_on_good_friday__is_refused_with_its_name():
    asked = asking(("2027-03-26T17:00", "2027-03-26T18:00"), public_holidays=SPRING)
    assert sentences(judged(asked, PublicHolidays())) == [
        "Friday 26 March 2027 is a public holiday (Langfredag). Choose another day."
    ]


def test_holiday__a_time_that_runs_into_it_over_midnight__is_refused():
    asked = asking(("2027-03-24T22:00", "2027-03-25T01:00"), public_holidays=SPRING)
    assert statuses(judged(asked, PublicHolidays())) == [Status.REFUSED]


def test_holiday__a_time_that_ends_when_it_begins__is_granted():
    """Behaviour 6: an end at 24:00 is an end."""
    asked = asking(("2027-03-24T22:00", "2027-03-25T00:00"), public_holidays=SPRING)
    assert statuses(judged(asked, PublicHolidays())) == [Status.GRANTED]


def test_holiday__store_bededag__is_no_holiday():
    asked = asking(("2027-04-23T17:00", "2027-04-23T18:00"), public_holidays=SPRING)
    assert statuses(judged(asked, PublicHolidays())) == [Status.GRANTED]


def test_holiday__reopened_by_a_decision__is_granted():
    """DK-35: a committee may open facilities in a holiday."""
    reopened = IntervalSet([between("2027-03-26T00:00", "2027-03-27T00:00")])
    asked = asking(
        ("2027-03-26T17:00", "2027-03-26T18:00"), public_holidays=SPRING, places=(a_place(reopened=reopened),)
    )
    assert statuses(judged(asked, PublicHolidays())) == [Status.GRANTED]


def test_period__both_its_days_and_what_lies_around_them__only_the_days_are_in_it():
    """Behaviour 7: date ranges include both ends."""
    days = ("2027-02-12", "2027-02-13", "2027-02-21", "2027-02-22")
    asked = asking(*((f"{day}T17:00", f"{day}T18:00") for day in days), periods=(WINTER,))
    assert statuses(judged(asked, NamedPeriods(kind="school_holiday"))) == [
        Status.GRANTED,
        Status.REFUSED,
        Status.REFUSED,
        Status.GRANTED,
    ]


def test_period__a_week_of_a_series__is_refused_with_its_name_and_days():
    asked = asking(*weekly("2027-02-09T17:00", "2027-02-09T18:00", 3), periods=(WINTER,))
    assert sentences(judged(asked, NamedPeriods(kind="school_holiday"))) == [
        "In Vinterferie, Saturday 13 February 2027 to Sunday 21 February 2027. Choose a day outside it."
    ]


def test_period__of_another_kind__nothing_is_said():
    asked = asking(("2027-02-16T17:00", "2027-02-16T18:00"), periods=(WINTER,))
    assert sentences(judged(asked, NamedPeriods(kind="exams"))) == []


def test_period__applied_for_in_time__goes_to_an_officer():
    """DK-30: use in a school holiday is applied for two months before."""
    asked = asking(("2027-02-16T17:00", "2027-02-16T18:00"), periods=(WINTER,))
    on_the_day, too_late = (NamedPeriods(kind="school_holiday", apply_days=days) for days in (40, 41))
    assert statuses(judged(asked, on_the_day)) == [Status.HELD]
    assert statuses(judged(asked, too_late)) == [Status.REFUSED]
    assert sentences(judged(asked, too_late))[0].endswith("must be applied for by Sunday 3 January 2027.")


def test_period__told_only__is_granted():
    asked = asking(("2027-02-16T17:00", "2027-02-16T18:00"), periods=(WINTER,))
    assert statuses(judged(asked, NamedPeriods(kind="school_holiday", effect=Effect.INFORM))) == [Status.GRANTED]
