"""The day sheet as everyone may see it, on screen and on paper."""

import pytest
from flask import Flask

from booking.rules.details import Details
from booking.services import cancellations
from booking.services.actors import SYSTEM
from booking.services.targets import Scope
from booking.vocabulary import Alcohol
from tests.services.diary import LONG_BEFORE, furnish_hall

DAY = "2027-01-12"


def test_day__booking__is_told_with_time_place_user_and_people(get, diary):
    diary(setup_minutes=15)
    page = get(f"/day/skolen?date={DAY}", "da").text
    for told in (
        "Tirsdag den 12. januar 2027",
        "uge 2",
        "kl. 17.00–18.30",
        "kl. 16.45–18.30",
        "Hal-a",
        "Håndboldklubben",
        "24",
        "børn",
    ):
        assert told in page


def test_day__event__is_told_as_far_as_anybody_sees_it(get, diary):
    diary(
        details=Details(alcohol=Alcohol.SPIRITS, food=True, open_fire=False, tent_square_metres=60, sleeping_people=9)
    )
    page = get(f"/day/skolen?date={DAY}").text
    assert "<li>Food for the public</li><li>Tents: 60 m²</li>" in page
    assert "pirits" not in page


def test_day__layout_with_a_plan__has_its_number(app: Flask, get, diary):
    with app.app_context():
        furnish_hall(plan="2026-14")
    diary(layout="rows")
    assert "Pladsfordelingsplan: 2026-14" in get(f"/day/skolen?date={DAY}", "da").text


def test_day__cancelled__is_struck_through(app: Flask, get, diary):
    ref = diary()
    with app.app_context():
        cancellations.cancel(ref, Scope.ALL, None, "", None, SYSTEM, LONG_BEFORE.replace(month=12, day=31))
    page = get(f"/day/skolen?date={DAY}").text
    assert "<s>17:00–18:30</s>" in page
    assert "cancelled" in page


def test_day__nothing_booked__says_so(get):
    assert "Nobody has booked anything on this day." in get(f"/day/skolen?date={DAY}").text


def test_day__no_date__is_today(get):
    assert get("/day/skolen").status_code == 200


def test_day__days_around_it__are_one_step_away(get):
    page = get(f"/day/skolen?date={DAY}").text
    assert "/day/skolen?date=2027-01-11" in page
    assert "/day/skolen?date=2027-01-13" in page


@pytest.mark.parametrize("date", ["2027-02-30", "tomorrow", "0001-01-01", "9999-12-31", "<script>", "20270112x"])
@pytest.mark.parametrize("path", ["/day/skolen", "/venues/skolen", "/venues/skolen/hal"])
def test_page__date_that_is_none__is_400_and_says_how_to_write_it(get, path, date):
    answer = get(f"{path}?date={date}")
    assert answer.status_code == 400
    assert "is not a date such as 2027-01-12." in answer.text
    assert "<script" not in answer.text
