"""Bookings as faces see them: complete values, with personal data only where the reader may have it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from booking.model import Booking, Occurrence
from booking.rules.details import Details
from booking.rules.verdict import Finding
from booking.services import records
from booking.services.actors import Actor
from booking.services.judging import Judgement
from booking.services.records import Written
from booking.services.requests import Responsible, details_of
from booking.vocabulary import Audience, BookingKind, Status, Track


@dataclass(frozen=True, slots=True)
class OccurrenceView:
    """One time of a booking. `start` and `end` are aware, in the venue's zone; `original` is its series' wall clock."""

    id: int
    start: datetime
    end: datetime
    original: datetime
    status: Status
    spaces: tuple[str, ...]
    reason: str
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class BookingView:
    """A booking with all its occurrences by time. `responsible`, `note` and `details` are None for those who may not
    see them; `findings` are what the rules said of cancelling it, where that was done just now.
    """

    ref: str
    uid: str
    version: int
    sequence: int
    organization: str
    organization_name: str
    spaces: tuple[str, ...]
    track: Track
    activity: str
    kind: BookingKind
    audience: Audience
    people: int
    layout: str | None
    setup_minutes: int
    clear_up_minutes: int
    lanes: int | None
    responsible: Responsible | None
    note: str | None
    details: Details | None
    timezone: str
    start: datetime
    end: datetime
    rrule: str | None
    continues: str | None
    created_at: datetime
    changed_at: datetime
    occurrences: tuple[OccurrenceView, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def status(self) -> Status | None:
        """The status of every occurrence, or None where they differ."""
        statuses = {occurrence.status for occurrence in self.occurrences}
        return statuses.pop() if len(statuses) == 1 else None


def booking_view(row: Booking, actor: Actor) -> BookingView:
    """The booking as this actor may see it; everything it needs is loaded."""
    zone = ZoneInfo(row.timezone)
    occurrences = tuple(_occurrence_view(it, zone) for it in row.occurrences)
    private = row.organization_id in actor.organizations or actor.works_at(venue_ids(row.occurrences))
    return BookingView(
        ref=row.ref,
        uid=row.uid,
        version=row.version,
        sequence=row.sequence,
        organization=row.organization.slug,
        organization_name=row.organization.name,
        spaces=tuple(dict.fromkeys(ref for it in occurrences for ref in it.spaces)),
        track=row.track,
        activity=row.activity,
        kind=row.kind,
        audience=row.audience,
        people=row.people,
        layout=row.layout,
        setup_minutes=row.setup_minutes,
        clear_up_minutes=row.clear_up_minutes,
        lanes=row.lanes,
        responsible=Responsible(row.responsible_name, row.responsible_phone) if private else None,
        note=row.note if private else None,
        details=details_of(row.details) if private else None,
        timezone=row.timezone,
        start=row.starts_local.replace(tzinfo=zone),
        end=row.ends_local.replace(tzinfo=zone),
        rrule=row.rrule,
        continues=row.continues.ref if row.continues else None,
        created_at=row.created_at,
        changed_at=row.changed_at,
        occurrences=occurrences,
    )


def written_view(judgement: Judgement, written: Written, now: datetime) -> BookingView:
    """The booking just written, without reading it back."""
    wanted, request, zone = judgement.wanted, judgement.wanted.request, judgement.wanted.zone
    refs = tuple(space.ref for space in sorted(wanted.spaces, key=lambda space: space.id))
    return BookingView(
        ref=written.ref,
        uid=written.uid,
        version=1,
        sequence=0,
        organization=judgement.organization.applicant.slug,
        organization_name=judgement.organization.applicant.name,
        spaces=refs,
        track=judgement.asked.track,
        activity=request.activity,
        kind=request.kind,
        audience=request.audience,
        people=request.people,
        layout=request.layout,
        setup_minutes=wanted.setup_minutes,
        clear_up_minutes=wanted.clear_up_minutes,
        lanes=wanted.lanes,
        responsible=request.responsible,
        note=request.note,
        details=request.details,
        timezone=zone.key,
        start=wanted.times[0].start_local.replace(tzinfo=zone),
        end=wanted.times[0].end_local.replace(tzinfo=zone),
        rrule=request.rrule,
        continues=None,
        created_at=now,
        changed_at=now,
        occurrences=tuple(_written_occurrences(judgement, written, refs, now)),
    )


def venue_ids(occurrences: Iterable[Occurrence]) -> frozenset[int]:
    return frozenset(space.venue_id for it in occurrences for space in it.spaces)


def _written_occurrences(
    judgement: Judgement, written: Written, refs: tuple[str, ...], now: datetime
) -> Iterator[OccurrenceView]:
    verdicts = judgement.verdict.occurrences
    for number, it, said in zip(written.occurrences, judgement.wanted.times, verdicts, strict=True):
        yield OccurrenceView(
            id=number,
            start=said.start,
            end=said.end,
            original=it.start_local,
            status=said.status,
            spaces=refs,
            reason="",
            expires_at=records.expires_at(said, judgement, now),
        )


def _occurrence_view(row: Occurrence, zone: ZoneInfo) -> OccurrenceView:
    return OccurrenceView(
        id=row.id,
        start=row.starts_at.astimezone(zone),
        end=row.ends_at.astimezone(zone),
        original=row.original_local,
        status=row.status,
        spaces=tuple(f"{space.venue.slug}/{space.slug}" for space in row.spaces),
        reason=row.reason,
        expires_at=row.expires_at,
    )
