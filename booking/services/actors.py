"""Who acts, and what they may do; a value that services check, wherever the act comes from."""

from dataclasses import dataclass

from booking.errors import NotAllowed
from booking.vocabulary import RoleName
from booking.wording import N_, Text


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. `organizations` are those they may book for; `roles` pairs of role and venue (None:
    everywhere).
    """

    person: int | None
    name: str
    email: str = ""
    organizations: frozenset[int] = frozenset()
    roles: frozenset[tuple[RoleName, int | None]] = frozenset()

    def has_role(self, venues: frozenset[int], *names: RoleName) -> bool:
        """Whether one of the roles is held everywhere, or at every one of `venues`."""
        everywhere = any((name, None) in self.roles for name in names)
        return everywhere or (
            bool(venues) and all(any((name, venue) in self.roles for name in names) for venue in venues)
        )

    def has_any_role(self, *names: RoleName) -> bool:
        return any(name in names for name, _ in self.roles)

    @property
    def own_venues(self) -> frozenset[int]:
        """Those that a role of theirs is about; a role held everywhere is about none."""
        return frozenset(venue for _, venue in self.roles if venue is not None)

    def may_book_for(self, organization: int) -> bool:
        """Members for their own; officers and administrators for any."""
        return organization in self.organizations or self.has_any_role(RoleName.OFFICER, RoleName.ADMINISTRATOR)

    def decides_for(self, venues: frozenset[int]) -> bool:
        return self.has_role(venues, RoleName.OFFICER, RoleName.ADMINISTRATOR)

    def works_at(self, venues: frozenset[int]) -> bool:
        """Staff of one of the venues see who comes, with telephone numbers."""
        staff = (RoleName.CARETAKER, RoleName.OFFICER, RoleName.ADMINISTRATOR)
        return self.has_role(frozenset(), *staff) or any(self.has_role(frozenset({it}), *staff) for it in venues)


SYSTEM = Actor(None, "Sambrug", roles=frozenset({(RoleName.ADMINISTRATOR, None)}))
"""The service itself: imports, expiry, the demo."""


def require(allowed: bool) -> None:
    """NotAllowed unless `allowed`."""
    if not allowed:
        raise NotAllowed(Text(N_("Your role does not allow this.")))
