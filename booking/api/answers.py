"""The two answers to whoever asks for a place: the booking with its verdict, or why there is none."""

from flask import Response, jsonify

from booking.api.language import said
from booking.api.problems import problem
from booking.api.shapes.booking import BookingShape
from booking.api.shapes.verdict import VerdictShape, refusals
from booking.api.versions import versioned
from booking.services.bookings import Answer
from booking.wording import N_, Text

_BOOKING, _VERDICT = BookingShape(), VerdictShape()


def answered(answer: Answer, status: int = 200) -> Response:
    """The booking, with `verdict` beside its fields; the verdict alone where nothing was written."""
    body = _BOOKING.dump(versioned(answer.booking)) if answer.booking else {}
    body["verdict"] = _VERDICT.dump(answer.verdict) if answer.verdict else None
    response = jsonify(body)
    response.status_code = status
    return response


def refusal(answer: Answer) -> Response:
    """409 where every time is lost to others and to nothing else, 422 otherwise."""
    verdict = answer.verdict
    assert verdict is not None
    status, kind = (409, "clash") if verdict.everything_lost_is_taken else (422, "refused")
    shown = _VERDICT.dump(verdict)
    found = refusals(verdict)
    detail = " ".join(finding["message"] for finding in found) or said(Text(N_("Not every time can be had.")))
    return problem(status, kind, detail, findings=found, verdict=shown)
