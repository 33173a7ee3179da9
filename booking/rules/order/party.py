"""What the one who asks and the one who holds have in common when it comes to who comes first."""

from dataclasses import dataclass

from booking.rules.details import Details
from booking.rules.facts import Asked, Holder
from booking.vocabulary import Audience, BookingKind, Openness, OrganizationKind, Track


@dataclass(frozen=True, slots=True)
class Party:
    """`has_it`: it holds the time already. `left_unused`: many of the times it had, as far as known."""

    track: Track
    kind: BookingKind
    audience: Audience
    activity: str
    people: int
    organization_kind: OrganizationKind
    openness: Openness
    local: bool
    members: int
    young_members: int
    for_disabled: bool
    young_people: int | None
    has_it: bool
    left_unused: bool = False


def who_asks(asked: Asked, *, left_unused: bool) -> Party:
    applicant = asked.applicant
    return Party(
        asked.track,
        asked.kind,
        asked.audience,
        asked.activity,
        asked.people,
        applicant.kind,
        applicant.openness,
        applicant.local,
        applicant.members,
        applicant.young_members,
        _for_disabled(asked.details, applicant.for_disabled),
        asked.details.young_people,
        False,
        left_unused,
    )


def who_holds(holder: Holder) -> Party:
    return Party(
        holder.track,
        holder.kind,
        holder.audience,
        holder.activity,
        holder.people,
        holder.organization_kind,
        holder.openness,
        holder.local,
        holder.members,
        holder.young_members,
        _for_disabled(holder.details, holder.for_disabled),
        holder.details.young_people,
        True,
    )


def _for_disabled(details: Details, organization: bool) -> bool:
    """As the event says of itself, else as its organization's activities are."""
    return organization if details.for_disabled is None else details.for_disabled
