"""A booking in the way of something else."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from booking.services import bookings, organizations
from booking.services.actors import SYSTEM
from booking.services.requests import Request, Responsible
from booking.vocabulary import BookingKind, OrganizationKind, Track


def one_booking(app: Flask, space: str) -> str:
    """The ref of a booking by an institution, three weeks ahead at noon."""
    now = datetime.now(UTC)
    day = (now + timedelta(days=21)).date()
    institution = {"slug": "huset", "name": "Huset", "kind": OrganizationKind.INSTITUTION, "track": Track.OWN_USE}
    request = Request(
        spaces=(space,),
        organization="huset",
        activity="Møde",
        people=20,
        start=f"{day}T12:00",
        end=f"{day}T13:00",
        kind=BookingKind.MEETING,
        responsible=Responsible("Ida Prøve", "+45 00 00 00 00"),
    )
    with app.app_context():
        organizations.add(institution, SYSTEM, now)
        answer = bookings.submit(request, SYSTEM, now)
    assert answer.booking is not None, answer.verdict
    return answer.booking.ref
