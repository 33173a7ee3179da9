"""/rulebook: the rules that anyone may read."""

from booking.api.blueprint import Blueprint
from booking.api.callers import today
from booking.api.shapes.query import RulebookQueryShape
from booking.api.shapes.rulebook import RulebookShape
from booking.services import rulebooks

blueprint = Blueprint("rulebook", "The rules in force.")


@blueprint.route("/rulebook")
@blueprint.public
@blueprint.fails(404)
@blueprint.arguments(RulebookQueryShape, location="query")
@blueprint.response(200, RulebookShape)
def show_rulebook(query):
    """The rulebook in force on a day."""
    return rulebooks.current(query["name"], query.get("date") or today())
