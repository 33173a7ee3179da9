"""/venues/…/hours and /spaces/…/hours: when places are open."""

from types import SimpleNamespace

from booking.api.blueprint import Blueprint
from booking.api.callers import caller, now
from booking.api.shapes.hours import ChangedHoursShape, HoursShape
from booking.api.shapes.query import DryRunShape
from booking.api.versions import expected, versioned
from booking.services import opening_hours

blueprint = Blueprint("hours", "When venues and spaces are open.")

VENUE = "/venues/<name:venue>/hours"
SPACE = "/spaces/<name:venue>/<name:space>/hours"


@blueprint.route(VENUE)
@blueprint.route(SPACE)
@blueprint.public
@blueprint.fails(404)
@blueprint.response(200, HoursShape)
def show_hours(venue, space=None):
    """The weekly opening hours in force.

    A space without periods of its own is open as its venue is; a venue without any is open around the clock.
    """
    periods = opening_hours.weekly_hours(venue, space)
    return versioned(SimpleNamespace(periods=periods, version=opening_hours.hours_version(periods)))


@blueprint.route(VENUE, methods=["PUT"])
@blueprint.route(SPACE, methods=["PUT"])
@blueprint.changes
@blueprint.fails(403, 404)
@blueprint.arguments(HoursShape)
@blueprint.arguments(DryRunShape, location="query")
@blueprint.response(200, ChangedHoursShape)
def put_hours(hours, query, venue, space=None):
    """Replace the weekly opening hours; officers and administrators; needs If-Match.

    Answers whose booked times then lie in closed time. With `dry_run`, nothing is changed.
    """
    hits = opening_hours.set_weekly_hours(
        venue, space, hours["periods"], caller(), now(), version=expected(), dry_run=query["dry_run"]
    )
    return {"hits": hits}
