"""Whatever is written into a booking, a place or a name: private feeds and those beside bookings are read alike."""

import pytest
from icalendar import Calendar
from sqlalchemy import update

from booking.model import Booking, Organization, Space, Venue, db
from booking.services import feed_busy, feed_hours
from booking.services.feed_frames import Wish
from tests.feeds.conftest import PUBLIC_URL
from tests.feeds.private import CLUB, SCHOOL, Choice, made, read
from tests.feeds.test_endure import TEXTS
from tests.scenes import NOW, Scene

LONGEST = 200


@pytest.fixture(params=TEXTS)
def written(request: pytest.FixtureRequest, scene: Scene) -> tuple[str, str]:
    """A text that names a booking, its place and whoever has it; what is written, and what is read."""
    written, found = TEXTS[request.param]
    if db.engine.dialect.name == "postgresql" and len(written) > LONGEST:
        pytest.skip("PostgreSQL holds no name of more than 200 letters")
    scene.book()
    with db.session() as session:
        session.execute(update(Booking).values(activity=written, note=written, responsible_name=written))
        for kind in (Organization, Space, Venue):
            session.execute(update(kind).values(name=written))
        session.commit()
    return written, found


@pytest.mark.parametrize(("who", "choice"), [("member", CLUB), ("caretaker", SCHOOL)])
def test_endure__any_text_in_a_private_feed__is_one_event(
    scene: Scene, written: tuple[str, str], who: str, choice: Choice
) -> None:
    calendar = _calendar(read(made(scene, who, choice)))
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]).endswith(written[1])
    assert written[1] in str(event["DESCRIPTION"])
    assert written[1] in str(event["LOCATION"])
    assert written[1] in str(calendar["DESCRIPTION"])


def test_endure__any_text_beside_the_events__is_what_the_calendar_is_about(written: tuple[str, str]) -> None:
    wish = Wish("skolen")
    hours = _calendar(feed_hours.hours_feed(wish, PUBLIC_URL, NOW).text)
    taken = _calendar(feed_busy.free_busy(wish, PUBLIC_URL, NOW).text)
    assert all(written[1] in str(it["DESCRIPTION"]) for it in (hours, taken))
    assert (len(hours.walk("VEVENT")), len(taken.walk("VFREEBUSY"))) == (0, 1)


def _calendar(text: str) -> Calendar:
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(octet < 32 for line in lines for octet in line)
    assert [line for line in lines if line.startswith((b"ATTENDEE", b"END:VCALENDAR"))] == [b"END:VCALENDAR"]
    return Calendar.from_ical(text)
