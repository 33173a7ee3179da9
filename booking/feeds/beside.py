"""The addresses of what stands beside the calendars of bookings: free and taken time, opening hours and closures."""

from flask import Blueprint, Response

from booking.feeds import answers
from booking.feeds.answers import asked_day
from booking.services.feed_busy import FREE_BUSY
from booking.services.feed_frames import Wish
from booking.services.feed_hours import HOURS

beside = Blueprint("beside", __name__, url_prefix="/calendars")
answers.attach(beside)


@beside.get("/freebusy/<venue>.ics", provide_automatic_options=False)
@beside.get("/freebusy/<venue>/<space>.ics", provide_automatic_options=False)
def free_busy(venue: str, space: str | None = None) -> Response:
    return answers.public(FREE_BUSY, Wish(venue, space, asked_day("from"), asked_day("to")))


@beside.get("/hours/<venue>.ics", provide_automatic_options=False)
def hours(venue: str) -> Response:
    return answers.public(HOURS, Wish(venue, None, asked_day("from"), asked_day("to")))
