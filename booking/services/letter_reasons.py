"""Why, and what against it: the parts of a letter about a decision to the party's detriment (forvaltningsloven §§ 19,
22, 24 and 25).
"""

import re
from collections.abc import Iterator, Sequence

from booking.names import name_of
from booking.rules.verdict import Finding
from booking.services import letter_law, wording
from booking.services.letter_words import Words
from booking.vocabulary import BY_RULES, Act, DeviationCategory, Effect
from booking.wording import N_, Text

MOST_FACTS = 12
"""Findings that are told one by one; a long series may have one for each of its times."""

_NUMBERS = re.compile(r"DK-\d+(?:(?:, | to )DK-\d+)*: ")
"""The numbers of the catalogue before a source; who gets the letter does not have it."""

_AGAINST = frozenset({Effect.REFUSE, Effect.REVIEW, Effect.DISPLACE})


def parts(words: Words) -> Iterator[Sequence[str]]:
    """Each part with its heading."""
    law = [words.said(it) for it in letter_law.grounds(words.case)]
    yield [words.say(N_("The rules it rests on")), *law, *_clauses(words)]
    yield [words.say(N_("What decided it")), *_considerations(words)]
    yield [words.say(N_("Facts that were given weight")), *_facts(words)]
    yield [words.say(N_("Hearing")), _hearing(words)]
    yield [words.say(N_("Complaint")), *(words.said(it) for it in letter_law.complaint(words.case))]


def _clauses(words: Words) -> Iterator[str]:
    """The municipality's own rules: title and version, and the clause of each finding."""
    title = wording.gettext(words.case.book.title, words.language)
    book = {"title": title, "version": words.case.book.versions}
    found = [finding.source for finding, _ in _against(words)]
    sources = [source for source in dict.fromkeys((*words.case.clauses, *found)) if source]
    if sources:
        yield words.say(N_("The municipality's own rules: “{title}”, version {version}:"), **book)
        yield from dict.fromkeys(f"- {_clause(source, words.language)}" for source in sources)
    else:
        yield words.say(
            N_(
                "The municipality's own rules: “{title}”, version {version}. No clause of them alone settles this "
                "case; it is decided within them."
            ),
            **book,
        )


def _clause(source: str, language: str) -> str:
    return _NUMBERS.sub("", wording.gettext(source, language), count=1)


def _considerations(words: Words) -> Iterator[str]:
    case = words.case
    if case.by_rules:
        yield words.say(
            N_(
                "The rules decided this automatically. You can always ask for a person to look at it: the rules hold "
                "normally, and a concrete assessment may lead to something else."
            )
        )
        return
    yield words.say(N_("A concrete assessment of the case was made; the rules alone did not decide it."))
    for category, reason in dict.fromkeys((it.category, it.reason) for it in case.decisions):
        if category:
            yield words.say(N_("Ground: {category}."), category=_category(category))
        if reason:
            yield words.say(N_("Reason: {reason}"), reason=reason)


def _category(category: str) -> Text | str:
    """What was kept before the list was closed is said as it is."""
    known = category in set(DeviationCategory)
    return Text(name_of(DeviationCategory(category))) if known else category


def _facts(words: Words) -> Iterator[str]:
    asked = words.case.asked
    for place in asked.places:
        if place.capacity:
            yield words.say(
                N_("{place} holds {capacity:person|persons}; you are {people:person|persons}."),
                place=place.name,
                capacity=place.capacity,
                people=asked.people,
            )
    found = list(dict.fromkeys(message for _, message in _against(words)))
    yield from found[:MOST_FACTS]
    if len(found) > MOST_FACTS:
        yield words.say(N_("The same holds for {more:more time|more times}."), more=len(found) - MOST_FACTS)
    if words.case.alternatives:
        yield words.say(N_("Other hours and places were looked at; those that are free are named below."))
    elif words.case.alternatives is not None:
        yield words.say(N_("Hours up to two hours earlier and later and equal places were looked at; none is free."))


def _hearing(words: Words) -> str:
    """How the party was heard; with what was granted is kept how those were who had to yield for it."""
    hearing = next((it.hearing for it in words.case.decisions if it.hearing and it.act is not Act.APPROVED), "")
    return hearing or words.say(
        N_(
            "You were not heard beforehand: the decision rests on your own request, on the rules, and on what is "
            "agreed for the place already (forvaltningsloven § 19)."
        )
    )


def _against(words: Words) -> Iterator[tuple[Finding, str]]:
    """What was found about the times that were lost, with its message; also who comes first there, which decides
    nothing by itself.
    """
    for it in words.case.decisions:
        if it.act is not Act.APPROVED:
            found = words.messages(it, *Effect, lost=it.act in BY_RULES)
            yield from (each for each in found if _weighs(each[0]))


def _weighs(it: Finding) -> bool:
    return it.effect in _AGAINST or (it.effect is Effect.INFORM and it.times is not None)
