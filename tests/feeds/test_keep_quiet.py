"""What no public calendar may say: who is responsible, who asked, what was noted; nor who, where nobody is named."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from booking.model import Booking, Occurrence, Organization, Person, Venue, db
from booking.services import cancellations, observations
from booking.services.targets import Scope
from booking.vocabulary import BookingKind, OrganizationKind, Seen
from tests.feeds.conftest import PUBLIC_URL, Read
from tests.feeds.reading import events, lines
from tests.feeds.secrets import SECRET, book_in_secret
from tests.scenes import NOW, WEEKLY, Scene, write_calendars

PLACES = ("skolen", "torvet", "skolen/hal", "skolen/hal-a", "skolen/hal-b", "skolen/bane", "torvet/torvet")


def test_keep_quiet__personal_data_everywhere__no_line_of_any_feed_has_any__behaviour_24(
    scene: Scene, read: Read
) -> None:
    _fill_with_secrets(scene)
    for place in PLACES:
        said = lines(read(place))
        assert sum(line == "BEGIN:VEVENT" for line in said) > 1
        for line in said:
            assert SECRET.casefold() not in line.casefold()
            assert not line.startswith(("ATTENDEE", "ORGANIZER", "CONTACT", "COMMENT", "BEGIN:VALARM"))
            assert "+45" not in line
            assert "@" not in line


@pytest.mark.parametrize("kind", [BookingKind.TRAINING, BookingKind.MARKET, BookingKind.PRIVATE])
def test_keep_quiet__a_citizen__is_taken_whatever_for(scene: Scene, read: Read, kind: BookingKind) -> None:
    scene.change(Organization, "judo", kind=OrganizationKind.CITIZEN, name="Karla Privatperson")
    scene.book(organization="judo", kind=kind, activity="Barnedåb")
    _is_only_taken(read)


@pytest.mark.parametrize("kind", [OrganizationKind.ASSOCIATION, OrganizationKind.INSTITUTION])
def test_keep_quiet__a_private_event__is_taken_whosever(scene: Scene, read: Read, kind: OrganizationKind) -> None:
    scene.change(Organization, "judo", kind=kind)
    scene.book(organization="judo", kind=BookingKind.PRIVATE, activity="Barnedåb")
    _is_only_taken(read)


def test_keep_quiet__a_venue_that_names_nobody__says_taken(scene: Scene, read: Read) -> None:
    scene.change(Venue, "skolen", names_users=False)
    scene.book()
    _is_only_taken(read)


def _is_only_taken(read: Read) -> None:
    for place, summary in (("skolen", "Optaget"), ("skolen/hal-a", "Optaget"), ("skolen/hal", "Optaget (Hal-a)")):
        (event,) = events(read(place))
        assert str(event["SUMMARY"]) == summary
        assert not {"CATEGORIES", "DESCRIPTION"} & event.keys()
        assert event["URL"] == f"{PUBLIC_URL}/venues/{place}"


def _fill_with_secrets(scene: Scene) -> None:
    """A secret in every column that is about a person or meant for those who work there; and bookings of all kinds."""
    for kind in (Venue, Organization, Person):
        columns = {"contact_name", "contact_email", "contact_phone", "email", "phone"}.intersection(
            kind.__table__.columns.keys()
        )
        with db.session() as session:
            for row in session.scalars(select(kind)):
                for name in columns:
                    setattr(row, name, f"{SECRET}-{row.id}@secret.example +45 {row.id}"[:40])
            session.commit()
    with db.session() as session:
        session.execute(update(Person).values(name=SECRET))
        write_calendars(session)
        session.commit()
    book_in_secret(scene)
    _spoil(scene)


def _spoil(scene: Scene) -> None:
    """A reason for a cancellation and an observation, both with a name in them."""
    system = scene.actor("system")
    ref = scene.book("21:00-22:00", rrule=WEEKLY.format(2)).ref
    after = datetime(2027, 1, 19, 20, tzinfo=UTC)
    observations.observe(ref, "2027-01-19T21:00", Seen.DAMAGE, None, SECRET, scene.actor("officer"), after)
    cancellations.cancel(ref, Scope.ONE, "2027-01-12T21:00", SECRET, None, system, NOW + timedelta(hours=1))
    with db.session() as session:
        session.execute(update(Occurrence).values(reason=SECRET))
        session.execute(update(Booking).values(layout=SECRET))
        write_calendars(session)
        session.commit()
