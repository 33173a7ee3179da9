"""What opening hours and closures look like, and whom a change of them hits."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, post_load

from booking.api.fields import Computed, Day, Inside, Many, Moment, Whole, Word, Words, YesNo
from booking.api.shapes.request import WallTime
from booking.api.shapes.shape import Shape
from booking.services.closing_times import ClosingWish
from booking.vocabulary import ClosureKind, Status
from booking.wording import N_, Text
from calendars.errors import CalendarError, Malformed
from calendars.hours import Span, WeeklyHours, hours_text, parse_hours

MOST_PERIODS = 100


class Week(Words):
    """Weekly hours as one line of text; inside, the spans of each day."""

    def __init__(self, **settings: Any) -> None:
        example = "mon-fri 08:00-22:00; sat 09:00-14:00, 15:00-24:00; sun closed"
        super().__init__(1000, example=example, **settings)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str:
        return hours_text(Span(*span) for span in value)

    def _validate(self, value: Any) -> None:
        super()._validate(value)
        try:
            parse_hours(value)
        except Malformed as error:
            detail = {"value": str(error.value)[:80]}
            raise ValidationError([Text(N_("“{value}” cannot be read as days and hours."), detail)]) from error


class PeriodOfHoursShape(Shape):
    """Weekly hours and the local days from and to which they hold, both included; null: without limit."""

    first_day = Day(allow_none=True, load_default=None)
    last_day = Day(allow_none=True, load_default=None)
    hours = Week(required=True, attribute="spans", about="Days that are not named are closed.")

    @post_load
    def make(self, data: Mapping[str, Any], **_: Any) -> WeeklyHours:
        try:
            return WeeklyHours(parse_hours(data["spans"]), data["first_day"], data["last_day"])
        except CalendarError as error:
            raise ValidationError([Text(N_("The last day lies before the first."))], "last_day") from error


class HoursShape(Shape):
    """When a venue or a space is open: of several periods that include a day, the one that begins latest holds."""

    periods = Many(Inside(PeriodOfHoursShape), required=True, most=MOST_PERIODS)


class HitShape(Shape):
    """A booked time that a closure, or new hours, would leave in closed time."""

    booking = Words(16)
    organization = Words(200)
    activity = Words(200)
    space = Words(161)
    start = Moment()
    end = Moment()
    status = Word(Status)


class ChangedHoursShape(Shape):
    """Whom new hours leave in closed time; what was agreed stands all the same."""

    hits = Many(Inside(HitShape))


class ClosureShape(Shape):
    """A dated period in which a venue or a space is closed, or open in spite of a wider closure."""

    id = Whole(1, 2**63 - 1)
    kind = Word(ClosureKind)
    start = Moment(attribute="starts_at")
    end = Moment(attribute="ends_at")
    all_day = YesNo()
    space_only = Computed(
        lambda it: it.space_id is not None, "boolean", description="Whether it is this space's alone."
    )
    reason = Words(200)


class NewClosureShape(Shape):
    """What to close: whole local days, or from a local time to another."""

    reason = Words(200, shortest=1, required=True)
    kind = Word(ClosureKind)
    first_day = Day()
    last_day = Day(about="The same day, if not said.")
    start = WallTime()
    end = WallTime()

    @post_load
    def make(self, data: Mapping[str, Any], **_: Any) -> ClosingWish:
        return ClosingWish(**data)


class ClosedShape(Shape):
    """The closure's number, null in a dry run, and whose times it takes; they are told."""

    id = Whole(1, 2**63 - 1, allow_none=True)
    hits = Many(Inside(HitShape))
