"""A public calendar for one who may have it already: written when its edition is new, else as it was last written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from booking.services import feed_frames
from booking.services.feed_bodies import Bodies, Body
from booking.services.feed_frames import MONTHS_BACK, Feed, Wish
from booking.services.feed_present import About, Edition, edition_of
from calendars.intervals import Interval

Writer: TypeAlias = Callable[[Wish, Edition, Interval, str, datetime], str]
"""Given the public URL and the present moment, too."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of calendar; without days it goes so many months back."""

    about: About
    write: Writer
    months_back: int = MONTHS_BACK


@dataclass(frozen=True, slots=True)
class Served:
    """A calendar for one who has perhaps an earlier one: without `body`, what they have is the present one.

    `tag` is another for each text, `last_modified` (UTC) never earlier than the last change, and may be later.
    """

    tag: str
    last_modified: datetime
    body: Body | None


_bodies = Bodies(most_octets=32 * 1024 * 1024)
"""Of the usual period only: other days are asked for by few, and there are too many of them."""


def served(kind: Kind, wish: Wish, public_url: str, now: datetime, is_known: Callable[[str, datetime], bool]) -> Served:
    """The calendar, unless its reader knows this tag and date: then one query is enough.

    NotFound for an unknown venue or space, Invalid for a period that makes no sense or is too long.
    """
    edition = edition_of(kind.about, wish, public_url, now)
    period = feed_frames.period_of(wish, edition.today, edition.zone, kind.months_back)
    last_modified = feed_frames.promised(edition.since, now)
    known = is_known(edition.tag, last_modified)
    body = None if known else _body(kind, wish, edition, lambda: kind.write(wish, edition, period, public_url, now))
    return Served(edition.tag, last_modified, body)


def written(kind: Kind, wish: Wish, public_url: str, now: datetime) -> Feed:
    """The calendar's text, for one who has none. NotFound, Invalid."""
    found = served(kind, wish, public_url, now, lambda tag, since: False)
    assert found.body is not None
    return Feed(found.body.plain.decode(), found.last_modified)


def _body(kind: Kind, wish: Wish, edition: Edition, write: Callable[[], str]) -> Body:
    if not wish.is_usual:
        return Body(write().encode())
    key = (kind.about, wish)
    body = _bodies.find(key, edition.tag)
    if body is None:
        body = Body(write().encode())
        _bodies.keep(key, edition.tag, body)
    return body
