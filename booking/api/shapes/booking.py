"""What a booking looks like, and the answer to a request for one."""

from booking.api.fields import Computed, Inside, Many, Moment, Whole, Word, Words
from booking.api.shapes.problem import ProblemShape
from booking.api.shapes.request import MOST_LANES, MOST_MINUTES, MOST_PEOPLE, DetailsShape, ResponsibleShape
from booking.api.shapes.shape import Shape
from booking.api.shapes.verdict import FindingShape, VerdictShape
from booking.vocabulary import Audience, BookingKind, Status, Track

MIXED = "mixed"


class OccurrenceShape(Shape):
    """One time of a booking."""

    id = Whole(1, 2**63 - 1)
    start = Moment()
    end = Moment()
    original = Computed(
        lambda it: it.original.isoformat(timespec="minutes"),
        description="Where its series puts it, by the venue's clock; also after a move.",
        example="2027-01-12T17:00",
    )
    status = Word(Status)
    spaces = Many(Words(161))
    reason = Words(100_000, about="Why it was refused, cancelled or displaced.")
    expires_at = Moment(allow_none=True, about="Until when a held place waits for an officer.")


class BookingShape(Shape):
    """A booking with all its times. `responsible`, `note` and `details` are null for those who may not see them."""

    ref = Words(16, example="7K3MQ2XV")
    uid = Words(64, about="What calendars call it (RFC 5545).")
    version = Whole(1, 2**31 - 1)
    sequence = Whole(0, 2**31 - 1)
    status = Computed(
        lambda it: it.status or MIXED,
        enum=[*Status, MIXED],
        description="Of every occurrence; mixed where they differ.",
    )
    organization = Words(80)
    organization_name = Words(200)
    spaces = Many(Words(161))
    track = Word(Track)
    activity = Words(200)
    kind = Word(BookingKind)
    audience = Word(Audience)
    people = Whole(0, MOST_PEOPLE)
    layout = Words(80, allow_none=True)
    setup_minutes = Whole(0, MOST_MINUTES)
    clear_up_minutes = Whole(0, MOST_MINUTES)
    lanes = Whole(1, MOST_LANES, allow_none=True)
    responsible = Inside(ResponsibleShape, allow_none=True)
    note = Words(100_000, allow_none=True)
    details = Inside(DetailsShape, allow_none=True)
    timezone = Words(60)
    start = Moment()
    end = Moment()
    rrule = Words(500, allow_none=True)
    continues = Words(16, allow_none=True, about="The booking whose later times this one took over.")
    created_at = Moment()
    changed_at = Moment()
    occurrences = Many(Inside(OccurrenceShape))


class AnsweredBookingShape(BookingShape):
    """The booking, and the verdict under which it was made; null where nothing had to be judged."""

    verdict = Inside(VerdictShape, allow_none=True)


class CancelledBookingShape(BookingShape):
    """The booking, and what the rules say of giving it back: that it was late, or that some of it can no longer be."""

    findings = Many(Inside(FindingShape))


class RefusalShape(ProblemShape):
    """A request that was read and judged, and not allowed: type clash (409) or refused (422)."""

    findings = Many(Inside(FindingShape), about="Everything that refuses it.")
    verdict = Inside(VerdictShape)
