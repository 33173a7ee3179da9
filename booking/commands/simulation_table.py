"""What a simulation found, as a table to read."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from booking.services.wording import say
from booking.vocabulary import Effect, OrganizationKind, Status
from booking.wording import N_, Text

MOST_LISTED = 20
"""Bookings that are listed by name."""

_TITLE = N_("The rulebook {name} {version} on the bookings of {first} to {last}")
_JUDGED = N_("{occurrences:time|times} of {bookings:booking|bookings} were judged anew.")
_SAME = N_("The same would be said of all of them.")
_CHANGED = N_("Something else would be said of {occurrences:time|times} of {bookings:booking|bookings}.")
_STATUSES = N_("Times of which something else would be said")
_RULES = N_("Times by the rule that makes a difference")
_NEW = N_("{rule}: {effect}, new")
_GONE = N_("{rule}: {effect}, no more")
_KINDS = N_("Times of which something else would be said, by kind of organization")
_VENUES = N_("Times of which something else would be said, by venue")
_BOOKINGS = N_("Bookings")
_MORE = N_("and {bookings:booking|bookings} more")
_UNKNOWN = N_("The rule {rule} could not be judged for {bookings:booking|bookings}: its facts were not kept.")
_FIRST_FORM = N_("{bookings:booking was|bookings were} decided when less was kept: nothing is known of the event.")
_UNREADABLE = N_("The facts of {bookings:booking|bookings} cannot be read; they are left out.")


class Table:
    """Lines in a language."""

    def __init__(self, report: Mapping[str, Any], language: str) -> None:
        self._report = report
        self._language = language

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _say(self, template: str, **values: Any) -> str:
        return say(Text(template, values), self._language)

    def _lines(self) -> Iterator[str]:
        report = self._report
        days = {"first": date.fromisoformat(report["from"]), "last": date.fromisoformat(report["to"])}
        yield self._say(_TITLE, **report["rulebook"], **days)
        yield self._say(_JUDGED, **_counts(report))
        changed = {"occurrences": report["changed_occurrences"], "bookings": report["changed_bookings"]}
        yield self._say(_CHANGED, **changed) if changed["bookings"] else self._say(_SAME)
        yield from self._doubts()
        yield from self._section(_STATUSES, ((it["occurrences"], self._change(it)) for it in report["statuses"]))
        yield from self._section(_RULES, ((it["occurrences"], self._rule(it)) for it in report["rules"]))
        yield from self._groups(_KINDS, "organization_kinds", lambda it: OrganizationKind(it["kind"]))
        yield from self._groups(_VENUES, "venues", lambda it: it["venue"])
        yield from self._bookings()

    def _doubts(self) -> Iterator[str]:
        """What the numbers leave out."""
        for it in self._report["not_judged"]:
            yield self._say(_UNKNOWN, **it)
        for name, template in (("first_form", _FIRST_FORM), ("unreadable", _UNREADABLE)):
            if self._report[name]:
                yield self._say(template, bookings=self._report[name])

    def _section(self, heading: str, rows: Iterable[tuple[int, str]]) -> Iterator[str]:
        """Nothing where there are no rows."""
        lines = [f"{count:>7}  {words}" for count, words in rows]
        if lines:
            yield from ("", self._say(heading), *lines)

    def _groups(self, heading: str, name: str, named: Any) -> Iterator[str]:
        groups = sorted(self._report[name], key=lambda it: -it["changed_occurrences"])
        changed = (it for it in groups if it["changed_occurrences"])
        return self._section(heading, ((it["changed_occurrences"], self._group(named(it), it)) for it in changed))

    def _group(self, name: Any, it: Mapping[str, Any]) -> str:
        return self._say("{name} / {of}", name=name, of=it["occurrences"])

    def _bookings(self) -> Iterator[str]:
        listed = self._report["changed"][:MOST_LISTED]
        yield from self._section(
            _BOOKINGS,
            (
                (change["occurrences"], f"{it['booking']} {it['organization']}: {self._change(change)} ({_rules(it)})")
                for it in listed
                for change in it["changes"]
            ),
        )
        if rest := self._report["changed_bookings"] - len(listed):
            yield self._say(_MORE, bookings=rest)

    def _change(self, it: Mapping[str, Any]) -> str:
        return self._say("{was} → {would_be}", was=Status(it["was"]), would_be=Status(it["would_be"]))

    def _rule(self, it: Mapping[str, Any]) -> str:
        template = _NEW if it["change"] == "new" else _GONE
        return self._say(template, rule=it["rule"], effect=Effect(it["effect"]))


def _counts(it: Mapping[str, Any]) -> Mapping[str, int]:
    return {name: it[name] for name in ("occurrences", "bookings")}


def _rules(it: Mapping[str, Any]) -> str:
    return ", ".join(it["rules"])
