"""What a simulation looks like: asked for, on its way, and done."""

from collections.abc import Mapping
from typing import Any

from marshmallow import post_load

from booking.api.fields import Computed, Day, Inside, Many, Moment, Whole, Word, Words
from booking.api.language import said
from booking.api.shapes.shape import Shape
from booking.services.simulations import LONGEST_TEXT, Wish
from booking.vocabulary import Effect, JobState, OrganizationKind, Status
from booking.wording import Text

MANY = 2**31 - 1


class NewSimulationShape(Shape):
    """Which rulebook is to be tried on which days: its `text`, or `name` and `version` of a stored one."""

    text = Words(LONGEST_TEXT, shortest=1, about="The rulebook as TOML.")
    name = Words(80, about="With `text`: whose bookings it is tried on, if not those of its own name.")
    rulebook_version = Words(40, data_key="version", attribute="version")
    first = Day(data_key="from", required=True, example="2026-08-01")
    last = Day(data_key="to", required=True, example="2027-06-30")

    @post_load
    def make(self, data: Mapping[str, Any], **_: Any) -> Wish:
        return Wish(**data)


class _Kept(Word):
    """A word as the report has it, that was JSON."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return value


class _CountShape(Shape):
    occurrences = Whole(0, MANY)
    bookings = Whole(0, MANY)


class StatusChangeShape(_CountShape):
    """Times that were said one thing of and would be said another."""

    was = _Kept(Status)
    would_be = _Kept(Status)


class RuleChangeShape(_CountShape):
    """Times at which a rule would say something that it did not, or no longer would."""

    rule = Words(200)
    effect = _Kept(Effect)
    change = Words(4, about="new or gone.")


class _GroupShape(_CountShape):
    changed_occurrences = Whole(0, MANY)
    changed_bookings = Whole(0, MANY)


class KindGroupShape(_GroupShape):
    kind = _Kept(OrganizationKind)


class VenueGroupShape(_GroupShape):
    venue = Words(80)


class NotJudgedShape(Shape):
    """A rule that needs facts that the decisions of so many bookings did not keep: of them it knew too little."""

    rule = Words(200)
    bookings = Whole(0, MANY)


class TimesShape(Shape):
    was = _Kept(Status)
    would_be = _Kept(Status)
    occurrences = Whole(0, MANY)


class ChangedBookingShape(Shape):
    """A booking of which something else would be said, and the rules that make the difference."""

    booking = Words(16)
    organization = Words(80)
    changes = Many(Inside(TimesShape))
    rules = Many(Words(200))


class SimulatedRulebookShape(Shape):
    name = Words(80)
    version = Words(40)
    effective_from = Words(10)


class ReportShape(Shape):
    """What changes. Times are counted once for each, bookings where one of their times is counted."""

    rulebook = Inside(SimulatedRulebookShape)
    bookings = Whole(0, MANY)
    occurrences = Whole(0, MANY)
    changed_bookings = Whole(0, MANY)
    changed_occurrences = Whole(0, MANY)
    first_form = Whole(0, MANY, about="Bookings decided when less was kept: what rules know of details is missing.")
    unreadable = Whole(0, MANY, about="Bookings whose facts cannot be read; they are not counted otherwise.")
    statuses = Many(Inside(StatusChangeShape))
    rules = Many(Inside(RuleChangeShape))
    organization_kinds = Many(Inside(KindGroupShape))
    venues = Many(Inside(VenueGroupShape))
    not_judged = Many(Inside(NotJudgedShape))
    changed = Many(Inside(ChangedBookingShape), about="The first 500 of `changed_bookings`.")


class ListedSimulationShape(Shape):
    """How far a simulation is; `done` of `total` bookings are judged."""

    id = Whole(1, MANY)
    name = Words(80)
    first_day = Day(data_key="from")
    last_day = Day(data_key="to")
    state = Word(JobState)
    done = Whole(0, MANY)
    total = Whole(0, MANY)
    created_at = Moment()
    ended_at = Moment(allow_none=True)
    problem = Computed(lambda it: said(Text(it.problem)), description="Why it failed; empty if it did not.")


class SimulationShape(ListedSimulationShape):
    """With its report when it is done."""

    report = Inside(ReportShape, allow_none=True)
