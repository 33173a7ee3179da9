"""How an organization used what it had: trusted until then, talked with before anything is decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from booking.rules.facts import Asked, Gather, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.rules.usage import much_unused, unused
from booking.vocabulary import Effect
from booking.wording import N_

_STANDING = frozenset({Gather.STANDING})

_CANCELLED_OFTEN = N_(
    "{organization} has cancelled {cancelled:time|times} in the last year with less than {within_hours:hour|hours} of "
    "notice; the municipality counts on {most} at most."
)
_CANCELLED_OFTEN_AT_ALL = N_(
    "{organization} has cancelled {cancelled:time|times} in the last year; the municipality counts on {most} at most."
)
_GIVE_BACK_EARLY = N_(
    "Ask for the times that you are sure of. What you give back early helps others; tell the municipality what makes "
    "it hard."
)
_ABSENT_IN_A_ROW = N_(
    "Nobody came {in_a_row:time|times} in a row, as far as the municipality knows. An officer talks with you before "
    "anything is decided."
)
_ABSENT_IN_A_YEAR = N_(
    "Nobody came {absences:time|times} in the last year, as far as the municipality knows. An officer talks with you "
    "before anything is decided."
)
_ABSENT = N_("Nobody came on {days}, as far as the municipality knows.")
_SAY_IF_WRONG = N_("Tell the municipality if that is wrong, and it no longer counts. Give back what you do not need.")
_DOORS = N_("A door was left open on {days}. An officer talks with you before you get the place.")
_DOOR = N_("A door was left open on {days}. The next time an officer talks with you first.")
_LOCK = N_("Lock when you leave, and keep doors shut. Tell the municipality if that is wrong, and it no longer counts.")
_UNUSED = N_(
    "{unused} of the {had:time|times} that {organization} had in the last year were not used, as far as the "
    "municipality knows."
)
_GIVE_BACK = N_("Give back what you do not need, and others can have it. Tell the municipality if that is wrong.")


@dataclass(frozen=True, kw_only=True)
class CancellationCeiling(Rule, id="cancellation-ceiling"):
    """An organization cancels no more than so many times in the last 365 days.

    What it had to give up to others, or what was closed, never counts. Another number for matches is a rule of the same
    id whose scope names them.

    - most: times cancelled (8).
    - within_hours: only those cancelled with less than so many hours of notice count (48; 0: all of them).
    - effect: what happens above that (inform).

    Source: DK-50, DK-53.
    """

    gathers: ClassVar[frozenset[Gather]] = _STANDING
    most: int = 8
    within_hours: int = 48
    effect: Effect = Effect.INFORM

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        notices = asked.standing.cancelled
        cancelled = sum(not self.within_hours or notice < self.within_hours for notice in notices)
        if cancelled > self.most:
            template = _CANCELLED_OFTEN if self.within_hours else _CANCELLED_OFTEN_AT_ALL
            values = {"cancelled": cancelled, "most": self.most, "within_hours": self.within_hours}
            yield found(self.effect, template, None, _GIVE_BACK_EARLY, organization=asked.applicant.name, **values)


@dataclass(frozen=True, kw_only=True)
class NoShows(Rule, id="no-shows"):
    """Where nobody came again and again, an officer talks with the organization; time is never lost by itself.

    The steps are a reminder, a dialogue, a hearing and a decision; all but the reminder are people's. A no-show that
    the municipality withdraws after an objection does not count, and what nobody reported counts as used.

    - in_a_row: no-shows of one booking, up to its last time, from which on an officer decides (3; 0: not asked).
    - in_a_year: no-shows of all bookings in the last 365 days from which on an officer decides (0: not asked).
    - remind_from: no-shows in the last 365 days from which on it is told (1; 0: never).

    Source: DK-50, DK-54.
    """

    gathers: ClassVar[frozenset[Gather]] = _STANDING
    in_a_row: int = 3
    in_a_year: int = 0
    remind_from: int = 1

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        standing, absences = asked.standing, len(asked.standing.absences)
        values = {"days": standing.absences, "absences": absences}
        if 0 < self.in_a_row <= standing.in_a_row:
            yield found(Effect.REVIEW, _ABSENT_IN_A_ROW, None, _SAY_IF_WRONG, **values, in_a_row=standing.in_a_row)
        elif 0 < self.in_a_year <= absences:
            yield found(Effect.REVIEW, _ABSENT_IN_A_YEAR, None, _SAY_IF_WRONG, **values)
        elif 0 < self.remind_from <= absences:
            yield found(Effect.INFORM, _ABSENT, None, _SAY_IF_WRONG, **values)


@dataclass(frozen=True, kw_only=True)
class Doors(Rule, id="doors"):
    """Where a door was left open or wedged for the second time, an officer talks with the organization first.

    Before that it is told. What the municipality withdraws after an objection does not count.

    - times: days in the last 365 from which on an officer decides (2).

    Source: DK-55.
    """

    gathers: ClassVar[frozenset[Gather]] = _STANDING
    times: int = 2

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        days = asked.standing.doors
        if days and len(days) >= self.times:
            yield found(Effect.REVIEW, _DOORS, None, _LOCK, days=days)
        elif days:
            yield found(Effect.INFORM, _DOOR, None, _LOCK, days=days)


@dataclass(frozen=True, kw_only=True)
class PastUse(Rule, id="past-use"):
    """An organization uses most of the times that it has.

    Unused are those at which nobody came, and those cancelled late; what is given back in time counts as used. That it
    comes last where others ask for the same, is said by the criterion last_use of rule `priority`.

    - percent: percent of its times in the last 365 days that may be unused (25).
    - late_hours: hours before a time; what was cancelled later than that counts as unused (48; 0: none does).
    - least_times: times in the last 365 days from which on it is asked (8).
    - effect: what happens above that (inform).

    Source: DK-22.
    """

    gathers: ClassVar[frozenset[Gather]] = _STANDING
    percent: int = 25
    late_hours: int = 48
    least_times: int = 8
    effect: Effect = Effect.INFORM

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        standing = asked.standing
        if much_unused(standing, self.percent, self.late_hours, self.least_times):
            values = {"unused": unused(standing, self.late_hours), "had": standing.times}
            yield found(self.effect, _UNUSED, None, _GIVE_BACK, organization=asked.applicant.name, **values)
