"""The public calendars' addresses, of venues and of spaces: GET and HEAD."""

from flask import Blueprint, Response, request

from booking.feeds import answers
from booking.feeds.answers import asked_day
from booking.services.feeds import BOOKINGS, Wish

calendars = Blueprint("calendars", __name__, url_prefix="/calendars")
answers.attach(calendars)


@calendars.get("/venues/<venue>.ics", provide_automatic_options=False)
def venue(venue: str) -> Response:
    return answers.public(BOOKINGS, Wish(venue, first=asked_day("from"), last=asked_day("to")))


@calendars.get("/spaces/<venue>/<space>.ics", provide_automatic_options=False)
def space(venue: str, space: str) -> Response:
    own_only = request.args.get("own") == "1"
    wish = Wish(venue, space, first=asked_day("from"), last=asked_day("to"), own_only=own_only)
    return answers.public(BOOKINGS, wish)
