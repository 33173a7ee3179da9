"""Which versions of a rulebook judge a request; the shipped one until the municipality has loaded its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from booking.errors import Conflict, NotFound
from booking.model import Rulebook as Stored
from booking.rules import rulebook
from booking.rules.checks import checked
from booking.rules.rulebook import Days, Rulebook
from booking.rules.versions import Governing, composed
from booking.rules.written import RulebookError
from booking.services import journal, reigns, rulebook_checks
from booking.services.actors import SYSTEM, Actor
from booking.services.reigns import Reign
from booking.services.unit_of_work import reads, writes
from booking.wording import N_, Text

MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Used:
    """A version with the days of use that it governs in a request, the first and the last; no `id` where it is shipped
    and not yet kept.
    """

    rulebook: Rulebook
    id: int | None
    days: Days


@dataclass(frozen=True, slots=True)
class Applying:
    """The rulebook that judges a request, composed of the version in force on the day it is asked for and of those in
    force on its days of use, which are `used`, in their order.

    `version` is that of the request's day and `id` its row; none where it is shipped and not yet kept.
    """

    rulebook: Rulebook
    version: Rulebook
    id: int | None
    used: tuple[Used, ...]


def applying(session: Session, name: str, asked_on: date, days: Collection[date] = ()) -> Applying:
    """What judges a request made on the local day `asked_on` for use on the local `days`; without any, for use that
    day. One query, and one more for each version that no request needed before. NotFound.
    """
    days = days or (asked_on,)
    known = reigns.between(session, name, min((asked_on, *days)), max((asked_on, *days)))
    asked = reigns.on(known, asked_on, session)
    using: dict[Reign, list[date]] = {}
    for day in sorted(days):
        using.setdefault(reigns.on(known, day, session), []).append(day)
    used = tuple(Used(reign.rulebook, reign.id, (its[0], its[-1])) for reign, its in using.items())
    return Applying(reigns.together(asked, [*using]), asked.rulebook, asked.id, used)


def kept(session: Session, force: Applying, now: datetime) -> int:
    """The id of the row of the version in force on the day of the request, written now if it was only shipped."""
    return force.id or _keep(session, force.version, now)


def kept_days(session: Session, force: Applying, now: datetime) -> list[dict[str, Any]]:
    """For a decision: the row of each version used, and the first and the last of the days of use that it governs."""
    return [
        {
            "id": used.id or _keep(session, used.rulebook, now),
            "digest": used.rulebook.digest,
            "first_day": used.days[0].isoformat(),
            "last_day": used.days[1].isoformat(),
        }
        for used in force.used
    ]


def again(session: Session, asked: int, used: Sequence[Mapping[str, Any]]) -> Rulebook:
    """The rulebook by which a decision was made, out of the row of the day of the request and what `kept_days` said."""
    stored = session.scalars(select(Stored).where(Stored.id.in_({asked, *(each["id"] for each in used)})))
    read = {row.id: reigns.read(row.digest, row.text) for row in stored}
    return composed(read[asked], [Governing(read[each["id"]], _days(each)) for each in used])


@writes
def load(session: Session, text: str, actor: Actor, now: datetime) -> Rulebook:
    """Make a rulebook effective from its date. RulebookError if anything is wrong with it, an example that does not
    come out included; Conflict if its version or date is taken. The one in force stays so in either case.
    """
    found = checked(text)
    wrong = [it for it in (*found.problems, *rulebook_checks.of_database(session, found)) if not it.remark]
    if wrong or found.rulebook is None:
        raise RulebookError(wrong)
    read = found.rulebook
    if rulebook_checks.taken(session, read):
        raise Conflict(
            Text(
                N_("The rulebook {name} already has version {version}, or one effective from {day}."),
                {"name": read.name, "version": read.version, "day": read.effective_from},
            )
        )
    _store(session, read, text, actor, now)
    return read


@reads
def text_in_force(session: Session, name: str, day: date) -> str:
    """The TOML of the named rulebook that is in force on the local day. NotFound."""
    query = select(Stored.text).where(Stored.name == name, Stored.effective_from <= day)
    stored = session.scalar(query.order_by(Stored.effective_from.desc()).limit(1))
    try:
        return stored or rulebook.shipped(name)
    except FileNotFoundError:
        raise NotFound(N_("rulebook"), name) from None


@reads
def current(session: Session, name: str, day: date) -> Rulebook:
    return applying(session, name, day).version


@reads
def versions(session: Session) -> Sequence[Stored]:
    """Every stored rulebook, newest first within its name."""
    return session.scalars(select(Stored).order_by(Stored.name, Stored.effective_from.desc())).all()


def _days(written: Mapping[str, Any]) -> Days:
    return date.fromisoformat(written["first_day"]), date.fromisoformat(written["last_day"])


def _keep(session: Session, shipped: Rulebook, now: datetime) -> int:
    """The row of a rulebook that was only shipped so far."""
    same = (Stored.name == shipped.name, Stored.version == shipped.version)
    known = session.scalar(select(Stored.id).where(*same))
    return known or _store(session, shipped, rulebook.shipped(shipped.name), SYSTEM, now)


def _store(session: Session, read: Rulebook, text: str, actor: Actor, now: datetime) -> int:
    row = session.execute(
        insert(Stored)
        .values(
            name=read.name,
            version=read.version,
            effective_from=read.effective_from,
            text=text,
            digest=sha256(text.encode()).hexdigest(),
            loaded_at=now,
            loaded_by=actor.person,
        )
        .returning(Stored.id)
    ).scalar_one()
    details = {"name": read.name, "version": read.version, "effective_from": read.effective_from.isoformat()}
    journal.record(session, now, actor, "rulebook.loaded", "rulebook", row, details)
    return row
