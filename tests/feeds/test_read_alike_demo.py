"""Calendars of the demo municipality in the programs of people: all show the times that are in the database."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from dateutil.relativedelta import relativedelta
from flask import Flask
from sqlalchemy import select

from booking.model import Space, SpacePart, Venue, db
from booking.services import feed_hours, feeds
from booking.services.demo import loading
from booking.services.feed_frames import MONTHS_AHEAD, MONTHS_BACK, Wish
from tests.feeds.conftest import PUBLIC_URL
from tests.feeds.readers.every import read_alike
from tests.feeds.stored import stored, told

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIRST, LAST = NOW.date() - relativedelta(months=MONTHS_BACK), NOW.date() + relativedelta(months=MONTHS_AHEAD)


@pytest.mark.database("sqlite")
def test_read_alike__the_demo__shows_what_is_in_the_database(app: Flask) -> None:
    """That both kinds of database hold the same demo is tested with the demo."""
    with app.app_context():
        loading.load(NOW)
        venues, spaces = _venues(), _spaces()
        for place in (*venues, *spaces[::4]):
            venue, _, space = place.partition("/")
            text = feeds.feed(Wish(venue, space or None), PUBLIC_URL, NOW).text
            assert told(read_alike(text, FIRST, LAST)) == stored(place, FIRST, LAST, NOW)
        hours = [read_alike(feed_hours.hours_feed(Wish(it), PUBLIC_URL, NOW).text, FIRST, LAST) for it in venues[::3]]
    assert sum(map(len, hours)) > 1000


def _venues() -> Sequence[str]:
    with db.session() as session:
        return session.scalars(select(Venue.slug).order_by(Venue.slug)).all()


def _spaces() -> Sequence[str]:
    """Those that are no lanes."""
    with db.session() as session:
        lanes = select(SpacePart.space_id).where(SpacePart.lanes.is_not(None))
        found = session.execute(select(Venue.slug, Space.slug).join(Space.venue).where(Space.id.not_in(lanes)))
        return sorted(f"{venue}/{space}" for venue, space in found)
