"""An existing calendar (iCalendar, RFC 5545) as bookings or closures of a space; docs/imports.md says how."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import BinaryIO
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.services import organizations, sites
from booking.services.actors import Actor
from booking.services.imports import ics_events, ics_groups
from booking.services.imports.ics_bookings import book
from booking.services.imports.ics_closures import Closures
from booking.services.imports.ics_events import Event
from booking.services.imports.ics_groups import Group
from booking.services.imports.ics_plans import Plan, Taking
from booking.services.imports.ics_times import Window, times
from booking.services.imports.ics_zones import Zones
from booking.services.imports.rows import INVALID, Done, Result, acted
from booking.services.unit_of_work import reads, together
from booking.wording import N_
from calendars.errors import CalendarError
from calendars.zone import to_wall

LONGEST_UID = LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class _Reading:
    """What it takes to understand one event of the file."""

    taking: Taking
    window: Window
    zones: Zones
    prefix: str
    """What our own feeds write before a title: who has the time."""

    def plan(self, group: Group) -> Plan:
        """Invalid where any of its parts cannot be used: half a series would be a wrong one."""
        if not 0 < len(group.external_id) <= LONGEST_UID:
            raise Invalid.field("UID", N_("It is longer than {most} characters."), most=LONGEST_UID)
        main = ics_events.read(group.main, self.zones, self.window.zone) if group.main else None
        changed = [ics_events.read(block, self.zones, self.window.zone) for block in group.changed]
        found = times(main, changed, self.window, free_too=self.taking.free_too)
        event = main or changed[0]
        return Plan(group.external_id, self._title(event), event.all_day, event.cancelled, found, self.window)

    def _title(self, event: Event) -> str:
        title = event.summary.removeprefix(self.prefix) or self.taking.activity
        if not title and not event.cancelled:
            raise Invalid.field("SUMMARY", N_("The event has no title; say with --activity what such events are."))
        if len(title) > LONGEST_TITLE:
            raise Invalid.field("SUMMARY", N_("It is longer than {most} characters."), most=LONGEST_TITLE)
        return title


def load(file: BinaryIO, taking: Taking, actor: Actor, now: datetime, dry_run: bool = False) -> Iterator[Result]:
    """Take each event, in order, with all its dates; what becomes of it is told by its UID and first line.

    NotFound for an unknown space or organization, Invalid for a file that is no calendar: before any event.
    """
    zone, prefix = _place(taking), _prefix(taking)
    groups, zones = ics_groups.read(file)
    reading = _Reading(taking, Window(zone, to_wall(now, zone), taking.until), zones, prefix)
    with together(keep=False) if dry_run else nullcontext():
        act = _act(taking, actor, now)
        for group in groups:
            done = acted(partial(_taken, group, reading, act))
            yield Result(group.line, group.external_id[:LONGEST_UID], done.verdict, done.reasons, group.position)


def _act(taking: Taking, actor: Actor, now: datetime) -> Callable[[Plan], Done]:
    if taking.organization:
        return partial(book, taking=taking, actor=actor, now=now)
    return Closures(taking, actor, now).close


def _taken(group: Group, reading: _Reading, act: Callable[[Plan], Done]) -> Done:
    if group.problem:
        return Done(INVALID, (group.problem,))
    try:
        return act(reading.plan(group))
    except (CalendarError, OverflowError):
        raise Invalid.field("DTSTART", N_("The time cannot be used.")) from None


@reads
def _place(session: Session, taking: Taking) -> ZoneInfo:
    venue, _, space = taking.space.partition("/")
    if taking.organization and not space:
        raise Invalid.field("space", N_("“{value}” is not a space such as baltorpskolen/hal-a."), value=taking.space)
    return sites.find(session, venue, space or None).zone


def _prefix(taking: Taking) -> str:
    return f"{organizations.find(taking.organization).name}: " if taking.organization else ""
