"""Private calendars in the programs of people: all read the same, whatever is noted in them."""

from datetime import date

import pytest
from sqlalchemy import select, update

from booking.model import Booking, Occurrence, db
from booking.services import cancellations
from booking.services.targets import Scope
from tests.feeds.private import CLUB, SCHOOL, made, read
from tests.feeds.readers.every import read_alike
from tests.feeds.readers.texts import TEXTS
from tests.feeds.reading import events
from tests.scenes import NOW, Scene

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(("who", "choice"), [("member", CLUB), ("caretaker", SCHOOL)])
def test_read_alike__any_note__changes_no_time(scene: Scene, who: str, choice: object) -> None:
    for hour, note in enumerate(TEXTS[:2] + TEXTS[-12:], start=8):
        ref = scene.book(f"2027-03-13T{hour:02}:00-{hour + 1:02}:00", rrule="FREQ=WEEKLY;COUNT=40").ref
        cancellations.cancel(ref, Scope.ONE, f"2027-04-03T{hour:02}:00", note[:200], None, scene.actor("system"), NOW)
        with db.session() as session:
            session.execute(update(Booking).where(Booking.ref == ref).values(note=note))
            session.commit()
    text = read(made(scene, who, choice))
    assert any(TEXTS[0] in str(event["DESCRIPTION"]) for event in events(text))
    with db.session() as session:
        times = sorted((it.starts_at, it.ends_at) for it in session.scalars(select(Occurrence)))
    assert [(it.start, it.end) for it in read_alike(text, FIRST, LAST)] == times
