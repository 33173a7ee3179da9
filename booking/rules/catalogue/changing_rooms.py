"""Changing rooms, which several parties share."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from booking.rules.facts import Asked, Gather, Neighbour, Place, Time
from booking.rules.rule import Found, Rule, found, together
from booking.vocabulary import Effect
from booking.wording import N_

_OPEN = N_("The changing room is open from {before:minute|minutes} before until {after:minute|minutes} after.")
_SHARED = N_(
    "The changing room is open from {before:minute|minutes} before until {after:minute|minutes} after; "
    "{others:other party has|other parties have} it at that time, too."
)
_CROWDED = N_("{parties:party uses|parties use} the changing room at that time, and it holds {most}.")
_AGREE = N_("Come changed, or agree with the others; the caretaker is told.")


@dataclass(frozen=True, kw_only=True)
class ChangingRooms(Rule, id="changing-rooms"):
    """It is told when the changing room is open, and how many use it. Nobody is refused because it is crowded.

    Others use it who are in the same place up to an hour before or after, or next to it in a space with the same tag.

    - before, after: minutes for which it is open before and after the activity (30 and 30).
    - most: parties that it holds at a time (2).
    - tags: tags of which one says which changing room a space uses (changing_room_1, changing_room_2).

    Source: DK-36.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.NEIGHBOURS})
    before: int = 30
    after: int = 30
    most: int = 2
    tags: frozenset[str] = frozenset()

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        others = self._others(asked, place, times)
        for number, group in together(times, lambda moment: others[moment.index]).items():
            values = {"before": self.before, "after": self.after, "others": number}
            yield found(Effect.INFORM, _SHARED if number else _OPEN, group, None, **values)
            if number + 1 > self.most:
                yield found(Effect.INFORM, _CROWDED, group, _AGREE, parties=number + 1, most=self.most)

    def _others(self, asked: Asked, place: Place, times: Sequence[Time]) -> Counter[int]:
        """How many others use it, by time."""
        near = [each for each in asked.neighbours if not each.adjacent or place.tags & self.tags & each.tags]
        moments = {moment.index: moment for moment in times} if near else {}
        return Counter(each.time for each in near if each.time in moments and self._meet(moments[each.time], each))

    def _meet(self, moment: Time, other: Neighbour) -> bool:
        """Whether both have the changing room open at once."""
        both = timedelta(minutes=self.before + self.after)
        theirs, mine = other.holder.interval, moment.interval
        return theirs.start < mine.end + both and mine.start < theirs.end + both
