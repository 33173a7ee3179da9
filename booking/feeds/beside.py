"""The addresses of what stands beside the calendars of bookings: free and taken time, opening hours and closures."""

from datetime import UTC, datetime

from flask import Blueprint, Response, current_app

from booking.feeds import answers
from booking.feeds.answers import asked_day
from booking.services import feed_busy, feed_hours
from booking.services.feed_frames import Wish

beside = Blueprint("beside", __name__, url_prefix="/calendars")
answers.attach(beside)


@beside.get("/freebusy/<venue>.ics", provide_automatic_options=False)
@beside.get("/freebusy/<venue>/<space>.ics", provide_automatic_options=False)
def free_busy(venue: str, space: str | None = None) -> Response:
    wish = Wish(venue, space, asked_day("from"), asked_day("to"))
    return answers.public(feed_busy.free_busy(wish, current_app.config["SAMBRUG"].public_url, datetime.now(UTC)))


@beside.get("/hours/<venue>.ics", provide_automatic_options=False)
def hours(venue: str) -> Response:
    wish = Wish(venue, None, asked_day("from"), asked_day("to"))
    return answers.public(feed_hours.hours_feed(wish, current_app.config["SAMBRUG"].public_url, datetime.now(UTC)))
