"""What a letter about a decision looks like."""

from marshmallow import fields

from booking.api.fields import Moment, Whole, Words
from booking.api.shapes.shape import Shape
from booking.services import wording


class LetterShape(Shape):
    """A letter about a decision, ready to send."""

    subject = Words(1000)
    text = Words(100_000, about="Plain text; paragraphs are parted by an empty line.")
    language = fields.String(metadata={"enum": list(wording.LANGUAGES)})
    decided_at = Moment()
    decision = Whole(1, 2**63 - 1, about="The id of the decision.")
