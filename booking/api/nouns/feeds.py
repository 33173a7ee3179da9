"""/feeds: a person's own private calendars."""

from dataclasses import asdict

from flask import current_app, url_for

from booking.api.blueprint import Blueprint
from booking.api.callers import caller, now
from booking.api.shapes.feed import FeedNameShape, FeedShape, MadeFeedShape, NewFeedShape
from booking.api.versions import expected, versioned
from booking.services import private_feeds

blueprint = Blueprint("feeds", "The caller's own calendars, each under a secret address that can be revoked.")

FEED = "/feeds/<number:number>"


@blueprint.route("/feeds")
@blueprint.response(200, FeedShape(many=True))
def list_feeds():
    """The caller's feeds that are not revoked, without their addresses."""
    return private_feeds.listed(caller())


@blueprint.route("/feeds", methods=["POST"])
@blueprint.fails(403, 404, 409)
@blueprint.arguments(NewFeedShape)
@blueprint.response(201, MadeFeedShape)
def add_feed(choice):
    """A calendar of one's own organization, or of venues where one works. The address is shown this once.

    Each call makes another one.
    """
    made, token = private_feeds.create(choice, caller(), now())
    address = f"{current_app.config['SAMBRUG'].public_url}/calendars/private/{token}.ics"
    answer = {**asdict(versioned(made)), "token": token, "address": address}
    return answer, {"Location": url_for("feeds.show_feed", number=made.id)}


@blueprint.route(FEED)
@blueprint.fails(404)
@blueprint.response(200, FeedShape)
def show_feed(number):
    """One of the caller's feeds, without its address."""
    return versioned(private_feeds.find(number, caller()))


@blueprint.route(FEED, methods=["PATCH"])
@blueprint.changes
@blueprint.fails(404)
@blueprint.arguments(FeedNameShape)
@blueprint.response(200, FeedShape)
def rename_feed(values, number):
    """Call it otherwise; needs If-Match."""
    return versioned(private_feeds.rename(number, values["label"], expected(), caller(), now()))


@blueprint.route(FEED, methods=["DELETE"])
@blueprint.fails(404)
@blueprint.response(204)
def revoke_feed(number):
    """Revoke it: its address is answered with 410 from now on."""
    private_feeds.revoke(number, caller(), now())
    return ""
