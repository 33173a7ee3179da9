"""A verdict as a decision keeps it, with the text as it was shown; and read again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from booking.rules.verdict import Finding, OccurrenceVerdict, Verdict
from booking.services import typed_values, wording
from booking.services.serial import FORM
from booking.vocabulary import Effect, Outcome, Status
from booking.wording import Text

Said = Mapping[str, Sequence[Sequence[str | None]]]
"""By language: message and remedy of each finding, in the order of `findings`."""


def findings(verdict: Verdict) -> tuple[Finding, ...]:
    """Every finding once: those about the whole request, then the others by the first time they concern."""
    distinct = {id(it): it for it in verdict.findings}
    for occurrence in verdict.occurrences:
        for it in occurrence.findings:
            distinct.setdefault(id(it), it)
    return tuple(distinct.values())


def write(verdict: Verdict) -> dict[str, Any]:
    """Each finding is kept once, and each time has the numbers of those that concern it."""
    found = findings(verdict)
    numbers = {id(it): number for number, it in enumerate(found)}
    return {
        "form": FORM,
        "outcome": verdict.outcome,
        "rulebook": {
            "version": verdict.rulebook_version,
            "effective_from": verdict.rulebook_effective_from.isoformat(),
        },
        "findings": [_write_finding(it) for it in found],
        "occurrences": [_write_occurrence(it, numbers) for it in verdict.occurrences],
    }


def said(verdict: Verdict) -> Said:
    """The text as it is shown, in every language."""
    found = findings(verdict)
    return {language: [_said(it, language, verdict.zone) for it in found] for language in wording.LANGUAGES}


def read(kept: Mapping[str, Any], zone: ZoneInfo) -> Verdict:
    """What `write` wrote, in this version or the first, which kept each finding with each of its times and its values
    without their types. Without alternatives and proposals: they are not decided.
    """
    first_form = "form" not in kept
    found = [] if first_form else [_read_finding(it) for it in kept["findings"]]
    whole = [_read_old(it) for it in kept["findings"]] if first_form else [it for it in found if it.times is None]
    return Verdict(
        Outcome(kept["outcome"]),
        kept["rulebook"]["version"],
        date.fromisoformat(kept["rulebook"]["effective_from"]),
        zone,
        tuple(whole),
        tuple(_read_occurrence(it, found, zone) for it in kept["occurrences"]),
    )


def _said(it: Finding, language: str, zone: ZoneInfo) -> list[str | None]:
    return [wording.say(it.text, language, zone), wording.say(it.remedy, language, zone) if it.remedy else None]


def _write_finding(it: Finding) -> dict[str, Any]:
    kept: dict[str, Any] = {"rule": it.rule, "effect": it.effect, "text": typed_values.write_text(it.text)}
    if it.remedy:
        same = it.remedy.values == it.text.values
        kept["remedy"] = it.remedy.template if same else typed_values.write_text(it.remedy)
    optional = {"source": it.source, "place": it.place, "firm": it.firm}
    times = {} if it.times is None else {"times": list(it.times)}
    return kept | {name: value for name, value in optional.items() if value} | times


def _read_finding(kept: Mapping[str, Any]) -> Finding:
    text = typed_values.read_text(kept["text"])
    remedy = kept.get("remedy")
    return Finding(
        kept["rule"],
        Effect(kept["effect"]),
        text,
        Text(remedy, text.values) if isinstance(remedy, str) else remedy and typed_values.read_text(remedy),
        kept.get("source", ""),
        tuple(kept["times"]) if "times" in kept else None,
        kept.get("place"),
        kept.get("firm", False),
    )


def _read_old(kept: Mapping[str, Any]) -> Finding:
    remedy = Text(kept["remedy"], kept["facts"]) if kept["remedy"] else None
    text = Text(kept["text"], kept["facts"])
    return Finding(kept["rule"], Effect(kept["effect"]), text, remedy, kept["source"], None, kept["place"])


def _write_occurrence(it: OccurrenceVerdict, numbers: Mapping[int, int]) -> dict[str, Any]:
    kept = {"start": it.start.isoformat(), "end": it.end.isoformat(), "status": it.status}
    return {**kept, "findings": [numbers[id(each)] for each in it.findings]} if it.findings else kept


def _read_occurrence(kept: Mapping[str, Any], found: Sequence[Finding], zone: ZoneInfo) -> OccurrenceVerdict:
    start, end = (datetime.fromisoformat(kept[side]).astimezone(zone) for side in ("start", "end"))
    own = (found[it] if isinstance(it, int) else _read_old(it) for it in kept.get("findings", ()))
    return OccurrenceVerdict(start, end, Status(kept["status"]), tuple(own))
