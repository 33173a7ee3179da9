"""Public holidays and named periods."""

from datetime import date

import pytest

from calendars.errors import EmptyInterval
from calendars.holidays import NamedPeriod, public_holidays
from calendars.zone import zone


def test_public_holidays__a_year__the_danish_ones_by_name() -> None:
    assert public_holidays(date(2027, 1, 1), date(2027, 12, 31)) == {
        date(2027, 1, 1): "Nytårsdag",
        date(2027, 3, 25): "Skærtorsdag",
        date(2027, 3, 26): "Langfredag",
        date(2027, 3, 28): "Påskedag",
        date(2027, 3, 29): "Anden påskedag",
        date(2027, 5, 6): "Kristi himmelfartsdag",
        date(2027, 5, 16): "Pinsedag",
        date(2027, 5, 17): "Anden pinsedag",
        date(2027, 12, 25): "Juledag",
        date(2027, 12, 26): "Anden juledag",
    }


def test_public_holidays__both_ends__included() -> None:
    """Behaviour 7."""
    assert list(public_holidays(date(2026, 12, 26), date(2027, 1, 1))) == [date(2026, 12, 26), date(2027, 1, 1)]
    assert public_holidays(date(2026, 12, 27), date(2026, 12, 31)) == {}


@pytest.mark.parametrize(("year", "there"), [(2023, True), (2024, False), (2027, False)])
def test_public_holidays__store_bededag__none_from_2024(year: int, there: bool) -> None:
    names = public_holidays(date(year, 4, 1), date(year, 6, 30)).values()
    assert ("Store bededag" in names) == there


def test_public_holidays__another_country__none() -> None:
    assert public_holidays(date(2027, 1, 1), date(2027, 12, 31), zone("America/New_York")) == {}


def test_named_period__both_ends__included() -> None:
    """Behaviour 7."""
    winter = NamedPeriod("Vinterferie", date(2027, 2, 15), date(2027, 2, 19))
    assert [day.day for day in winter.dates] == [15, 16, 17, 18, 19]
    assert date(2027, 2, 15) in winter
    assert date(2027, 2, 19) in winter
    assert date(2027, 2, 20) not in winter


def test_named_period__last_day_before_the_first__refused() -> None:
    with pytest.raises(EmptyInterval):
        NamedPeriod("Vinterferie", date(2027, 2, 19), date(2027, 2, 15))
