"""Zones by name."""

from zoneinfo import available_timezones

import pytest

from calendars.errors import UnknownZone
from calendars.zone import zone


def test_find_zone__every_name_of_the_database__found() -> None:
    for name in available_timezones() - {"localtime"}:
        assert zone(name).key == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Europe/Ballerup",
        "Europe",
        "../../etc/passwd",
        "/etc/localtime",
        "Europe/Copenhagen\n",
        "E" * 300,
        "right/Europe/Copenhagen",
        "Europe\x00",
        "Europe/København",
        "+02:00",
        "Europe/",
    ],
)
def test_find_zone__no_such_name__refused_with_it(name: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        zone(name)
    assert refused.value.name == name
    assert len(str(refused.value)) < 120
