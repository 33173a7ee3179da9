"""Organizations: added by the municipality, changed by those who may, never over each other's changes."""

from threading import Thread
from typing import Any

import pytest
from flask import Flask

from booking.errors import Conflict, NotAllowed, NotFound, Stale
from booking.model import Journal, Organization
from booking.services import organizations
from booking.vocabulary import OrganizationKind, Track
from tests.scenes import NOW, Scene, count

NEW: dict[str, Any] = {
    "slug": "skak",
    "name": "Skakklubben",
    "kind": OrganizationKind.ASSOCIATION,
    "track": Track.ASSIGNMENT,
}


def test_add__by_an_officer__is_found_and_journalled(scene: Scene) -> None:
    organizations.add(NEW, scene.actor("officer"), NOW)
    assert organizations.find("skak").version == 1
    assert count(Journal, act="organization.added") == 1


def test_add__a_slug_that_is_taken__is_a_conflict(scene: Scene) -> None:
    with pytest.raises(Conflict):
        organizations.add({**NEW, "slug": "judo"}, scene.actor("officer"), NOW)


@pytest.mark.parametrize("who", ["member", "caretaker"])
def test_add__by_others__is_not_allowed(scene: Scene, who: str) -> None:
    with pytest.raises(NotAllowed):
        organizations.add(NEW, scene.actor(who), NOW)


def test_change__by_a_member__keeps_to_what_is_theirs(scene: Scene) -> None:
    changed = organizations.change("haandbold", {"members": 40}, 1, scene.actor("member"), NOW)
    assert (changed.members, changed.version) == (40, 2)
    for values in ({"track": Track.OWN_USE}, {"members": 50, "suspended_by": None}):
        with pytest.raises(NotAllowed):
            organizations.change("haandbold", values, 2, scene.actor("member"), NOW)
    with pytest.raises((NotAllowed, NotFound)):
        organizations.change("haandbold", {"members": 1}, 2, scene.actor("rival"), NOW)
    assert organizations.find("haandbold").members == 40


def test_change__with_an_old_version__is_stale(scene: Scene) -> None:
    organizations.change("haandbold", {"members": 40}, 1, scene.actor("officer"), NOW)
    with pytest.raises(Stale):
        organizations.change("haandbold", {"members": 50}, 1, scene.actor("officer"), NOW)
    assert organizations.find("haandbold").members == 40


def test_change__of_one_version_by_many_at_once__is_done_once(scene: Scene, app: Flask) -> None:
    """No change is lost to another that was based on the same version."""
    done: list[int] = []
    officer = scene.actor("officer")

    def change(members: int) -> None:
        with app.app_context():
            try:
                organizations.change("haandbold", {"members": members}, 1, officer, NOW)
            except Stale:
                return
            done.append(members)

    changes = [Thread(target=change, args=(number,)) for number in range(1, 9)]
    for each in changes:
        each.start()
    for each in changes:
        each.join()
    (winner,) = done
    row = organizations.find("haandbold")
    assert (row.members, row.version) == (winner, 2)


def test_list__by_name_in_pages(scene: Scene) -> None:
    scene.clubs(5)
    assert count(Organization) == 7
    with pytest.raises(NotFound):
        organizations.find("ukendt")
