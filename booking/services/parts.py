"""The parts of what is asked for: other spaces made of some of the same units, and when each of them is free."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from booking.rules.facts import Part
from booking.services import occupancy, places
from booking.services.wanted import Wanted
from calendars.occupancy import free_in_all


def free(session: Session, wanted: Wanted, ignoring: Collection[int]) -> tuple[Part, ...]:
    """Each smaller space within those asked for, by name, with the times (indices) at which it is free. Three queries
    at most, whatever their number.
    """
    spaces = places.within(session, wanted.unit_lanes)
    own = {space.id for space in wanted.spaces}
    smaller = [space for space in spaces if space.id not in own and set(space.unit_lanes) < set(wanted.unit_lanes)]
    if not smaller:
        return ()
    buffers = wanted.setup_minutes, wanted.clear_up_minutes
    windows = [it.interval for it in wanted.times]
    held = occupancy.held(session, wanted.unit_lanes, windows, max(buffers))
    needs = {space.id: space.needs for space in smaller}
    at = free_in_all(held, needs, wanted.unit_lanes, windows, *buffers, ignoring)
    return tuple(Part(space.ref, space.name, space.capacity, at[space.id]) for space in smaller)
