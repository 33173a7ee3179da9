"""The table that sums up a load of permits: what became of their dates, which rules kept them, how long it took."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from booking.services.imports.nyc_permits import PermitResult
from booking.services.wording import say
from booking.vocabulary import Status
from booking.wording import Text


def table(results: Sequence[PermitResult], seconds: float, language: str) -> str:
    """Lines of a count and what it counts."""
    statuses = sum((Counter(result.statuses) for result in results), Counter[Status]())
    rules = sum((Counter(result.rules) for result in results), Counter[str]())
    named = Counter({say(Text("{status}", {"status": status}), language): count for status, count in statuses.items()})
    lines = ["Dates", *_lines(named), f"{statuses.total():>7}  in all"]
    if rules:
        lines += ["Dates not simply granted, by the rule that says why (some have several)", *_lines(rules)]
    return "\n".join([*lines, f"{len(results)} permits in {seconds:.1f} seconds."])


def _lines(counts: Counter[str]) -> Iterator[str]:
    ordered: Iterable[tuple[str, int]] = sorted(counts.items(), key=lambda it: (-it[1], it[0]))
    return (f"{count:>7}  {name}" for name, count in ordered)
