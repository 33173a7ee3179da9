"""Bookings of all kinds with a secret wherever a person writes or is named, for tests that nothing public has it."""

from booking.model import Organization
from booking.services.requests import Responsible
from booking.vocabulary import BookingKind, OrganizationKind
from tests.scenes import WEEKLY, Scene

SECRET = "Hemmelig"


def book_in_secret(scene: Scene) -> None:
    scene.change(Organization, "judo", kind=OrganizationKind.CITIZEN, name=f"Karl {SECRET}")
    secret = {"note": f"{SECRET} +45 1", "responsible": Responsible(SECRET, "+45 00 00 00 02")}
    for number, space in enumerate(("skolen/hal", "skolen/hal-a", "skolen/bane", "torvet/torvet")):
        hour = 8 + number
        scene.book(f"{hour:02}:00-{hour:02}:30", who="member", spaces=(space,), rrule=WEEKLY.format(3), **secret)
        scene.book(f"{hour:02}:30-{hour:02}:45", organization="judo", spaces=(space,), activity=SECRET, **secret)
        private = {"kind": BookingKind.PRIVATE, "activity": f"Fest for {SECRET}"}
        scene.book(f"{hour:02}:45-{hour:02}:55", spaces=(space,), **private, **secret)
    scene.book("20:00-21:00", kind=BookingKind.MARKET, spaces=("torvet/torvet",), **secret)
