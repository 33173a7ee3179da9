"""`flask rules reproduce`: the decisions about a booking as they were made, and whether they can be made again."""

import json
from collections.abc import Iterator

import click

from booking.commands.plainly import language_option, plainly
from booking.services import reproduction
from booking.services.reproduction import Reproduced
from booking.services.wording import say
from booking.wording import N_, Text

_HEAD = N_("{number}. {act}, {outcome}: {moment}, by the rulebook {versions}")
_TIME = "{start}: {status}"
_REASON = N_("Reason: {reason}")
_SAME = N_("Judged again it says the same, to the letter.")


@click.command("reproduce")
@click.argument("booking")
@language_option
@plainly
def reproduce_decisions(booking: str, language: str) -> None:
    """Print every decision about a booking as it was shown, with what was known, and judge it again.

    Exit code 1 where judging again finds something else; words that are translated otherwise by now are only told.
    """
    decisions = reproduction.of_booking(booking)
    for number, decision in enumerate(decisions, 1):
        click.echo("\n".join(_lines(number, decision, language)) + "\n")
    if any(decision.differences for decision in decisions):
        raise click.exceptions.Exit(1)


def _lines(number: int, decision: Reproduced, language: str) -> Iterator[str]:
    verdict = decision.verdict

    def told(template: str, **values: object) -> str:
        return say(Text(template, values), language, verdict.zone)

    head = {"act": decision.act, "outcome": decision.outcome, "moment": decision.decided_at}
    yield told(_HEAD, number=number, versions=decision.versions, **head)
    if decision.reason:
        yield told(_REASON, reason=decision.reason)
    for occurrence in verdict.occurrences:
        yield told(_TIME, start=occurrence.start, status=occurrence.status)
    for finding, said in zip(decision.findings, decision.said[language], strict=True):
        yield f"{finding.rule}: {' '.join(sentence for sentence in said if sentence)}"
    yield json.dumps(decision.facts, ensure_ascii=False)
    yield from (say(it, language, verdict.zone) for it in (*decision.differences, *decision.reworded))
    if not decision.differences:
        yield told(_SAME)
