"""The versions of a rulebook that judge one request together, each on the days it governs, as one rulebook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from booking.rules.rule import Basis
from booking.rules.rulebook import Days, Entry, Rulebook


@dataclass(frozen=True, slots=True)
class Governing:
    """A version with the days of use that it governs."""

    rulebook: Rulebook
    days: Days


def composed(asked: Rulebook, used: Sequence[Governing]) -> Rulebook:
    """`asked` is the version in force on the day of the request, `used` are those in force on the days of use, in the
    order of their days.

    Each rule is taken from the version that its basis names, and those of a day of use are bounded to the days that
    their version governs. What all of these versions say alike is one rule. The rest is that of the request's day.
    """
    if all(version.rulebook.digest == asked.digest for version in used):
        return asked
    entries = (
        *(entry for entry in asked.entries if entry.basis is Basis.REQUEST),
        *(_of_use(used[0].rulebook) if len(used) == 1 else _bounded(used)),
    )
    return replace(asked, entries=entries, digest=_digest(asked, used))


def _of_use(rulebook: Rulebook) -> Sequence[Entry]:
    return [entry for entry in rulebook.entries if entry.basis is Basis.USE]


def _bounded(used: Sequence[Governing]) -> Iterator[Entry]:
    by_version = [_by_id(_of_use(version.rulebook)) for version in used]
    for number, version in enumerate(used):
        for entry in _of_use(version.rulebook):
            if all(entry in others.get(entry.id, ()) for others in by_version):
                if number == 0:
                    yield entry
            else:
                yield replace(entry, days=version.days)


def _by_id(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry.id, []).append(entry)
    return by_id


def _digest(asked: Rulebook, used: Sequence[Governing]) -> str:
    parts = [asked.digest, *(f"{version.rulebook.digest} {version.days}" for version in used)]
    return sha256("\n".join(parts).encode()).hexdigest()
