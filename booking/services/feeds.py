"""A venue's or a space's public calendar: written when its edition is new, and else as it was last written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booking.model.statements import without_transaction
from booking.services import feed_events, feed_frames, feed_texts
from booking.services.feed_bodies import Bodies, Body
from booking.services.feed_editions import Edition, edition_of
from booking.services.feed_frames import Feed, Wish
from booking.services.feed_texts import Calendar
from booking.services.unit_of_work import reads
from calendars import ical
from calendars.intervals import Interval

__all__ = ["Feed", "Served", "Wish", "feed", "served"]

_bodies = Bodies(most_octets=32 * 1024 * 1024)
"""Of the usual period only: other days are asked for by few, and there are too many of them."""


@dataclass(frozen=True, slots=True)
class Served:
    """A calendar for one who has perhaps an earlier one: without `body`, what they have is the present one.

    `tag` is another for each text, `last_modified` (UTC) never earlier than the last change, and may be later.
    """

    tag: str
    last_modified: datetime
    body: Body | None


@reads
def served(
    session: Session, wish: Wish, public_url: str, now: datetime, is_known: Callable[[str, datetime], bool]
) -> Served:
    """The calendar, unless its reader knows this tag and date: then one query is enough.

    NotFound for an unknown venue or space, Invalid for a period that makes no sense or is too long.
    """
    without_transaction(session)
    edition = edition_of(session, wish, public_url, now)
    period = feed_frames.period_of(wish, edition.today, edition.zone)
    known = is_known(edition.tag, edition.last_modified)
    body = None if known else _body(session, wish, edition, period, public_url, now)
    return Served(edition.tag, edition.last_modified, body)


def feed(wish: Wish, public_url: str, now: datetime) -> Feed:
    """The calendar's text, for one who has none."""
    found = served(wish, public_url, now, lambda tag, since: False)
    assert found.body is not None
    return Feed(found.body.plain.decode(), found.last_modified)


def _body(session: Session, wish: Wish, edition: Edition, period: Interval, public_url: str, now: datetime) -> Body:
    usual = wish.first is None and wish.last is None
    if usual and (kept := _bodies.find(wish, edition.tag)):
        return kept
    place = feed_frames.place_of(session, wish)
    calendar = Calendar(place.venue.id, place.space.id if place.space else None, wish.own_only)
    found = feed_texts.read(session, calendar, period, now)
    kind = "venues" if place.space is None else "spaces"
    header = feed_frames.header(place, public_url, kind, edition.changed_at)
    events = "".join(it.text for it in found).replace(*_page(header.url))
    text = ical.calendar_text(header, [events], {it.zone for it in found})
    body = Body(text.encode())
    if usual:
        _bodies.keep(wish, edition.tag, body)
    return body


def _page(url: str) -> tuple[str, str]:
    """The line that stands for the place's page in each event as it is kept, and the one that names it."""
    return ical.url_line(feed_events.PAGE), ical.url_line(url)
