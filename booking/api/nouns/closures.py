"""/venues/…/closures and /spaces/…/closures: when places are closed in spite of their hours, or open after all."""

from zoneinfo import ZoneInfo

from flask import request

from booking.api.blueprint import Blueprint
from booking.api.callers import caller, now
from booking.api.shapes.hours import ClosedShape, ClosureShape, NewClosureShape
from booking.api.shapes.query import ClosureNumberShape, DryRunShape
from booking.services import closing_times, closures, places

blueprint = Blueprint("closures", "Closures and reopenings, with validity; a change first says whom it hits.")

VENUE = "/venues/<name:venue>/closures"
SPACE = "/spaces/<name:venue>/<name:space>/closures"


@blueprint.route(VENUE)
@blueprint.route(SPACE)
@blueprint.public
@blueprint.fails(404)
@blueprint.response(200, ClosureShape(many=True))
def list_closures(venue, space=None):
    """The closures and reopenings that are not over, by start; a space's with those of its venue."""
    return closures.closures(venue, space, now())


@blueprint.route(VENUE, methods=["POST"])
@blueprint.route(SPACE, methods=["POST"])
@blueprint.fails(403, 404)
@blueprint.arguments(NewClosureShape)
@blueprint.arguments(DryRunShape, location="query")
@blueprint.alt_response(200, schema=ClosedShape, description="With dry_run: whom it would hit.", success=True)
@blueprint.response(201, ClosedShape)
def add_closure(wish, query, venue, space=None):
    """Close or reopen; caretakers, officers and administrators. Times that it hits lose their place and are told.

    With `dry_run`, whom it would hit, and nothing is changed. What stands already is not closed twice.
    """
    closing = closing_times.closing(wish, ZoneInfo(places.venue(venue).timezone))
    number, hits = closures.close(venue, space, closing, caller(), now(), dry_run=query["dry_run"])
    if number is None:
        return {"id": None, "hits": hits}, 200
    return {"id": number, "hits": hits}, {"Location": f"{request.path}/{number}"}


@blueprint.route(VENUE, methods=["DELETE"])
@blueprint.route(SPACE, methods=["DELETE"])
@blueprint.fails(403, 404)
@blueprint.arguments(ClosureNumberShape, location="query")
@blueprint.response(204)
def withdraw_closure(query, venue, space=None):
    """Withdraw the closure with this number, as below."""
    return withdraw_numbered_closure(query["id"], venue, space)


@blueprint.route(f"{VENUE}/<int(max=9223372036854775807):number>", methods=["DELETE"])
@blueprint.route(f"{SPACE}/<int(max=9223372036854775807):number>", methods=["DELETE"])
@blueprint.fails(403, 404)
@blueprint.response(204)
def withdraw_numbered_closure(number, venue, space=None):
    """Withdraw a closure; caretakers, officers and administrators. Those it displaced are not brought back."""
    closures.withdraw(venue, space, number, caller(), now())
    return ""
