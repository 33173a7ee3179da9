"""What a taken time looks like to everyone."""

from booking.api.fields import Many, Moment, Whole, Word, Words, YesNo
from booking.api.shapes.shape import Shape
from booking.vocabulary import BookingKind


class BusyShape(Shape):
    """A stretch of time in which lanes of a unit are held. Persons are never named."""

    start = Moment()
    end = Moment()
    unit = Words(80)
    unit_name = Words(200)
    first_lane = Whole(1, 1_000_000, attribute="lane_from")
    lanes_until = Whole(2, 1_000_001, attribute="lane_to", about="The first lane above that is not held.")
    core = YesNo(about="Whether it is the activity itself, and not set-up or clear-up.")
    kind = Word(BookingKind)
    organization = Words(200, about="Empty where it may not be known.")
    activity = Words(200, about="Empty where it may not be known.")
    spaces = Many(Words(161))
