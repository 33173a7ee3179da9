"""/availability: which spaces are free, and /occupancy and /spaces/…/occupancy: what is not."""

from booking.api import paging
from booking.api.blueprint import Blueprint
from booking.api.callers import anyone, now, today
from booking.api.shapes.busy import BusyShape, SpaceDayShape
from booking.api.shapes.offer import FoundShape
from booking.api.shapes.query import DateShape, DaysShape, SearchShape
from booking.services import availability, overview, weeks

blueprint = Blueprint("availability", "What is free, and when a place is taken.")


@blueprint.route("/availability")
@blueprint.public
@blueprint.fails(404)
@blueprint.arguments(SearchShape, location="query")
@blueprint.response(200, FoundShape, headers=paging.DOCUMENTED)
def search(wish):
    """The spaces that are free for one time, or for every time of a series, best first.

    With `partial`, also those that are free on most of the dates, and on which. With `organization`, only what it can
    book.
    """
    found = availability.search(wish, now(), anyone())
    return found, paging.headers(wish.page, wish.page_size, found.total)


@blueprint.route("/occupancy")
@blueprint.public
@blueprint.arguments(DateShape, location="query")
@blueprint.response(200, SpaceDayShape(many=True))
def show_day_everywhere(query):
    """One day of every space that can be booked: when it is open, and what holds it. Persons are never named."""
    return list(overview.day(query.get("date") or today()))


@blueprint.route("/spaces/<name:venue>/<name:space>/occupancy")
@blueprint.public
@blueprint.fails(404)
@blueprint.arguments(DaysShape, location="query")
@blueprint.response(200, BusyShape(many=True))
def show_occupancy(query, venue, space):
    """When the units of a space are held, by start. Persons are never named."""
    return list(weeks.busy(venue, space, query["first"], query["last"]))
