"""How pages write texts, days and hours, in the language of the request."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint

from booking.services import wording
from booking.services.days import Change
from booking.services.event_lines import of_event
from booking.vocabulary import VenueKind
from booking.web.language import language
from booking.web.things import equipment, layouts, thing
from booking.wording import N_, Text
from calendars.intervals import Interval
from calendars.zone import days

_DAY = timedelta(days=1)

PLURALS: Mapping[VenueKind, str] = {
    VenueKind.SCHOOL: N_("schools"),
    VenueKind.LIBRARY: N_("libraries"),
    VenueKind.SPORTS_HALL: N_("sports halls"),
    VenueKind.SWIMMING_POOL: N_("swimming pools"),
    VenueKind.CULTURE_HOUSE: N_("culture houses"),
    VenueKind.CLUBHOUSE: N_("clubhouses"),
    VenueKind.SQUARE: N_("squares"),
    VenueKind.STREET: N_("streets"),
    VenueKind.GREEN_AREA: N_("green areas"),
}
CHANGES: Mapping[Change, str] = {
    Change.NEW: N_("new"),
    Change.MOVED: N_("moved"),
    Change.CHANGED: N_("changed"),
    Change.MOVED_AWAY: N_("moved away"),
    Change.CANCELLED: N_("cancelled"),
}


def attach(pages: Blueprint) -> None:
    for filter_ in (capitalized, clock, day, day_short, plural, said, thing, word):
        pages.add_app_template_filter(filter_)
    pages.add_app_template_global(translated, "_")
    for function in (at, equipment, hours, hours_short, lanes, layouts, of_event, opening_text):
        pages.add_app_template_global(function)
    pages.app_context_processor(lambda: {"one_day": _DAY, "changes": {it: translated(CHANGES[it]) for it in CHANGES}})


def translated(template: str, **values: Any) -> str:
    """A template of a page, filled. Named `_` there, where the translations look for it."""
    return wording.say(Text(template, values), language())


def said(text: Text, zone: ZoneInfo | None = None) -> str:
    return wording.say(text, language(), zone)


def word(name: Any) -> str:
    """A word of booking.vocabulary."""
    return translated("{word}", word=name)


def day(value: date) -> str:
    """Tuesday 12 January 2027"""
    text = wording.notation(language()).day(value)
    return text[:1].upper() + text[1:]


def day_short(value: date) -> str:
    """Tue 12 Jan; tir 12/1"""
    writes = wording.notation(language())
    date = f"{value.day}/{value.month}" if language() == "da" else f"{value.day} {writes.months[value.month - 1][:3]}"
    return f"{writes.weekdays[value.weekday()][:3]} {date}"


def clock(value: datetime | time) -> str:
    """17.00, on the clock of the value's own zone."""
    return wording.notation(language()).clock(value)


def hours(start: datetime, end: datetime, on: date | None = None) -> str:
    """kl. 17.00–18.30. An end at midnight is 24.00; what lies on another day than `on` has its weekday."""
    return wording.notation(language()).at + hours_short(start, end, on)


def hours_short(start: datetime, end: datetime, on: date | None = None) -> str:
    """17.00–18.30"""
    writes = wording.notation(language())
    last = end.date() - _DAY if end.time() == time() else end.date()
    until = f"24{writes.clock_mark}00" if last < end.date() else writes.clock(end)
    before, after = (_other_day(day, on or start.date()) for day in (start.date(), last))
    return f"{before}{writes.clock(start)}–{after}{until}"


def _other_day(day: date, on: date) -> str:
    return "" if day == on else f"{wording.notation(language()).weekdays[day.weekday()][:3]} "


def at(moment: datetime | None, on: date) -> str:
    """kl. 17.00, with the weekday if it is not on that date; a dash for none."""
    if moment is None:
        return "–"
    writes = wording.notation(language())
    return f"{writes.at}{_other_day(moment.date(), on)}{writes.clock(moment)}"


def opening_text(openings: Sequence[Interval], zone: ZoneInfo, on: date) -> str:
    """kl. 08.00–12.00 and kl. 14.00–22.00; all day; closed."""
    if [*openings] == [days(on, on, zone)]:
        return translated(N_("all day"))
    spans = [hours(it.start.astimezone(zone), it.end.astimezone(zone), on) for it in openings]
    return wording.notation(language()).listing(spans) if spans else translated(N_("closed"))


def lanes(first: int, last: int) -> str:
    return translated(N_("lane {first}"), first=first) if first == last else _lanes(first, last)


def _lanes(first: int, last: int) -> str:
    return translated(N_("lanes {first}–{last}"), first=first, last=last)


def capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def plural(kind: VenueKind) -> str:
    return translated(PLURALS[kind])
