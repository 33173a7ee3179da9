"""/spaces: what people book, and when it is taken."""

from booking.api.blueprint import Blueprint
from booking.api.shapes.place import SpaceShape
from booking.services import places

blueprint = Blueprint("spaces", "What people book: rooms, halls, halves of halls, lanes, fields.")


@blueprint.route("/spaces/<name:venue>/<name:space>")
@blueprint.public
@blueprint.fails(404)
@blueprint.response(200, SpaceShape)
def show_space(venue, space):
    """One space, with the units that it needs."""
    return places.space(venue, space)
