"""Small events, which need little, and those that are larger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.catalogue.nights import nights_of
from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_, Text

_LARGER = N_("Larger than a small event: {larger}.")
_SMALLER = N_("Keep below that, and it is a small event.")
_PEOPLE = N_("more than {most:person|persons}")
_MINUTES = N_("longer than {most:minute|minutes}")
_NIGHTS = N_("more than {most:night|nights}")
_PLACES = N_("more than {most:room|rooms}")


@dataclass(frozen=True, kw_only=True)
class SmallEvent(Rule, id="small-event"):
    """An event no larger than this in any respect goes its simple way; of a larger one the rule says in which respect.

    - people: persons (100; 0: no such bound).
    - minutes: length of each time (60; 0: no such bound).
    - nights: nights of each time (1; 0: no such bound).
    - places: places asked for together (1; 0: no such bound).
    - effect: what happens to a larger one (review).

    Source: DK-29, DK-66, DK-72.
    """

    people: int = 0
    minutes: int = 0
    nights: int = 0
    places: int = 0
    effect: Effect = Effect.REVIEW

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        sizes = (
            (_PEOPLE, self.people, asked.people),
            (_MINUTES, self.minutes, max(moment.interval.minutes for moment in times)),
            (_NIGHTS, self.nights, max(nights_of(moment) for moment in times)),
            (_PLACES, self.places, len(asked.places)),
        )
        larger = tuple(Text(template, {"most": most}) for template, most, size in sizes if most and size > most)
        if larger:
            yield found(self.effect, _LARGER, None, _SMALLER, larger=larger)

    def contradictions(self) -> Iterator[str]:
        if not (self.people or self.minutes or self.nights or self.places):
            yield "nothing is too large; give one of people, minutes, nights, places"
