"""/venues: the buildings and urban spaces."""

from booking.api import paging
from booking.api.blueprint import Blueprint
from booking.api.shapes.place import SpaceShape, VenueShape
from booking.api.shapes.query import PageShape
from booking.services import places

blueprint = Blueprint("venues", "Municipal buildings and urban spaces.")


@blueprint.route("/venues")
@blueprint.public
@blueprint.arguments(PageShape, location="query")
@blueprint.response(200, VenueShape(many=True), headers=paging.DOCUMENTED)
def list_venues(page):
    """Every venue by name, with its spaces."""
    rows, total = places.listed(**page)
    return rows, paging.headers(**page, total=total)


@blueprint.route("/venues/<name:venue>")
@blueprint.public
@blueprint.fails(404)
@blueprint.response(200, VenueShape)
def show_venue(venue):
    """One venue, with its spaces."""
    return places.venue(venue)


@blueprint.route("/venues/<name:venue>/spaces")
@blueprint.public
@blueprint.fails(404)
@blueprint.response(200, SpaceShape(many=True))
def list_spaces(venue):
    """The spaces of a venue, in its own order; all of them, not in pages."""
    return places.venue(venue).spaces
