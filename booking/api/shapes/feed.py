"""What private feeds look like: as they are chosen, listed and renamed, and what is said of a new one this once."""

from typing import Any

from marshmallow import post_load

from booking.api.fields import Many, Moment, Whole, Words
from booking.api.shapes.shape import Shape
from booking.services.private_feeds import Choice

MOST_VENUES = 10


class NewFeedShape(Shape):
    """Which calendar: an organization's, or of venues."""

    organization = Words(80, about="One's own, whose bookings are shown.", example="skovlunde-haandbold")
    venues = Many(
        Words(80),
        most=MOST_VENUES,
        about="Where one works, with all that goes on there; empty: each where one has a role at the moment.",
    )
    label = Words(100, about="What calendar programs call it; what it shows if not said.")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Choice:
        return Choice(**data)


class FeedNameShape(Shape):
    """What is to be changed."""

    label = Words(100, required=True)


class FeedShape(Shape):
    """A private feed. Its address is not known any more."""

    id = Whole(1, 2**63 - 1)
    label = Words(100)
    organization = Words(80, allow_none=True)
    venues = Many(Words(80), about="Empty also for each where its owner has a role.")
    created_at = Moment()
    version = Whole(1, 2**31 - 1)


class MadeFeedShape(FeedShape):
    """A new private feed, with what is shown this once: whoever has the address has the calendar."""

    token = Words(100)
    address = Words(256, about="To be added to a calendar program.")
