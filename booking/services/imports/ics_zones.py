"""Which clock a calendar's TZID means: the tz database's, what Windows calls so, or the calendar's own description."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from icalendar import Component, Timezone
from icalendar.timezone import tzp

from booking.errors import Invalid
from booking.services.imports.ics_blocks import Block
from booking.services.imports.ics_properties import FAILURES, name_and_value, unwarned, written
from booking.wording import N_

_YEARLY = frozenset({"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "COUNT", "UNTIL", "WKST"})
_ELSEWHERE = {"tzone://Microsoft/Utc": UTC}
"""Names that are in no list of zones."""
_TRIAL = datetime(2026, 7, 1, tzinfo=UTC)


class Zones:
    """The zones of one file by TZID; each described one is worked out when it is first asked for."""

    def __init__(self) -> None:
        self._described: dict[str, Block] = {}
        self._known: dict[str, tzinfo | None] = {}

    def add(self, block: Block) -> None:
        """Take note of a VTIMEZONE; one that is broken matters only to the events that need it."""
        names = [name_and_value(line.text)[1] for line in block.lines if line.name == "TZID"]
        if names and not block.problem:
            self._described.setdefault(names[0], block)

    def zone(self, name: str) -> tzinfo:
        """Invalid for a zone that is neither known nor described."""
        if name not in self._known:
            self._known[name] = _ELSEWHERE.get(name) or _named(name) or self._from_description(name)
        found = self._known[name]
        if found is None:
            raise Invalid.field("TZID", N_("“{zone}” is no time zone that is known here."), zone=name[:80])
        return found

    def _from_description(self, name: str) -> tzinfo | None:
        block = self._described.get(name)
        return _described(name, block) if block else None


def _named(name: str) -> tzinfo | None:
    try:
        with unwarned():
            return tzp.timezone(name)
    except FAILURES:
        return None


def _described(name: str, block: Block) -> tzinfo | None:
    """Its rules may be yearly only: icalendar works out every change of the clocks, and would never end on others."""
    try:
        zone = Timezone.from_ical(written(block, without="TZID"))
        if not isinstance(zone, Timezone) or not _is_yearly(zone.subcomponents):
            return None
        zone.add("TZID", name)
        found: tzinfo = zone.to_tz(lookup_tzid=False)
        _TRIAL.astimezone(found)
    except FAILURES:
        return None
    return found


def _is_yearly(parts: Iterable[Component]) -> bool:
    for part in parts:
        rules = part.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            if rule.get("FREQ") != ["YEARLY"] or not _YEARLY.issuperset(rule):
                return False
    return True
