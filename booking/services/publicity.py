"""What everyone may be told of who uses a place: never a person, and an organization only where the venue names it."""

from booking.vocabulary import BookingKind, OrganizationKind


def is_named(names_users: bool, organization: OrganizationKind, kind: BookingKind) -> bool:
    """Whether the organization and its activity may be public; a citizen's name or a private event never is."""
    return names_users and organization is not OrganizationKind.CITIZEN and kind is not BookingKind.PRIVATE
