"""/organizations: who books."""

from flask import url_for

from booking.api import paging
from booking.api.blueprint import Blueprint
from booking.api.callers import caller, now
from booking.api.shapes.organization import NewOrganizationShape, OrganizationChangeShape, OrganizationShape
from booking.api.shapes.query import PageShape
from booking.api.versions import expected, versioned
from booking.services import organizations

blueprint = Blueprint("organizations", "Who books: associations, schools, networks, institutions, companies, citizens.")


@blueprint.route("/organizations")
@blueprint.arguments(PageShape, location="query")
@blueprint.response(200, OrganizationShape(many=True), headers=paging.DOCUMENTED)
def list_organizations(page):
    """The organizations by name: to those who work for the municipality every one, to others their own."""
    rows, total = organizations.listed(**page, actor=caller())
    return rows, paging.headers(**page, total=total)


@blueprint.route("/organizations", methods=["POST"])
@blueprint.fails(403, 409)
@blueprint.arguments(NewOrganizationShape)
@blueprint.response(201, OrganizationShape)
def add_organization(values):
    """Add an organization; officers and administrators.

    A slug is taken once: the same call again is answered 409 and adds nothing.
    """
    row = versioned(organizations.add(values, caller(), now()))
    return row, {"Location": url_for("organizations.show_organization", organization=row.slug)}


@blueprint.route("/organizations/<name:organization>")
@blueprint.fails(404)
@blueprint.response(200, OrganizationShape)
def show_organization(organization):
    """One organization."""
    return versioned(organizations.find(organization, caller()))


@blueprint.route("/organizations/<name:organization>", methods=["PATCH"])
@blueprint.changes
@blueprint.fails(403, 404)
@blueprint.arguments(OrganizationChangeShape)
@blueprint.response(200, OrganizationShape)
def change_organization(values, organization):
    """Change some fields; needs If-Match. Members of the organization, officers and administrators."""
    return versioned(organizations.change(organization, values, expected(), caller(), now()))
