"""Public holidays of Denmark, and named periods such as school holidays, which are data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from calendars.errors import EmptyInterval

DENMARK = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """Dates that rules speak of by name; both ends included. Raises EmptyInterval for a last day before the first."""

    name: str
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise EmptyInterval(self.first_day, self.last_day)

    @property
    def dates(self) -> Iterator[date]:
        """Every date of it, in order."""
        return (self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 1))

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def public_holidays(first: date, last: date, zone: ZoneInfo = DENMARK) -> Mapping[date, str]:
    """Danish name by date, from first to last, both included, up to the year 2100; none for any other zone.

    Store bededag is none from 2024 (Act 214 of 6 March 2023).
    """
    if zone.key != DENMARK.key:
        return {}
    years = (_danish(year) for year in range(first.year, last.year + 1))
    return {day: name for named in years for day, name in named.items() if first <= day <= last}


@cache
def _danish(year: int) -> Mapping[date, str]:
    # Imported when first asked: it takes as long as the rest of the application.
    from holidays import country_holidays

    return MappingProxyType(dict(sorted(country_holidays("DK", years=year, language="da").items())))
