"""What everyone may be told of who uses a place and how: never a person, and an organization only where the venue names
it.
"""

from booking.rules.details import Details
from booking.vocabulary import BookingKind, OrganizationKind


def is_named(names_users: bool, organization: OrganizationKind, kind: BookingKind) -> bool:
    """Whether the organization and its activity may be public; a citizen's name or a private event never is."""
    return names_users and organization is not OrganizationKind.CITIZEN and kind is not BookingKind.PRIVATE


VISIBLE = frozenset(
    {
        "entrance_fee",
        "food",
        "amplified_music",
        "open_fire",
        "vehicles",
        "road_closed",
        "open_to_all",
        "tent_square_metres",
        "structures_square_metres",
        "stage_centimetres",
    }
)
"""The details of an event that anybody sees who passes by."""


def visible(details: Details) -> Details:
    """What of an event may be public where the one who holds it is named."""
    return Details(**{name: getattr(details, name) for name in VISIBLE})
