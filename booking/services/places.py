"""Venues and spaces as the services need them: found by name, with the units behind them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, Row, Select, bindparam, func, or_, select, tuple_
from sqlalchemy.orm import Session, selectinload

from booking.errors import NotFound
from booking.model import Adjacency, Space, SpacePart, Unit, Venue
from booking.model.statements import one_of, rows
from booking.services.unit_of_work import reads
from booking.vocabulary import Access, VenueKind
from booking.wording import N_
from calendars.occupancy import Need

THING = "equipment"
"""The kind of a space that is a thing, such as a projector: it is found only by those who look for things."""


_SPACES = select(
    Space.id,
    Space.slug,
    Space.name,
    Space.kind,
    Space.capacity,
    Space.minimum,
    Space.access,
    Space.tags,
    Space.layouts,
    Space.not_bookable,
    Venue.id.label("venue_id"),
    Venue.slug.label("venue"),
    Venue.name.label("venue_name"),
    Venue.kind.label("venue_kind"),
    Venue.timezone,
    Venue.rulebook,
    Venue.latitude,
    Venue.longitude,
    Venue.names_users,
).join(Space.venue)
_BY_REF = _SPACES.where(tuple_(Venue.slug, Space.slug).in_(bindparam("refs", expanding=True)), Space.retired.is_(False))
_BY_ID = _SPACES.where(one_of(Space.id, "ids")).order_by(Space.id)
_BOOKABLE = _SPACES.where(Space.retired.is_(False), Space.not_bookable == "").order_by(
    Venue.name, Space.position, Space.id
)
_OF_KIND = _BOOKABLE.where(Space.kind == bindparam("kind"))
_HAS_ANOTHER_UNIT = select(SpacePart.unit_id).where(SpacePart.space_id == Space.id, ~one_of(SpacePart.unit_id, "units"))
_HAS_ONE = select(SpacePart.unit_id).where(SpacePart.space_id == Space.id, one_of(SpacePart.unit_id, "units"))
_WITHIN = _BOOKABLE.where(_HAS_ONE.exists(), ~_HAS_ANOTHER_UNIT.exists())
_PARTS = (
    select(SpacePart.space_id, SpacePart.unit_id, SpacePart.lanes, Unit.lanes.label("unit_lanes"))
    .join(SpacePart.unit)
    .where(one_of(SpacePart.space_id, "spaces"))
    .order_by(Unit.id)
)
_OWN_UNITS = select(SpacePart.unit_id).where(one_of(SpacePart.space_id, "spaces"))
_WITH_NEIGHBOURS = (
    select(SpacePart.space_id, Unit.id.label("unit_id"), SpacePart.lanes, Unit.lanes.label("unit_lanes"))
    .select_from(Unit)
    .outerjoin(SpacePart, (SpacePart.unit_id == Unit.id) & one_of(SpacePart.space_id, "spaces"))
    .where(
        or_(
            Unit.id.in_(_OWN_UNITS),
            Unit.id.in_(select(Adjacency.neighbour_id).where(Adjacency.unit_id.in_(_OWN_UNITS))),
            Unit.id.in_(select(Adjacency.unit_id).where(Adjacency.neighbour_id.in_(_OWN_UNITS))),
        )
    )
    .order_by(Unit.id)
)
"""Units that only neighbour one of a space's come without a space."""
_LOCKED = _WITH_NEIGHBOURS.with_for_update(of=Unit, key_share=True)


@dataclass(frozen=True, slots=True)
class KnownSpace:
    """A space with what is needed to hold and to judge it. `ref` is "venue/space", `position` degrees north and east.

    `near` are the units that neighbour it, or the spaces that it was found with.
    """

    id: int
    ref: str
    name: str
    kind: str
    venue_id: int
    venue: str
    venue_name: str
    venue_kind: VenueKind
    timezone: str
    rulebook: str
    capacity: int
    minimum: int
    access: Access
    tags: frozenset[str]
    layouts: Mapping[str, Mapping[str, Any]]
    not_bookable: str
    position: tuple[float, float] | None
    names_users: bool
    needs: tuple[Need, ...]
    unit_lanes: Mapping[int, int]
    near: frozenset[int] = frozenset()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def known(session: Session, refs: Sequence[str], *, lock: bool = False) -> tuple[KnownSpace, ...]:
    """The spaces of these refs, in their order; NotFound for the first that is not there. Two queries.

    With `lock`, their units are locked in order of id until the transaction ends, so that nobody else places there.
    """
    wanted = [ref.partition("/")[::2] for ref in refs]
    found = {f"{row.venue}/{row.slug}": row for row in rows(session, _BY_REF, {"refs": wanted})}
    for ref in refs:
        if ref not in found:
            raise NotFound(N_("space"), ref)
    return _with_parts(session, [found[ref] for ref in refs], _LOCKED if lock else _WITH_NEIGHBOURS)


def known_by_id(session: Session, ids: Collection[int], *, lock: bool = False) -> tuple[KnownSpace, ...]:
    """The spaces of these ids, retired ones too, by id."""
    found = rows(session, _BY_ID, {"ids": list(ids)})
    return _with_parts(session, found, _LOCKED if lock else _PARTS)


def all_known(session: Session) -> tuple[KnownSpace, ...]:
    """Every space that can be booked, by venue and position."""
    return _with_parts(session, rows(session, _BOOKABLE), _PARTS)


def of_kind(session: Session, kind: str) -> tuple[KnownSpace, ...]:
    """Every space of that kind that can be booked, by venue and position."""
    return _with_parts(session, rows(session, _OF_KIND, {"kind": kind}), _PARTS)


def within(session: Session, units: Collection[int]) -> tuple[KnownSpace, ...]:
    """Every space that can be booked and is made of some of these units only, by venue and position."""
    return _with_parts(session, rows(session, _WITHIN, {"units": list(units)}), _PARTS)


def lock_venues(session: Session, venues: Collection[int]) -> None:
    """Lock the venues (ids) in order of id: for what is counted over a whole venue."""
    session.execute(select(Venue.id).where(Venue.id.in_(venues)).order_by(Venue.id).with_for_update(key_share=True))


def lock_units(session: Session, spaces: Collection[int]) -> None:
    """Lock the units of these spaces (ids) in order of id, as `known` does."""
    session.execute(
        select(Unit.id)
        .where(Unit.id.in_(select(SpacePart.unit_id).where(SpacePart.space_id.in_(spaces))))
        .order_by(Unit.id)
        .with_for_update(key_share=True)
    )


@reads
def venues(session: Session) -> Sequence[Venue]:
    """Every venue by name, with its spaces and their parts."""
    return session.scalars(_venues().order_by(Venue.name)).all()


@reads
def listed(session: Session, page: int, page_size: int) -> tuple[Sequence[Venue], int]:
    """One page (from 1) of the venues by name, with their spaces and parts, and how many there are in all."""
    total = session.scalar(select(func.count()).select_from(Venue)) or 0
    query = _venues().order_by(Venue.name, Venue.id)
    return session.scalars(query.limit(page_size).offset((page - 1) * page_size)).all(), total


@reads
def venue(session: Session, slug: str) -> Venue:
    return find_venue(session, slug)


@reads
def space(session: Session, venue_slug: str, space_slug: str) -> Space:
    """The space, with its venue and its parts; retired ones are not found."""
    return find_space(session, venue_slug, space_slug)


def find_venue(session: Session, slug: str) -> Venue:
    row = session.scalar(_venues().where(Venue.slug == slug))
    if row is None:
        raise NotFound(N_("venue"), slug)
    return row


def find_space(session: Session, venue_slug: str, space_slug: str) -> Space:
    row = session.scalar(
        select(Space)
        .join(Space.venue)
        .where(Venue.slug == venue_slug, Space.slug == space_slug, Space.retired.is_(False))
        .options(selectinload(Space.venue), selectinload(Space.parts).selectinload(SpacePart.unit))
    )
    if row is None:
        raise NotFound(N_("space"), f"{venue_slug}/{space_slug}")
    return row


def _venues() -> Select[Venue]:
    spaces = selectinload(Venue.spaces.and_(Space.retired.is_(False)))
    parts = spaces.selectinload(Space.parts).selectinload(SpacePart.unit)
    return select(Venue).options(parts, spaces.selectinload(Space.venue), selectinload(Venue.units))


def _with_parts(session: Session, spaces: Sequence[Row[*tuple[Any, ...]]], parts: Executable) -> tuple[KnownSpace, ...]:
    needs: dict[int, list[Need]] = {row.id: [] for row in spaces}
    lanes: dict[int, dict[int, int]] = {row.id: {} for row in spaces}
    near = set()
    for part in rows(session, parts, {"spaces": list(needs)}):
        if part.space_id is None:
            near.add(part.unit_id)
        else:
            needs[part.space_id].append(Need(part.unit_id, part.lanes))
            lanes[part.space_id][part.unit_id] = part.unit_lanes
    return tuple(_known(row, needs[row.id], lanes[row.id], frozenset(near)) for row in spaces)


def _known(
    row: Row[*tuple[Any, ...]], needs: Sequence[Need], lanes: Mapping[int, int], near: frozenset[int]
) -> KnownSpace:
    return KnownSpace(
        row.id,
        f"{row.venue}/{row.slug}",
        row.name,
        row.kind,
        row.venue_id,
        row.venue,
        row.venue_name,
        row.venue_kind,
        row.timezone,
        row.rulebook,
        row.capacity,
        row.minimum,
        row.access,
        frozenset(row.tags),
        row.layouts,
        row.not_bookable,
        None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude),
        row.names_users,
        tuple(needs),
        lanes,
        near,
    )
