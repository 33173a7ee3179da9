"""Everything that is wrong with a rulebook, with what only the database can tell: names, and what is loaded already."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import NamedPeriod, Organization, Space, Venue
from booking.model import Rulebook as Stored
from booking.rules import names
from booking.rules.checks import Checked, checked, in_order
from booking.rules.facts import Place
from booking.rules.rulebook import Rulebook
from booking.rules.written import LONGEST, Problem, RulebookError
from booking.services.unit_of_work import reads
from booking.vocabulary import Access, VenueKind

__all__ = ["MOST_BYTES", "Problem", "RulebookError", "alone", "of_database", "problems", "taken"]

MOST_BYTES = 2 * LONGEST
"""Of the longest rulebook as a file: Danish has some letters of two bytes."""


def alone(text: str) -> Sequence[Problem]:
    """What can be said without a database."""
    return checked(text).problems


@reads
def problems(session: Session, text: str) -> Sequence[Problem]:
    """Everything there is to say, by line."""
    found = checked(text)
    return in_order([*found.problems, *of_database(session, found), *_loaded(session, found)])


def of_database(session: Session, found: Checked) -> Iterator[Problem]:
    """Names that do not exist; nothing before there is a venue."""
    if found.rulebook and found.written:
        known = _known(session)
        if known.venues:
            yield from names.problems(found.rulebook, found.written, known)


def taken(session: Session, read: Rulebook) -> str | None:
    """The key whose value another version of the rulebook has already."""
    query = select(Stored.version).where(
        Stored.name == read.name, (Stored.version == read.version) | (Stored.effective_from == read.effective_from)
    )
    others = session.scalars(query).all()
    if not others:
        return None
    return "version" if read.version in others else "effective_from"


def _loaded(session: Session, found: Checked) -> Iterator[Problem]:
    key = taken(session, found.rulebook) if found.rulebook else None
    if key and found.written:
        text = "is loaded already; give this one another, so that what was decided keeps its rules"
        yield Problem(found.written.line(key), f"{key}: a rulebook of this name with the same {_SAID[key]} {text}")


_SAID = {"version": "version", "effective_from": "first day"}


def _known(session: Session) -> names.Known:
    """Spaces that cannot be booked at present are there, too; retired ones are not."""
    columns = Venue.slug, Venue.kind, Space.slug, Space.name, Space.kind, Space.access, Space.tags
    spaces = session.execute(select(*columns).join(Space.venue).where(Space.retired.is_(False)))
    return names.Known(
        [_place(*row) for row in spaces],
        frozenset(session.scalars(select(Venue.slug))),
        frozenset(session.scalars(select(Organization.slug))),
        frozenset(session.scalars(select(NamedPeriod.kind).distinct())),
    )


def _place(
    venue: str, venue_kind: VenueKind, slug: str, name: str, kind: str, access: Access, tags: Sequence[str]
) -> Place:
    ref = f"{venue}/{slug}"
    return Place(ref, name, venue, venue_kind, kind, access=access, tags=frozenset(tags))
