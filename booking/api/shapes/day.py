"""What a caretaker's day looks like, and what was seen of it."""

from booking.api.fields import Computed, Day, Inside, Many, Moment, Whole, Word, Words, YesNo
from booking.api.language import said
from booking.api.shapes.request import MOST_MINUTES, MOST_PEOPLE, DetailsShape, ResponsibleShape, WallTime
from booking.api.shapes.shape import Shape
from booking.services.day_sheet import Change
from booking.services.observations import LONGEST_TEXT, MOST_PERSONS
from booking.vocabulary import Access, Audience, BookingKind, Seen, Status


class UsedSpaceShape(Shape):
    ref = Words(161)
    name = Words(200)
    access = Word(Access)


class UsedPartShape(Shape):
    """Lanes of a unit, from the first to the last."""

    name = Words(200)
    first_lane = Whole(1, 1_000_000)
    last_lane = Whole(1, 1_000_000)


class ObservationShape(Shape):
    """What was seen."""

    id = Whole(1, 2**63 - 1)
    seen = Word(Seen)
    persons = Whole(0, MOST_PERSONS, allow_none=True)
    text = Words(LONGEST_TEXT)
    at = Moment()
    withdrawn_at = Moment(allow_none=True, about="Since when it no longer counts.")
    withdrawn_reason = Words(LONGEST_TEXT)


class WithdrawalShape(Shape):
    """Why an observation no longer counts."""

    reason = Words(LONGEST_TEXT, required=True)


class NewObservationShape(Shape):
    """What was seen of an occurrence."""

    occurrence = WallTime(required=True, about="The local start of the occurrence.")
    seen = Word(Seen, required=True)
    persons = Whole(0, MOST_PERSONS, allow_none=True, load_default=None, about="Where they were counted.")
    text = Words(LONGEST_TEXT, load_default="")


class EntryShape(Shape):
    """One occurrence on the sheet. `responsible` and `note` are null for those who do not work there."""

    ref = Words(16)
    occurrence = Computed(lambda it: it.occurrence.isoformat(timespec="minutes"), example="2027-01-12T17:00")
    start = Moment()
    end = Moment()
    arrive = Moment()
    leave = Moment()
    status = Word(Status)
    spaces = Many(Inside(UsedSpaceShape))
    parts = Many(Inside(UsedPartShape))
    kind = Word(BookingKind)
    audience = Word(Audience)
    people = Whole(0, MOST_PEOPLE)
    layout = Words(80, allow_none=True)
    plan = Words(200, about="Number of the layout's approved plan of where people stand and sit; empty: none.")
    setup_minutes = Whole(0, MOST_MINUTES)
    clear_up_minutes = Whole(0, MOST_MINUTES)
    organization = Words(200, about="Empty where it may not be known.")
    activity = Words(200, about="Empty where it may not be known.")
    details = Inside(DetailsShape, about="Those who do not work there see what anybody sees who passes by.")
    first_time = YesNo(about="Whether the organization comes here for the first time.")
    from_elsewhere = YesNo(about="Whether the organization belongs to another municipality. For those who work there.")
    change = Word(Change, allow_none=True, about="What happened to it since yesterday's sheet.")
    changed_at = Moment(allow_none=True)
    minutes_to_next = Whole(0, MOST_MINUTES, allow_none=True, about="Where that is too short for cleaning.")
    responsible = Inside(ResponsibleShape, allow_none=True)
    note = Words(100_000, allow_none=True)
    conditions = Computed(
        lambda it: [said(text) for text in it.conditions],
        "array",
        items={"type": "string"},
        description="What is still to be settled. For those who work there.",
    )
    observations = Many(Inside(ObservationShape))


class StretchShape(Shape):
    start = Moment()
    end = Moment()


class ClosingShape(Shape):
    period = Inside(StretchShape, attribute="interval")
    reason = Words(1000)


class DaySheetShape(Shape):
    """Who comes to a venue on a local day, by arrival."""

    venue = Words(80, attribute="venue.slug")
    date = Day()
    week_number = Whole(1, 53, about="ISO 8601.")
    for_staff = YesNo(about="Whether the caller works there, and sees names and telephone numbers.")
    first_in = Moment(allow_none=True)
    last_out = Moment(allow_none=True)
    openings = Many(Inside(StretchShape))
    closings = Many(Inside(ClosingShape))
    entries = Many(Inside(EntryShape))
    next_morning = Many(Inside(EntryShape), about="Who comes before 10 on the day after.")
