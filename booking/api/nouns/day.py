"""/venues/…/day: the caretaker's day, and what was seen of it."""

from booking.api.blueprint import Blueprint
from booking.api.callers import anyone, caller, now, today
from booking.api.idempotency import DOCUMENTED, idempotency
from booking.api.shapes.day import DaySheetShape, NewObservationShape, ObservationShape, WithdrawalShape
from booking.api.shapes.query import DateShape
from booking.services import days, observations

blueprint = Blueprint("day", "The caretaker's day, and what was seen.")


@blueprint.route("/venues/<name:venue>/day")
@blueprint.public
@blueprint.fails(404)
@blueprint.arguments(DateShape, location="query")
@blueprint.response(200, DaySheetShape)
def show_day(query, venue):
    """Who comes to a venue on a local day. Names and telephone numbers only for those who work there."""
    return days.day(venue, query.get("date") or today(), anyone(), now())


@blueprint.route("/bookings/<name:ref>/observations", methods=["POST"])
@blueprint.doc(parameters=[DOCUMENTED])
@blueprint.fails(403, 404, 409)
@blueprint.arguments(NewObservationShape)
@blueprint.response(201, ObservationShape)
def observe(seen, ref):
    """Write back what was seen of a time: opened, used, nobody came, persons counted. Those who work at the venue."""
    return observations.observe(ref, **seen, actor=caller(), now=now(), idempotency=idempotency())


@blueprint.route("/bookings/<name:ref>/observations/<int(max=9223372036854775807):number>/withdraw", methods=["POST"])
@blueprint.fails(403, 404, 409)
@blueprint.arguments(WithdrawalShape)
@blueprint.response(200, ObservationShape)
def withdraw_observation(why, ref, number):
    """Set aside what was seen, as the organization's objection was right: it stays, and no longer counts. Officers."""
    return observations.withdraw(ref, number, **why, actor=caller(), now=now())
