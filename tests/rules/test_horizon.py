"""Not too far ahead."""

from datetime import date

import pytest

from booking.rules.catalogue.horizon import Horizon
from booking.vocabulary import Status
from calendars.holidays import NamedPeriod
from tests.rules.asking import asking, judged, sentences, statuses


@pytest.mark.parametrize(
    ("horizon", "last_day", "day_after"),
    [
        (Horizon(days=30), "2027-02-03", "2027-02-04"),
        (Horizon(months=1), "2027-02-04", "2027-02-05"),
        (Horizon(last_day=date(2027, 6, 30)), "2027-06-30", "2027-07-01"),
        (Horizon(months=12, last_day=date(2027, 6, 30)), "2027-06-30", "2027-07-01"),
    ],
)
def test_ask_ahead__on_the_last_day_and_the_day_after__the_last_is_included(horizon, last_day, day_after):
    """Behaviour 21: the last day of the horizon is included, until its last minute."""
    asked = asking((f"{last_day}T23:00", f"{day_after}T00:30"), (f"{day_after}T00:00", f"{day_after}T01:00"))
    assert statuses(judged(asked, horizon)) == [Status.GRANTED, Status.REFUSED]


def test_ask_ahead__late_in_the_evening__today_is_the_local_day():
    """23:30 UTC on 3 January is 00:30 on 4 January in Copenhagen."""
    asked = asking(("2027-01-14T10:00", "2027-01-14T11:00"), now=asking().now.replace(day=3, hour=23, minute=30))
    assert statuses(judged(asked, Horizon(days=10))) == [Status.GRANTED]


def test_ask_ahead__too_far__is_told_the_last_day():
    assert sentences(judged(asking(("2027-03-01T10:00", "2027-03-01T11:00")), Horizon(days=30))) == [
        "Too far ahead: the last day that can be asked for is Wednesday 3 February 2027. "
        "Choose a day until Wednesday 3 February 2027, that day included."
    ]


def test_ask_ahead__a_month_from_the_31st__is_the_last_of_a_shorter_month():
    asked = asking(("2027-02-28T10:00", "2027-02-28T11:00"), now=asking().now.replace(day=31))
    assert statuses(judged(asked, Horizon(months=1))) == [Status.GRANTED]


def test_ask_ahead__without_a_bound__nothing_is_said():
    assert sentences(judged(asking(("2090-03-01T10:00", "2090-03-01T11:00")), Horizon())) == []


SEASONS = tuple(
    ("season", NamedPeriod(f"Sæson {year}", date(year, 9, 1), date(year + 1, 4, 30))) for year in (2026, 2027)
)


@pytest.mark.parametrize(("day", "status"), [("2027-04-30", Status.GRANTED), ("2027-05-01", Status.REFUSED)])
def test_ask_ahead__in_the_running_season_and_after_it__only_the_running_one_is_open(day, status):
    """DK-06: self-organised groups get free time in the running season, not in the next season's distribution."""
    asked = asking((f"{day}T10:00", f"{day}T11:00"), periods=SEASONS)
    assert statuses(judged(asked, Horizon(period="season"))) == [status]


def test_ask_ahead__between_two_seasons_or_of_another_period__nothing_is_said():
    asked = asking(("2027-10-01T10:00", "2027-10-01T11:00"), periods=SEASONS)
    between = asking(("2027-10-01T10:00", "2027-10-01T11:00"), periods=SEASONS, now=asking().now.replace(month=6))
    assert sentences(judged(asked, Horizon(period="school_holiday"))) == []
    assert sentences(judged(between, Horizon(period="season"))) == []
