"""The public calendars' addresses, of venues and of spaces: GET and HEAD."""

from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, request

from booking.feeds import answers
from booking.feeds.answers import asked_day
from booking.services import feeds
from booking.services.feeds import Wish

calendars = Blueprint("calendars", __name__, url_prefix="/calendars")
answers.attach(calendars)


@calendars.get("/venues/<venue>.ics", provide_automatic_options=False)
def venue(venue: str) -> Response:
    return _answer(Wish(venue, first=asked_day("from"), last=asked_day("to")))


@calendars.get("/spaces/<venue>/<space>.ics", provide_automatic_options=False)
def space(venue: str, space: str) -> Response:
    own_only = request.args.get("own") == "1"
    return _answer(Wish(venue, space, first=asked_day("from"), last=asked_day("to"), own_only=own_only))


def _answer(wish: Wish) -> Response:
    config = current_app.config["SAMBRUG"]
    found = feeds.served(wish, config.public_url, datetime.now(UTC), answers.is_known)
    return answers.kept(found, may_zip=config.feeds_gzip)
