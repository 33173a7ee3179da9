"""For whoever watches over the service: whether the process is alive, and whether it can do its work."""

from flask import Blueprint, Response, jsonify

from booking.errors import Unavailable
from booking.services import audit

health = Blueprint("health", __name__)


@health.get("/health")
def alive() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@health.get("/ready")
def ready() -> tuple[Response, int]:
    """The database is reachable and migrated, and the guarantee stands; else 503."""
    try:
        audit.ready()
    except Unavailable:
        return jsonify(status="unavailable"), 503
    return jsonify(status="ok"), 200
