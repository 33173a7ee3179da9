"""/bookings: asked for, read, changed, cancelled, decided."""

from flask import url_for

from booking.api import paging
from booking.api.answers import answered, refusal
from booking.api.blueprint import Blueprint
from booking.api.callers import anyone, caller, now
from booking.api.idempotency import DOCUMENTED, idempotency
from booking.api.language import language
from booking.api.problems import TYPE
from booking.api.shapes.booking import AnsweredBookingShape, BookingShape, CancelledBookingShape, RefusalShape
from booking.api.shapes.letter import LetterShape
from booking.api.shapes.query import DryRunShape, FiltersShape, LetterOfShape
from booking.api.shapes.request import CancellationShape, ChangeShape, RequestShape, RulingShape
from booking.api.shapes.verdict import VerdictShape
from booking.api.versions import expected, expected_if_any, versioned
from booking.services import bookings, cancellations, changes, decisions, letters

blueprint = Blueprint("bookings", "Asking for a place, and what becomes of it.")

CLASH = {
    "schema": RefusalShape,
    "content_type": TYPE,
    "description": "Taken by others (clash), or not in a state for this (conflict).",
}
REFUSED = {
    "schema": RefusalShape,
    "content_type": TYPE,
    "description": "Against the rules (refused), or malformed (invalid).",
}


@blueprint.route("/bookings/preview", methods=["POST"])
@blueprint.public
@blueprint.fails(404)
@blueprint.arguments(RequestShape)
@blueprint.response(200, VerdictShape)
def preview_booking(wish):
    """The verdict on a request, with reasons and alternatives; changes nothing.

    Exactly what POST /bookings would say and do. Answers 200 whenever the request can be read. Who may not book for the
    organization is not told how it used what it had, nor of decisions about it; the finding told-to-all says so.
    """
    return bookings.preview(wish, now(), anyone())


@blueprint.route("/bookings", methods=["POST"])
@blueprint.doc(parameters=[DOCUMENTED])
@blueprint.fails(403, 404)
@blueprint.alt_response(409, **CLASH)
@blueprint.alt_response(422, **REFUSED)
@blueprint.arguments(RequestShape)
@blueprint.response(201, AnsweredBookingShape)
def book(wish):
    """Book what the verdict allows.

    201 when all is granted, when an officer has to decide, or when part is granted and `accept_partial` is true.
    """
    answer = bookings.submit(wish, caller(), now(), idempotency())
    if answer.booking is None:
        return refusal(answer)
    return answered(answer, 201), {"Location": url_for("bookings.show_booking", ref=answer.booking.ref)}


@blueprint.route("/bookings")
@blueprint.arguments(FiltersShape, location="query")
@blueprint.response(200, BookingShape(many=True), headers=paging.DOCUMENTED)
def list_bookings(filters):
    """The bookings that the caller may see, latest first: of own organizations, and at venues where they work."""
    rows, total = bookings.listed(filters, caller())
    return rows, paging.headers(filters.page, filters.page_size, total)


@blueprint.route("/bookings/<name:ref>")
@blueprint.fails(404)
@blueprint.response(200, BookingShape)
def show_booking(ref):
    """One booking with all its times."""
    return versioned(bookings.find(ref, caller()))


@blueprint.route("/bookings/<name:ref>", methods=["PATCH"])
@blueprint.changes
@blueprint.fails(403, 404)
@blueprint.alt_response(409, **CLASH)
@blueprint.alt_response(422, **REFUSED)
@blueprint.arguments(ChangeShape)
@blueprint.arguments(DryRunShape, location="query")
@blueprint.response(200, AnsweredBookingShape)
def change_booking(change, query, ref):
    """Change the whole, one occurrence, or this and the following: judged anew, all or nothing. Needs If-Match.

    What is past stays as it was. Where later times change, they become a booking of their own that continues this one.
    """
    answer = changes.change(ref, change, expected(), caller(), now(), dry_run=query["dry_run"])
    if answer.booking is None and not query["dry_run"]:
        return refusal(answer)
    return answered(answer)


@blueprint.route("/bookings/<name:ref>/cancel", methods=["POST"])
@blueprint.may_match
@blueprint.fails(403, 404, 409)
@blueprint.arguments(CancellationShape)
@blueprint.response(200, CancelledBookingShape)
def cancel_booking(what, ref):
    """Give back the whole, one occurrence, or this and the following; what is given back is free at once."""
    return versioned(cancellations.cancel(ref, **what, version=expected_if_any(), actor=caller(), now=now()))


@blueprint.route("/bookings/<name:ref>/decision", methods=["POST"])
@blueprint.may_match
@blueprint.fails(403, 404, 409)
@blueprint.arguments(RulingShape)
@blueprint.response(200, BookingShape)
def decide_booking(ruling, ref):
    """An officer approves, refuses, grants in part or something else, displaces others, or withdraws what was granted.

    All of it happens or nothing. Who belongs to one of the parties may not decide.
    """
    return versioned(decisions.decide(ref, ruling, expected_if_any(), caller(), now()))


@blueprint.route("/bookings/<name:ref>/letter")
@blueprint.fails(404)
@blueprint.arguments(LetterOfShape, location="query")
@blueprint.response(200, LetterShape)
def show_letter(which, ref):
    """What the party is told of the latest decision, or of another one, in the language of Accept-Language."""
    return letters.letter(ref, language(), caller(), now(), which["decision"])
