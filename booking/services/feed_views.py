"""Which public calendars show a booking, and what of it each: its house's, its rooms', and those of rooms that it keeps
others from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from booking.services.event_parts import OFF
from booking.services.feed_events import Shown
from booking.services.feed_rooms import Found, House, Room
from booking.services.feed_times import Time, Times
from booking.vocabulary import Status
from calendars.zone import days


@dataclass(frozen=True, slots=True)
class View:
    """What one calendar shows of a booking: that of a house or, with `room`, of a room.

    `whole`: it is in the calendar with all that blocks the room; `own`: in that of its own bookings. `depends`: which
    of these times do block the room depends on other bookings too.
    """

    house: House
    room: Room | None
    whole: bool
    own: bool
    times: Sequence[Shown]
    depends: bool = False

    @property
    def zone(self) -> str:
        return str(self.times[0].row.timezone)

    @property
    def good_until(self) -> datetime | None:
        """When it reads otherwise by itself (UTC): what was called off is past, or a hold has run out."""
        return min((end for it in self.times if (end := _shown_until(it.row))), default=None)


def views(booking: Times, now: datetime) -> Iterator[View]:
    """Every view with something to show."""
    times = [it for it in booking.times if (end := _shown_until(it.row)) is None or end > now]
    for house in {room.house.id: room.house for room in booking.rooms}.values():
        shown = [_in_house(it, house) for it in times if any(room.house == house for room in it.rooms)]
        if shown:
            yield View(house, None, True, True, shown)
    for room in booking.rooms:
        yield from _of_room(room, times)


def lasts(booking: Times) -> bool:
    """Whether its calendars read alike at any time, until somebody does something."""
    return all(_shown_until(it.row) is None for it in booking.times)


def _of_room(room: Room, times: Sequence[Time]) -> Iterator[View]:
    own = [_in_house(it, room.house) for it in times if room in it.rooms]
    whole = [
        _in_house(it, room.house) if room in it.rooms else _blocking(it, room)
        for it in times
        if room in it.rooms or _blocks(it, room)
    ]
    if own:
        yield View(room.house, room, len(own) == len(whole), True, own)
    if len(own) < len(whole):
        yield View(room.house, room, True, False, whole, depends=room.counts_lanes)


def _blocks(it: Time, room: Room) -> bool:
    """Nobody needs to know of what is called off that it no longer is in the way."""
    return it.row.status not in OFF and not room.units.isdisjoint(it.units)


def _in_house(it: Time, house: House) -> Shown:
    return Shown(it.row, tuple(room.name for room in it.rooms if room.house == house))


def _blocking(it: Time, room: Room) -> Shown:
    rooms = _in_house(it, room.house).rooms
    blocking = tuple(other.name for other in it.rooms if other.units & room.units)
    return Shown(it.row, rooms, blocking or rooms)


def _shown_until(row: Found) -> datetime | None:
    """What was called off is shown until its day is past; a hold that has run out holds nothing."""
    if row.status in OFF:
        day = row.ends_local.date()
        return days(day, day, ZoneInfo(row.timezone)).end
    return row.expires_at if row.status is Status.HELD else None
