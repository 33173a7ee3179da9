"""How a letter puts its case into words: texts, findings, places and times in one language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from booking.model import Space
from booking.rules.verdict import Finding
from booking.services import letter_times, wording
from booking.services.letter_cases import Case, Kept
from booking.services.letter_times import LocalTime
from booking.vocabulary import Effect
from booking.wording import Text


@dataclass(frozen=True, slots=True)
class Words:
    """A case in one language."""

    case: Case
    language: str

    def say(self, template: str, **values: Any) -> str:
        return self.said(Text(template, values))

    def said(self, text: Text) -> str:
        return wording.say(text, self.language, self.case.asked.zone)

    def times(self, times: Sequence[LocalTime]) -> Sequence[str]:
        """A list of the times, a line each or a line for a run of them."""
        return [f"- {line}" for line in letter_times.lines(times, self.language)]

    def places(self, it: Kept) -> str:
        """The places of a decision, by the names they had."""
        return self.names({place.space: place.name for place in it.asked.places})

    def names(self, spaces: Mapping[str, str], *, address: bool = False) -> str:
        """The spaces (name by ref) with their venues, and where those are if somebody is to go there."""
        shown = (_place(name, self.case.places.get(ref), address=address) for ref, name in spaces.items())
        return wording.notation(self.language).listing([*shown])

    def messages(self, it: Kept, *effects: Effect, lost: bool = False) -> Iterator[tuple[Finding, str]]:
        """The findings of a decision with one of the effects, as they were said."""
        for finding in it.findings(frozenset(effects), lost=lost):
            yield finding, it.message(finding, self.language) or self.said(finding.text)


def _place(name: str, space: Space | None, *, address: bool) -> str:
    if space is None:
        return name
    venue = space.venue
    where = (venue.street, f"{venue.post_code} {venue.town}".strip()) if address else ()
    return ", ".join(dict.fromkeys(part for part in (name, venue.name, *where) if part))
