"""What a taken time, and the day of a space, look like to everyone."""

from booking.api.fields import Inside, Many, Moment, Whole, Word, Words, YesNo
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


class OpenShape(Shape):
    start = Moment()
    end = Moment()


class UseShape(Shape):
    """A stretch of time in which a space, or part of it, is held. Persons are never named."""

    start = Moment()
    end = Moment()
    core = YesNo(about="Whether it is the activity itself, and not set-up or clear-up.")
    lanes = Whole(1, 1_000_000, allow_none=True, about="How many are held; null: all.")
    kind = Word(BookingKind)
    organization = Words(200, about="Empty where it may not be known.")
    activity = Words(200, about="Empty where it may not be known.")


class SpaceDayShape(Shape):
    """A space on one local day: when it is open, and what holds it, by time."""

    space = Words(161)
    name = Words(200)
    venue = Words(80)
    open = Many(Inside(OpenShape))
    uses = Many(Inside(UseShape))
