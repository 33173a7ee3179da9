"""What a search finds."""

from booking.api.fields import Computed, Inside, Many, Moment, Whole, Words
from booking.api.shapes.shape import Shape
from booking.api.shapes.verdict import VerdictShape


class TimeShape(Shape):
    """One of the times that were sought; `index` is its number, from 0."""

    index = Whole(0, 400)
    start = Moment()
    end = Moment()


class OfferShape(Shape):
    """A space that is free at the times with the numbers in `free`."""

    ref = Words(161, attribute="space.ref")
    name = Words(200, attribute="space.name")
    kind = Words(40, attribute="space.kind")
    venue = Words(80, attribute="space.venue")
    capacity = Whole(0, 1_000_000, attribute="space.capacity")
    tags = Computed(lambda it: sorted(it.space.tags), "array", items={"type": "string"})
    free = Computed(lambda it: it.free, "array", items={"type": "integer", "minimum": 0, "maximum": 400})
    verdict = Inside(VerdictShape, allow_none=True, about="Where an organization was named: what it would be told.")


class FoundShape(Shape):
    """The times sought, and one page of offers: free most often first, then nearest, then least too large."""

    times = Many(Inside(TimeShape))
    offers = Many(Inside(OfferShape))
    total = Whole(0, 1_000_000)
