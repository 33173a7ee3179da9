"""What can be asked in the query of an address."""

from collections.abc import Mapping
from typing import Any

from marshmallow import post_load

from booking.api.fields import Day, Many, Slug, Whole, Word, Words, YesNo
from booking.api.paging import LARGEST_PAGE, USUAL_PAGE
from booking.api.shapes.request import MOST_DATES, MOST_PEOPLE, WallTime
from booking.api.shapes.shape import Shape
from booking.services.availability import Search
from booking.services.bookings import Filters
from booking.services.rulebooks import MUNICIPALITY
from booking.vocabulary import Audience, BookingKind, Status


class PageShape(Shape):
    """Which part of a list."""

    page = Whole(1, 1_000_000, text=True, load_default=1)
    page_size = Whole(1, LARGEST_PAGE, text=True, load_default=USUAL_PAGE)


class DryRunShape(Shape):
    """Whether to say only what would happen."""

    dry_run = YesNo(load_default=False, about="Say what would happen, and change nothing.")


class DaysShape(Shape):
    """From one local day to another, both included."""

    first = Day(data_key="from", required=True, example="2027-01-11")
    last = Day(data_key="to", required=True, example="2027-01-17")


class DateShape(Shape):
    date = Day(about="The local day; today if not said.")


class FiltersShape(PageShape):
    """Which bookings; everything that is not said may be anything."""

    venue = Words(80)
    space = Words(161, example="baltorpskolen/hal-a")
    organization = Words(80)
    first = Day(data_key="from", about="Bookings with a time on this local day or later.")
    last = Day(data_key="to", about="Bookings with a time on this local day or earlier.")
    status = Many(Word(Status), most=len(Status), about="Any of these; may be repeated.")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Filters:
        return Filters(statuses=frozenset(data.pop("status", ())), **data)


class LetterOfShape(Shape):
    """Which decision a letter is to be about."""

    decision = Whole(1, 2**63 - 1, text=True, load_default=None, about="Its id; the latest if not said.")


class SearchShape(PageShape):
    """What is sought."""

    start = WallTime(required=True)
    end = WallTime(required=True, example="2027-01-12T18:30")
    rrule = Words(500, example="FREQ=WEEKLY;COUNT=20")
    skip = Many(Day(), most=MOST_DATES, about="Dates of the rule that are left out; may be repeated.")
    dates = Many(Day(), most=MOST_DATES, about="Further dates, instead of a rule; may be repeated.")
    people = Whole(0, MOST_PEOPLE, text=True)
    kind = Words(40, about="The kind of space, such as hall.", example="hall")
    tag = Many(Words(80), most=20, about="The space has all of these; may be repeated.")
    venue = Words(80)
    near = Words(80, about="A venue: spaces near it come first.")
    organization = Words(80, about="Show only what this organization can book.")
    booking_kind = Word(BookingKind)
    audience = Word(Audience)
    activity = Words(200)
    partly = YesNo(
        data_key="partial", attribute="partial", about="Also spaces that are free on most of the dates, and on which."
    )

    @post_load
    def make(self, data: Mapping[str, Any], **_: Any) -> Search:
        lists = {
            "skip": frozenset(data.get("skip", ())),
            "dates": tuple(data.get("dates", ())),
            "tags": frozenset(data.get("tag", ())),
        }
        names = {"kind": "space_kind", "booking_kind": "kind"}
        return Search(**{names.get(name, name): value for name, value in data.items() if name != "tag"} | lists)


class ClosureNumberShape(Shape):
    id = Whole(1, 2**63 - 1, text=True, required=True)


class RulebookQueryShape(DateShape):
    """Which rulebook, and on which local day."""

    name = Slug(load_default=MUNICIPALITY)
