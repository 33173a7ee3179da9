"""What calendars say of a booking is written with it, kept, and read as it was written until it passes by itself."""

from collections.abc import Sequence
from datetime import timedelta

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.model import Booking, FeedText, Organization, Venue, db
from booking.services import audit, feed_frames, feed_texts, organizations, revisions
from booking.vocabulary import BookingKind
from tests.feeds.conftest import PUBLIC_URL, Read
from tests.feeds.reading import events
from tests.queries import counted
from tests.scenes import NOW, WEEKLY, Scene

PLACES = ("skolen", "skolen/hal", "skolen/hal-a", "skolen/hal-b", "skolen/bane", "torvet", "torvet/torvet")
LATER = NOW + timedelta(hours=1)


def test_write__booked__is_there_before_anybody_asks(scene: Scene) -> None:
    scene.book(spaces=("skolen/hal-a",), rrule=WEEKLY.format(3))
    with db.session() as session:
        kept = session.scalars(select(FeedText).order_by(FeedText.id)).all()
    assert [(it.space_id is None, it.whole, it.own) for it in kept].count((True, True, True)) == 1
    assert all(it.text and it.text.count("BEGIN:VEVENT") == 1 and "RRULE:FREQ=WEEKLY" in it.text for it in kept)


def test_write__read_again__is_what_was_written(scene: Scene, read: Read) -> None:
    scene.book()
    with db.session() as session:
        session.execute(update(FeedText).values(text="BEGIN:VEVENT\r\nUID:kept\r\nEND:VEVENT\r\n"))
        session.commit()
    assert [str(event["UID"]) for event in events(read("skolen"))] == ["kept"]


@pytest.mark.parametrize("place", ["skolen", "skolen/hal"])
def test_write__many_bookings__are_read_in_one_query(app: Flask, scene: Scene, read: Read, place: str) -> None:
    for hour in range(8, 20):
        scene.book(f"{hour:02}:00-{hour:02}:45", spaces=("skolen/hal-a",))
    with counted(app) as sent:
        assert len(events(read(place))) == 12
    assert sum("feed_text" in statement for statement in sent) == 1
    assert not any("FROM occurrence" in statement and "max(" not in statement for statement in sent)


def test_write__as_many_statements_for_a_series_as_for_one_time(app: Flask, scene: Scene) -> None:
    sent_by = []
    for hour, rrule in ((8, None), (10, WEEKLY.format(12))):
        with counted(app) as sent:
            scene.book(f"{hour:02}:00-{hour:02}:45", rrule=rrule)
        sent_by.append(sum("feed_text" in statement for statement in sent))
    assert sent_by[0] == sent_by[1]


def test_write__a_hold_runs_out__is_written_anew_when_it_is_due(scene: Scene, read: Read) -> None:
    scene.book("20:00-21:00", kind=BookingKind.MARKET, spaces=("torvet/torvet",))
    assert [str(event["STATUS"]) for event in events(read("torvet"))] == ["TENTATIVE"]
    much_later = NOW + timedelta(days=40)
    assert events(read("torvet", much_later)) == []
    with db.session() as session:
        runs_out = session.scalars(select(FeedText.good_until)).first()
    assert runs_out is not None
    assert feed_texts.refresh(runs_out - timedelta(seconds=1)) == 0
    assert feed_texts.refresh(runs_out) == 1
    assert feed_texts.refresh(much_later) == 0
    assert events(read("torvet", much_later)) == []


def test_write__written_in_other_words__is_read_as_now_and_written_anew(scene: Scene, read: Read) -> None:
    scene.book(spaces=("skolen/hal-a",), rrule=WEEKLY.format(3))
    before = _all(read)
    with db.session() as session:
        session.execute(update(FeedText).values(writing=0, text="old", good_until=NOW))
        session.commit()
    assert _all(read) == before
    assert feed_texts.refresh(LATER) == 1
    assert _kept() == 0
    assert _all(read) == before


def test_write__database_of_an_earlier_version__shows_the_same_and_is_written(
    app: Flask, scene: Scene, read: Read
) -> None:
    """Of lanes, halls and their halves, with one of a series moved elsewhere, and one given back."""
    scene.book(spaces=("skolen/hal-a",), rrule=WEEKLY.format(3))
    scene.book("19:00-20:00", spaces=("skolen/hal",))
    scene.book("20:00-21:00", kind=BookingKind.MARKET, spaces=("torvet/torvet",))
    before = _all(read)
    db.session.remove()
    flask_migrate.downgrade(revision="0004")
    flask_migrate.upgrade()
    assert _all(read) == before
    assert feed_texts.refresh(LATER) == 3
    assert _all(read) == before
    assert audit.problems() == []


def test_write__words_like_the_line_of_the_page__stay_as_they_are(scene: Scene, read: Read) -> None:
    activity = "Se URL:https://place.invalid/"
    scene.book(activity=activity)
    (event,) = events(read("skolen"))
    assert event["SUMMARY"] == f"Håndboldklubben: {activity}"
    assert event["URL"] == f"{PUBLIC_URL}/venues/skolen"


def test_write__an_organization_is_called_otherwise__says_so_as_a_change(scene: Scene, read: Read) -> None:
    scene.book()
    (before,) = events(read("skolen"))
    with db.session() as session:
        row = session.scalars(select(Organization).where(Organization.slug == "haandbold")).one()
    organizations.change(row.slug, {"name": "Boldklubben"}, row.version, scene.actor("officer"), LATER)
    (after,) = events(read("skolen", LATER))
    assert str(after["SUMMARY"]).startswith("Boldklubben: ")
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTAMP"].dt == LATER.replace(microsecond=0)
    assert audit.problems() == []


def test_write__a_venue_of_more_bookings_than_are_written_at_once__says_so_of_all(
    scene: Scene, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hour in range(8, 13):
        scene.book(f"{hour:02}:00-{hour:02}:45")
    monkeypatch.setattr(feed_texts, "MOST", 2)
    with db.session() as session:
        venue = session.scalars(select(Venue).where(Venue.slug == "skolen")).one()
        venue.name = "Byskolen"
        revisions.of_venue(session, venue.id, LATER)
        session.commit()
    found = events(read("skolen", LATER))
    assert [str(event["LOCATION"]) for event in found] == ["Hal-a, Byskolen"] * 5
    assert audit.problems() == []


def test_write__kept_otherwise_than_it_is__is_found_by_the_audit(scene: Scene) -> None:
    scene.book()
    assert audit.problems() == []
    with db.session() as session:
        ref = session.scalars(select(Booking.ref)).one()
        session.execute(update(FeedText).where(FeedText.space_id.is_(None)).values(text="other"))
        session.commit()
    assert audit.problems() == [f"calendars do not say what became of booking {ref}"]


def _all(read: Read) -> Sequence[str]:
    return [read(place, own_only=own) for place in PLACES for own in (False, True) if "/" in place or not own]


def _kept() -> int:
    with db.session() as session:
        return len(session.scalars(select(FeedText.id).where(FeedText.writing < feed_frames.WRITING)).all())
