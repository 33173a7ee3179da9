"""What anybody is told who asks in the name of an organization that is not theirs."""

from datetime import datetime

import pytest

from booking.model import Organization
from booking.services import availability, bookings, observations
from booking.services.actors import SYSTEM
from booking.services.availability import Search
from booking.vocabulary import OrganizationKind, Outcome, Seen, Status
from tests.scenes import NOW, Scene, rules_of, statuses, wish

NO_SHOWS = 'use = "no-shows"\nin_a_row = 1'
SUSPENSION = 'use = "suspension"'
IN_PUBLIC = "told-to-all"
LAST_WEEK = datetime.fromisoformat("2026-11-16T09:00:00+00:00")


@pytest.fixture
def absent(scene: Scene) -> Scene:
    """A town where the handball club, against which the municipality has decided, did not come last week."""
    held = scene.book("2026-11-17T17:00-18:00", now=LAST_WEEK)
    observations.observe(held.ref, "2026-11-17T17:00", Seen.NO_SHOW, None, "", SYSTEM, NOW)
    scene.rule(NO_SHOWS, SUSPENSION)
    scene.suspend("haandbold")
    return scene


@pytest.mark.parametrize("who", ["member", "officer", "administrator", "system"])
def test_preview__by_those_who_may_book__says_what_booking_would(absent: Scene, who: str) -> None:
    said = absent.preview(who=who)
    assert rules_of(said) == {"no-shows", "suspension"}
    assert said.outcome is Outcome.REFUSED
    assert absent.submit(who=who).verdict == said


@pytest.mark.parametrize("who", ["rival", "caretaker", None])
def test_preview__by_anybody_else__tells_neither_past_use_nor_decisions(absent: Scene, who: str | None) -> None:
    said = bookings.preview(wish(), NOW, absent.actor(who) if who else None)
    assert (rules_of(said), statuses(said)) == ({IN_PUBLIC}, [Status.GRANTED])


def test_preview__by_anybody__says_the_same_of_those_with_nothing_to_hide(absent: Scene) -> None:
    """Or what is left out would show by being left out."""
    hidden, plain = (bookings.preview(wish(organization=slug), NOW) for slug in ("haandbold", "judo"))
    assert hidden == plain


def test_preview__by_anybody_where_no_rule_asks_for_it__leaves_nothing_out(scene: Scene) -> None:
    scene.suspend("haandbold")
    assert rules_of(bookings.preview(wish(), NOW)) == set()


def test_preview__by_anybody_in_a_citizens_name__is_not_told_the_name(scene: Scene) -> None:
    scene.rule('use = "approval"')
    scene.change(Organization, "haandbold", kind=OrganizationKind.CITIZEN, name="Karla Eksempel")
    public, own = bookings.preview(wish(), NOW), scene.preview(who="member")
    assert "Karla Eksempel" not in str(public)
    assert "Karla Eksempel" in str(own)


def test_search__for_an_organization__shows_strangers_what_nothing_but_its_past_keeps_it_from(absent: Scene) -> None:
    sought = Search(start="2027-01-12T17:00", end="2027-01-12T18:00", organization="haandbold", people=10)
    assert availability.search(sought, NOW).total > 0
    assert availability.search(sought, NOW, absent.actor("member")).total == 0
