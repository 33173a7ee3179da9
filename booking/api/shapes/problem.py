"""What a failure looks like (RFC 9457)."""

from marshmallow import fields

from booking.api.fields import Whole, Words
from booking.api.shapes.shape import Shape


class ProblemShape(Shape):
    """A failure. `title` and `detail` are in the language of Accept-Language, Danish by default."""

    type = Words(100, required=True, metadata={"format": "uri-reference", "example": "/problems/not-found"})
    title = Words(200, required=True)
    status = Whole(400, 599, required=True)
    detail = Words(10_000)
    instance = Words(10_000, about="The path that was asked for.")
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={
            "description": "Of type invalid: everything that is wrong with each field, by its path.",
            "example": {"dates.3.start": ["“abc” is not a time such as 2027-01-12T17:00."]},
        },
    )
