"""What a request for a booking looks like, and a change of one."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, post_dump, post_load

from booking.api.fields import Day, Inside, Many, Whole, Word, Words, YesNo
from booking.api.shapes.shape import Shape
from booking.services.changes import Change
from booking.services.decisions import Ruling
from booking.services.requests import DETAILS, LONGEST_NOTE, Request, Responsible, details_of
from booking.services.targets import Scope
from booking.vocabulary import Audience, BookingKind, DeviationCategory, Track

MOST_PEOPLE = 1_000_000
MOST_SPACES = 50
MOST_DATES = 400
MOST_MINUTES = 1440
MOST_LANES = 1000


class WallTime(Words):
    """A local time as text; services read it in the venue's zone."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(40, **{"example": "2027-01-12T17:00", **settings})


class SpaceRef(Words):
    """venue/space."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(161, example="baltorpskolen/hal-a", **settings)


class PeriodShape(Shape):
    start = WallTime(required=True)
    end = WallTime(required=True)


class FurtherDate(fields.Field):
    """A day, at the same hours; or a start and an end of its own."""

    def __init__(self) -> None:
        pair = {"$ref": "#/components/schemas/Period"}
        super().__init__(metadata={"anyOf": [{"type": "string", "format": "date"}, pair]})

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if isinstance(value, Mapping):
            pair = PeriodShape().load(dict(value))
            return pair["start"], pair["end"]
        return Day().deserialize(value)


class ResponsibleShape(Shape):
    """The adult on site."""

    name = Words(200, load_default="")
    phone = Words(40, load_default="")

    @post_load
    def make(self, data: Mapping[str, Any], **_: Any) -> Responsible:
        return Responsible(**data)


def _detail(kind: type) -> Any:
    if kind is bool:
        return YesNo(allow_none=True)
    if kind is int:
        return Whole(0, MOST_PEOPLE, allow_none=True)
    return Words(200, allow_none=True) if kind is str else Word(kind, allow_none=True)


class _Details(Shape):
    """What some rules need to know of an event; what is left out or null was not said. Square metres, centimetres."""

    @post_load
    def make(self, data: Mapping[str, Any], **_: Any) -> Any:
        return details_of(data)

    @post_dump
    def said(self, data: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:
        return {name: value for name, value in data.items() if value is not None}


DetailsShape = _Details.from_dict({name: _detail(kind) for name, kind in DETAILS.items()}, name="DetailsShape")


class _WishFields(Shape):
    """What can be asked for, and changed later."""

    spaces = Many(SpaceRef(), least=1, most=MOST_SPACES)
    activity = Words(200, shortest=1, example="handball")
    people = Whole(0, MOST_PEOPLE, example=24)
    start = WallTime(about="Of the activity, as the venue's clock shows it.")
    end = WallTime(example="2027-01-12T18:30")
    kind = Word(BookingKind)
    audience = Word(Audience)
    responsible = Inside(ResponsibleShape)
    layout = Words(80, allow_none=True)
    setup_minutes = Whole(0, MOST_MINUTES, allow_none=True, about="Before the start; null: as the layout needs.")
    clear_up_minutes = Whole(0, MOST_MINUTES, allow_none=True, about="After the end; null: as the layout needs.")
    lanes = Whole(1, MOST_LANES, allow_none=True, about="How many lanes, where the space has lanes.")
    note = Words(LONGEST_NOTE)
    details = Inside(DetailsShape)


class RequestShape(_WishFields):
    """A request for a booking: once, or repeated by `rrule` or on further `dates`."""

    spaces = Many(SpaceRef(), required=True, least=1, most=MOST_SPACES)
    organization = Words(80, required=True, shortest=1, example="skovlunde-haandbold")
    activity = Words(200, shortest=1, required=True, example="handball")
    people = Whole(0, MOST_PEOPLE, required=True, example=24)
    start = WallTime(required=True, about="Of the activity, as the venue's clock shows it.")
    end = WallTime(required=True, example="2027-01-12T18:30")
    track = Word(Track, allow_none=True, about="The legal ground; the organization's own if not said.")
    rrule = Words(500, allow_none=True, example="FREQ=WEEKLY;UNTIL=20270601")
    skip = Many(Day(), most=MOST_DATES, about="Dates of the rule that are left out.")
    dates = Many(FurtherDate(), most=MOST_DATES, about="Further dates, instead of a rule.")
    accept_partial = YesNo(about="Book what can be had if some dates cannot.")
    wait = YesNo(about="Wait for times that others hold, instead of losing them.")
    ask_officer = YesNo(about="Have an officer look at what the rules refuse, instead of losing it.")

    @post_load
    def make(self, data: Mapping[str, Any], **_: Any) -> Request:
        lists = {
            "spaces": tuple(data["spaces"]),
            "skip": frozenset(data.get("skip", ())),
            "dates": tuple(data.get("dates", ())),
        }
        return Request(**{**data, **lists})


class ChangeShape(_WishFields):
    """What is to be changed, and of which occurrences; the rest stays as it was."""

    scope = Word(Scope)
    occurrence = WallTime(about="For scope one or following: the local start of the occurrence.")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Change:
        if "spaces" in data:
            data["spaces"] = tuple(data["spaces"])
        return Change(scope=data.pop("scope", Scope.ALL), occurrence=data.pop("occurrence", None), values=data)


class CancellationShape(Shape):
    """What to give back."""

    scope = Word(Scope, load_default=Scope.ALL)
    occurrence = WallTime(load_default=None, about="For scope one or following: the local start of the occurrence.")
    reason = Words(LONGEST_NOTE, load_default="")


class InsteadShape(Shape):
    """Other times or places than were asked for, said for the first of the times; the others move by as much."""

    spaces = Many(SpaceRef(), least=1, most=MOST_SPACES)
    start = WallTime()
    end = WallTime()

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Mapping[str, Any]:
        if "spaces" in data:
            data["spaces"] = tuple(data["spaces"])
        return data


class RulingShape(Shape):
    """What an officer decides."""

    approve = YesNo(required=True)
    occurrences = Many(
        WallTime(),
        least=1,
        most=MOST_DATES,
        about="Local starts; all that await a decision if not said. Granted ones that are refused are withdrawn.",
    )
    refuse = Many(WallTime(), most=MOST_DATES, about="Local starts that are refused while the rest is approved.")
    instead = Inside(InsteadShape, about="What is granted instead of what was asked for.")
    displace = YesNo(about="Take the place from those who have it; they are told, with the reason.")
    reason = Words(
        LONGEST_NOTE, load_default="", about="Needed to grant less than all, to depart from the rules, to displace."
    )
    category = Word(
        DeviationCategory, load_default=None, allow_none=True, about="Needed to depart from the rules, and to withdraw."
    )
    hearing = Words(
        LONGEST_NOTE,
        load_default="",
        about="How and when those were heard who lose granted time, or why not. Needed to withdraw and to displace.",
    )

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Ruling:
        for name in {"occurrences", "refuse"} & set(data):
            data[name] = tuple(data[name])
        return Ruling(**data)
