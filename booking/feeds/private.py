"""The private calendars' addresses: whoever has one has the calendar, so it is to be kept by nobody else."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, current_app, request

from booking.feeds import answers
from booking.services import private_calendars

PREFIX = "/calendars/private"
PROTECTION = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}

private = Blueprint("private", __name__, url_prefix=PREFIX)
answers.attach(private)


def init_app(app: Flask) -> None:
    app.register_blueprint(private)
    app.after_request(_protected)


@private.get("/<token>.ics", provide_automatic_options=False)
def calendar(token: str) -> Response:
    settings = current_app.config["SAMBRUG"]
    zone = ZoneInfo(settings.timezone)
    found = private_calendars.served(token, settings.public_url, zone, datetime.now(UTC), answers.is_known)
    return answers.private(found)


def _protected(response: Response) -> Response:
    """Errors at these addresses too, also those that no view of ours answers."""
    if request.path.startswith(f"{PREFIX}/"):
        response.headers.update(PROTECTION)
    return response
