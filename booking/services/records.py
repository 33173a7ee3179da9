"""Writing a judged booking: its rows in bulk, so that a series costs no more statements than a single time."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from booking.model import Booking, Claim, Decision, Occurrence, OccurrenceSpace
from booking.model.statements import insert_numbered, insert_row, insert_rows
from booking.rules.facts import Time
from booking.rules.verdict import OccurrenceVerdict, holds
from booking.services import feed_editions, feed_texts, kept_verdicts, rulebooks, serial
from booking.services.actors import Actor
from booking.services.judging import Judgement
from booking.services.requests import as_data, details_as_data
from booking.vocabulary import BY_RULES, Act, Outcome, Status
from calendars.occupancy import Claimed, Placement

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's letters less those that are mistaken for others on the telephone."""
REF_LENGTH = 8
LONGEST_CLAIM = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Written:
    """What a booking got when it was written; `occurrences` are ids in the order of its times."""

    id: int
    ref: str
    uid: str
    occurrences: Sequence[int]


def write(session: Session, judgement: Judgement, actor: Actor, now: datetime, continues: int | None = None) -> Written:
    """Write the booking with every time of the judgement, those refused too."""
    ref = "".join(secrets.choice(_ALPHABET) for _ in range(REF_LENGTH))
    uid = str(uuid4())
    values = {
        **fields(judgement),
        "ref": ref,
        "uid": uid,
        "organization_id": judgement.organization.id,
        "person_id": actor.person,
        "continues_id": continues,
        "external_id": judgement.wanted.request.external_id,
        "created_at": now,
        "changed_at": now,
    }
    number = insert_row(session, Booking, values)
    feed_editions.mark_units(session, {need.unit for space in judgement.wanted.spaces for need in space.needs}, now)
    occurrences = _occurrences(session, number, judgement, now)
    feed_texts.write_first(session, [number], now)
    return Written(number, ref, uid, occurrences)


def fields(judgement: Judgement) -> dict[str, Any]:
    """The columns of a booking that say what was asked for."""
    wanted, request = judgement.wanted, judgement.wanted.request
    first = wanted.times[0]
    return {
        "track": judgement.asked.track,
        "activity": request.activity,
        "kind": request.kind,
        "audience": request.audience,
        "people": request.people,
        "layout": request.layout,
        "setup_minutes": wanted.setup_minutes,
        "clear_up_minutes": wanted.clear_up_minutes,
        "lanes": wanted.lanes,
        "responsible_name": request.responsible.name,
        "responsible_phone": request.responsible.phone,
        "note": request.note,
        "details": details_as_data(request.details),
        "timezone": wanted.zone.key,
        "starts_local": first.start_local,
        "ends_local": first.end_local,
        "rrule": request.rrule,
        "request": as_data(request),
    }


def _occurrences(session: Session, booking_id: int, judgement: Judgement, now: datetime) -> Sequence[int]:
    """Write every time as an occurrence, with its spaces, and claims where it holds its place; the ids."""
    wanted, verdicts = judgement.wanted, judgement.verdict.occurrences
    rows = [
        {"booking_id": booking_id, "original_local": it.start_local, **occurrence(it, said, judgement, now)}
        for it, said in zip(wanted.times, verdicts, strict=True)
    ]
    ids = insert_numbered(session, Occurrence, rows)
    insert_rows(
        session,
        OccurrenceSpace,
        [{"occurrence_id": number, "space_id": space.id} for number in ids for space in wanted.spaces],
    )
    holding = {
        number: judgement.placements[it.index]
        for number, it, said in zip(ids, wanted.times, verdicts, strict=True)
        if holds(said.status)
    }
    claims(session, holding)
    return ids


def occurrence(it: Time, said: OccurrenceVerdict, judgement: Judgement, now: datetime) -> dict[str, Any]:
    """The columns of an occurrence that say when it is and what became of it."""
    return {
        "status": said.status,
        "starts_at": it.interval.start,
        "ends_at": it.interval.end,
        "starts_local": it.start_local,
        "ends_local": it.end_local,
        "minutes": it.interval.minutes,
        "expires_at": expires_at(said, judgement, now),
        "changed_at": now,
        "reason": "",
    }


def expires_at(said: OccurrenceVerdict, judgement: Judgement, now: datetime) -> datetime | None:
    """Until when a held place waits for an officer."""
    days = judgement.force.rulebook.review_days
    return now + timedelta(days=days) if said.status is Status.HELD else None


def claims(session: Session, placements: Mapping[int, Placement]) -> None:
    """Write the claims of each occurrence (by id)."""
    rows = [
        {
            "occurrence_id": number,
            "unit_id": piece.unit,
            "lane_from": piece.lane_from,
            "lane_to": piece.lane_to,
            "starts_at": piece.start,
            "ends_at": piece.end,
            "core": piece.core,
        }
        for number, placement in placements.items()
        for claim in placement.claims
        for piece in _pieces(claim)
    ]
    if rows:
        insert_rows(session, Claim, rows)


def decision(
    session: Session,
    booking_id: int,
    judgement: Judgement,
    actor: Actor,
    now: datetime,
    outcome: Outcome | None = None,
    reason: str = "",
    category: str = "",
    act: Act = Act.ASKED,
    occurrences: Sequence[int] | None = None,
    hearing: str = "",
) -> int:
    """Keep the judgement as it was; with `reason`, `category` and `hearing` where a person decided."""
    by_person = act not in BY_RULES or bool(reason or category)
    force = judgement.force
    values = {
        "booking_id": booking_id,
        "rulebook_id": rulebooks.kept(session, force, now),
        "rulebooks": None if force.rulebook is force.version else rulebooks.kept_days(session, force, now),
        "act": act,
        "outcome": outcome or judgement.verdict.outcome,
        "occurrences": None if occurrences is None else list(occurrences),
        "facts": serial.facts(judgement.asked),
        "verdict": kept_verdicts.write(judgement.verdict),
        "said": kept_verdicts.said(judgement.verdict),
        "decided_by": actor.person if by_person else None,
        "decided_at": now,
        "reason": reason,
        "category": category,
        "hearing": hearing,
    }
    return insert_row(session, Decision, values)


def _pieces(claim: Claimed) -> Iterator[Claimed]:
    """The claim in pieces of at most a day, as the table demands (model.bookings.Claim)."""
    start = claim.start
    while claim.end - start > LONGEST_CLAIM:
        yield Claimed(claim.unit, claim.lane_from, claim.lane_to, start, start + LONGEST_CLAIM, claim.core)
        start += LONGEST_CLAIM
    yield Claimed(claim.unit, claim.lane_from, claim.lane_to, start, claim.end, claim.core)
