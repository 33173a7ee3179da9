"""What a letter says of what comes next: getting in, what else can be had, waiting, whom to ask (forvaltningsloven
§ 7).
"""

from collections.abc import Iterator, Sequence

from booking.rules.facts import Asked
from booking.rules.verdict import TAKEN, Alternative, OccurrenceVerdict
from booking.services.letter_cases import Kind
from booking.services.letter_words import Words
from booking.vocabulary import Access, Effect, Status
from booking.wording import N_

_ACCESS = {
    Access.OPEN: N_("{place} is open; nobody has to let you in."),
    Access.FOB: N_("You get into {place} with a key fob."),
    Access.CODE: N_("You get into {place} with a code."),
    Access.STAFF: N_("The staff let you into {place}."),
}

_WAITS = N_("If a time on the waiting list is given back, it goes to those who wait; you will be told if you get it.")
_OPEN = frozenset({Status.HELD, Status.CONDITIONAL, Status.WAITING})


def part(words: Words) -> Sequence[str]:
    """The last part of the letter."""
    match words.case.kind:
        case Kind.CONFIRMATION:
            return [*_told(words, Effect.CONDITION, Effect.INFORM), *_access(words), _contact(words)]
        case Kind.RECEIPT:
            return [*_awaited(words), *_told(words, Effect.REVIEW), _contact(words)]
        case Kind.PARTIAL:
            return [*_now(words), *_told(words, Effect.CONDITION), *_others(words), _waiting(words), _contact(words)]
        case _:
            return [*_now(words), *_others(words), _waiting(words), _contact(words)]


def _now(words: Words) -> Iterator[str]:
    yield words.say(N_("What you can do now"))


def _awaited(words: Words) -> Iterator[str]:
    """What happens next to each time that is neither granted nor refused."""
    said = [(it.asked, each) for it in words.case.decisions for each in it.verdict.occurrences if each.status in _OPEN]
    waits = [_only_waits(asked, each) for asked, each in said]
    if not all(waits):
        yield words.say(N_("An officer decides, and you will be told. Until then the place is held where it was free."))
    if any(waits):
        yield words.say(_WAITS)


def _only_waits(asked: Asked, it: OccurrenceVerdict) -> bool:
    """Whether nobody is asked to decide: others have the place, and they keep it."""
    moves = any(each.effect in (Effect.REVIEW, Effect.DISPLACE) and each.rule != TAKEN for each in it.findings)
    return it.status is Status.WAITING and not asked.ask_officer and not moves


def _told(words: Words, *effects: Effect) -> Iterator[str]:
    said = (message for it in words.case.decisions for _, message in words.messages(it, *effects))
    return iter(dict.fromkeys(said))


def _access(words: Words) -> Iterator[str]:
    places = {place.space: place for it in words.case.decisions for place in it.asked.places}
    return (words.say(_ACCESS[place.access], place=place.name) for place in places.values())


def _others(words: Words) -> Iterator[str]:
    if words.case.alternatives:
        yield words.say(N_("These are free now; you can ask for one of them:"))
    yield from (_other(words, it) for it in words.case.alternatives or ())


def _other(words: Words, it: Alternative) -> str:
    [time] = words.times([(it.start.replace(tzinfo=None), it.end.replace(tzinfo=None))])
    known = words.case.places
    places = words.names({ref: known[ref].name if ref in known else ref for ref in it.spaces}, address=True)
    if it.of == 1:
        return f"{time}: {places}"
    also = words.say(N_("and the same hours on your other dates; {free} of {of} are free"), free=it.free, of=it.of)
    return f"{time}, {also}: {places}"


def _waiting(words: Words) -> str:
    return words.say(N_("You can also ask for the same time again and wait for it, in case it is given back."))


def _contact(words: Words) -> str:
    first = words.case.places.get(words.case.asked.places[0].space)
    venue = first and first.venue
    if not venue or not venue.contact_name:
        return words.say(N_("Questions: answer this letter or turn to the municipality, and name the case."))
    ways = [way for way in (venue.contact_phone, venue.contact_email) if way]
    return words.say(N_("Questions: {who}. Please name the case."), who=", ".join([venue.contact_name, *ways]))
