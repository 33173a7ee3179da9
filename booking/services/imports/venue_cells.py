"""The columns of a file of venues, one row a space, and how units, layouts and hours are written in a cell."""

import re
from dataclasses import dataclass
from typing import Any

from booking.services.imports import cells
from booking.services.imports.cells import BadCell, Column
from booking.vocabulary import Access, VenueKind
from booking.wording import N_
from calendars.errors import CalendarError
from calendars.hours import parse_hours
from calendars.zone import zone

MOST_LANES = 1000
MOST_PERSONS = 1_000_000

_PART = re.compile(r"(?P<name>.*?)(?:\s+(?P<lanes>\d{1,4}|all|alle)\s+(?:of|af)\s+(?P<of>\d{1,4}))?")
_LAYOUT = re.compile(
    r"(?P<name>.+?)\s+(?P<capacity>\d{1,6})(?:\s*\(\s*(?P<setup>\d{1,3})\s*\+\s*(?P<clear_up>\d{1,3})\s*\))?"
    r"(?:\s+plan\s+(?P<plan>.{1,40}))?"
)
_THING = re.compile(r"(?P<name>.+?)(?:\s+(?P<count>\d{1,6}))?")


@dataclass(frozen=True, slots=True)
class Part:
    """A unit of a space by name; `lanes` of it, None for the whole; `of`: how many it has, None where not said."""

    name: str
    lanes: int | None
    of: int | None


def part(cell: str) -> Part:
    """`Hal A`, the whole of it; `Bassin 2 of 6`, two of its six lanes; `Bassin all of 6`."""
    match = _PART.fullmatch(cell)
    assert match
    name = cells.text(80)(match["name"])
    if not cells.slug_of(name):
        raise BadCell(N_("“{value}” is not the name of a unit."), value=cell)
    if match["of"] is None:
        return Part(name, None, None)
    of = cells.number(1, MOST_LANES)(match["of"])
    whole = match["lanes"] in ("all", "alle")
    return Part(name, None if whole else cells.number(1, of)(match["lanes"]), of)


def layout(cell: str) -> tuple[str, dict[str, int | str]]:
    """`rows 180 (15+10) plan 2026-14`: for 180 persons, 15 minutes to set up and 10 to clear up; its approved plan."""
    match = _LAYOUT.fullmatch(cell)
    if match is None:
        raise BadCell(N_("“{value}” is not a layout such as rows 80 or rows 80 (15+10)."), value=cell)
    minutes = {"setup_minutes": int(match["setup"] or 0), "clear_up_minutes": int(match["clear_up"] or 0)}
    plan = {"plan": match["plan"]} if match["plan"] else {}
    return cells.text(80)(match["name"]), {"capacity": int(match["capacity"]), **minutes, **plan}


def thing(cell: str) -> tuple[str, int]:
    """`projector`, or `chairs 80`."""
    match = _THING.fullmatch(cell)
    assert match
    return cells.text(80)(match["name"]), int(match["count"] or 1)


def weekly_hours(cell: str) -> list[list[int]]:
    """`mon-fri 08:00-22:00; sat 09:00-14:00` as model.HoursPeriod keeps it."""
    try:
        return [[span.weekday, span.opens, span.closes] for span in parse_hours(cell.replace("|", ";"))]
    except CalendarError as error:
        raise BadCell(
            N_("“{value}” are not hours such as mon-fri 08:00-22:00; sat closed."), value=cell[:80]
        ) from error


def time_zone(cell: str) -> str:
    try:
        return zone(cell).key
    except CalendarError:
        raise BadCell(N_("“{value}” is not a time zone such as Europe/Copenhagen."), value=cell[:80]) from None


def _dict(cell: str, read: cells.Read) -> dict[str, Any]:
    return dict(cells.listing(read)(cell))


VENUE_COLUMNS = {
    "venue": Column("venue", cells.slug, needed=True),
    "name": Column("venue_name", cells.text(200), needed=True),
    "kind": Column("venue_kind", cells.word(VenueKind), needed=True),
    "street": Column("street", cells.text(200), empty=""),
    "post_code": Column("post_code", cells.text(12), empty=""),
    "town": Column("town", cells.text(100), empty=""),
    "latitude": Column("latitude", cells.decimal(-90, 90)),
    "longitude": Column("longitude", cells.decimal(-180, 180)),
    "timezone": Column("timezone", time_zone),
    "rulebook": Column("rulebook", cells.slug, empty="municipality"),
    "description": Column("venue_description", cells.text(5000), empty=""),
    "contact_name": Column("contact_name", cells.text(200), empty=""),
    "contact_email": Column("contact_email", cells.text(200), empty=""),
    "contact_phone": Column("contact_phone", cells.text(40), empty=""),
    "names_users": Column("names_users", cells.boolean, empty=True),
}
"""By the venue's own field, but for the first, its slug."""

SPACE_COLUMNS = {
    "slug": Column("space", cells.slug, needed=True),
    "name": Column("name", cells.text(200), needed=True),
    "kind": Column("kind", cells.text(40), needed=True),
    "capacity": Column("capacity", cells.number(0, MOST_PERSONS), empty=0),
    "minimum": Column("minimum", cells.number(0, MOST_PERSONS), empty=0),
    "access": Column("access", cells.word(Access), empty=Access.OPEN),
    "tags": Column("tags", cells.listing(cells.text(40)), empty=()),
    "equipment": Column("equipment", lambda cell: _dict(cell, thing), empty={}),
    "layouts": Column("layouts", lambda cell: _dict(cell, layout), empty={}),
    "description": Column("description", cells.text(5000), empty=""),
    "not_bookable": Column("not_bookable", cells.text(1000), empty=""),
}
"""By the space's own field."""

COLUMNS = (
    Column("external_id", cells.text(200), needed=True),
    *VENUE_COLUMNS.values(),
    Column("venue_hours", weekly_hours),
    *SPACE_COLUMNS.values(),
    Column("units", cells.listing(part), needed=True),
    Column("neighbours", cells.listing(cells.text(170)), empty=()),
    Column("hours", weekly_hours),
)
