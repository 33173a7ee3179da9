"""Making, listing, renaming and revoking private feeds."""

from datetime import timedelta
from typing import Any

import pytest

from booking.errors import Conflict, Invalid, NotAllowed, NotFound, SambrugError, Stale
from booking.model import Journal, PrivateFeed, db
from booking.services import private_feeds
from booking.services.private_feeds import MOST, Choice
from tests.scenes import NOW, Scene, count

CLUB = Choice(organization="haandbold", label="U13")


def test_create__of_ones_own__is_listed_and_known_by_a_digest_only(scene: Scene) -> None:
    member, caretaker = scene.actor("member"), scene.actor("caretaker")
    feed, token = private_feeds.create(CLUB, member, NOW)
    venues, _ = private_feeds.create(Choice(venues=["skolen"]), caretaker, NOW)
    assert (feed.organization, feed.venues, feed.label, feed.version) == ("haandbold", (), "U13", 1)
    assert (venues.organization, venues.venues) == (None, ("skolen",))
    assert private_feeds.listed(member) == [feed]
    assert private_feeds.listed(caretaker) == [venues]
    assert len(token) >= 43
    with db.session() as session:
        kept = str(
            [row.__dict__ for row in session.query(PrivateFeed)] + [row.__dict__ for row in session.query(Journal)]
        )
    assert token not in kept


def test_create__twice__has_two_tokens(scene: Scene) -> None:
    member = scene.actor("member")
    tokens = {private_feeds.create(CLUB, member, NOW)[1] for _ in range(5)}
    assert len(tokens) == len(private_feeds.listed(member)) == 5


@pytest.mark.parametrize(
    ("who", "choice", "error"),
    [
        ("member", {}, Invalid),
        ("member", {"organization": "haandbold", "venues": []}, Invalid),
        ("member", {"organization": "judo"}, NotFound),
        ("member", {"organization": "ukendt"}, NotFound),
        ("officer", {"organization": "judo"}, NotAllowed),
        ("caretaker", {"organization": "ukendt"}, NotFound),
        ("member", {"venues": ["skolen"]}, NotAllowed),
        ("member", {"venues": []}, NotAllowed),
        ("administrator", {"venues": []}, Invalid),
        ("caretaker", {"venues": ["torvet"]}, NotAllowed),
        ("caretaker", {"venues": ["skolen", "torvet"]}, NotAllowed),
        ("caretaker", {"venues": ["ukendt"]}, NotFound),
        ("system", {"venues": ["skolen"]}, NotAllowed),
    ],
)
def test_create__of_what_is_not_ones_own__leaves_nothing(
    scene: Scene, who: str, choice: dict[str, Any], error: type[SambrugError]
) -> None:
    with pytest.raises(error):
        private_feeds.create(Choice(**choice), scene.actor(who), NOW)
    assert count(PrivateFeed) == 0


def test_create__too_many__is_a_conflict_until_one_is_revoked(scene: Scene) -> None:
    member = scene.actor("member")
    for _ in range(MOST):
        last, _ = private_feeds.create(CLUB, member, NOW)
    with pytest.raises(Conflict):
        private_feeds.create(CLUB, member, NOW)
    private_feeds.revoke(last.id, member, NOW)
    assert private_feeds.create(CLUB, member, NOW)


def test_rename__ones_own__changes_its_label_and_version(scene: Scene) -> None:
    member = scene.actor("member")
    feed, _ = private_feeds.create(CLUB, member, NOW)
    renamed = private_feeds.rename(feed.id, "Håndbold", 1, member, NOW)
    assert (renamed.label, renamed.version) == ("Håndbold", 2)
    assert private_feeds.find(feed.id, member) == renamed
    with pytest.raises(Stale):
        private_feeds.rename(feed.id, "Igen", 1, member, NOW)


def test_revoke__one__leaves_the_others_and_is_done_once(scene: Scene) -> None:
    member = scene.actor("member")
    first, second = (private_feeds.create(CLUB, member, NOW)[0] for _ in range(2))
    private_feeds.revoke(first.id, member, NOW + timedelta(hours=1))
    assert private_feeds.listed(member) == [second]
    assert count(PrivateFeed, revoked_at=NOW + timedelta(hours=1)) == 1
    _is_not_found(scene, "member", first.id)


@pytest.mark.parametrize("who", ["rival", "officer", "administrator", "system"])
def test_change__anothers__is_not_found(scene: Scene, who: str) -> None:
    feed, _ = private_feeds.create(CLUB, scene.actor("member"), NOW)
    _is_not_found(scene, who, feed.id)
    assert private_feeds.listed(scene.actor(who)) == []
    assert private_feeds.find(feed.id, scene.actor("member")) == feed


def test_write__every_act__is_in_the_journal(scene: Scene) -> None:
    member = scene.actor("member")
    feed, _ = private_feeds.create(CLUB, member, NOW)
    private_feeds.rename(feed.id, "Igen", 1, member, NOW)
    private_feeds.revoke(feed.id, member, NOW)
    for act in ("feed.created", "feed.renamed", "feed.revoked"):
        assert count(Journal, act=act, subject="feed", subject_id=feed.id, person_id=member.person) == 1


def _is_not_found(scene: Scene, who: str, number: int) -> None:
    actor = scene.actor(who)
    with pytest.raises(NotFound):
        private_feeds.find(number, actor)
    with pytest.raises(NotFound):
        private_feeds.rename(number, "Min", 1, actor, NOW)
    with pytest.raises(NotFound):
        private_feeds.revoke(number, actor, NOW)
