"""A private feed that its reader has already costs two queries; whatever makes it read otherwise, makes it another."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from booking.errors import Gone
from booking.model import Membership, Occurrence, Role, db
from booking.services import cancellations, changes, decisions, organizations, people, private_calendars, private_feeds
from booking.services.actors import SYSTEM
from booking.services.changes import Change
from booking.services.decisions import Ruling
from booking.services.feed_serving import Served
from booking.services.targets import Scope
from booking.vocabulary import BookingKind, RoleName
from tests.feeds.conftest import PUBLIC_URL
from tests.feeds.private import ALL_MINE, CLUB, SCHOOL, ZONE, Choice, end, made, read, speak
from tests.queries import counted
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene

LATER = NOW + timedelta(hours=2)


def served(token: str, now: datetime = LATER, tag: str = "") -> Served:
    return private_calendars.served(token, PUBLIC_URL, ZONE, now, lambda present, since: present == tag)


@pytest.mark.parametrize(("who", "choice"), [("member", CLUB), ("caretaker", SCHOOL), ("caretaker", ALL_MINE)])
def test_keep_private__unchanged__costs_two_queries_and_no_event(
    app: Flask, scene: Scene, who: str, choice: Choice
) -> None:
    scene.book(rrule=WEEKLY.format(9))
    token = made(scene, who, choice)
    tag = served(token).tag
    with counted(app) as sent:
        found = served(token, tag=tag)
    assert (found.tag, found.body) == (tag, None)
    assert len([it for it in sent if not it.startswith(("BEGIN", "SET"))]) == 2


@pytest.mark.parametrize(("who", "choice"), [("member", CLUB), ("caretaker", SCHOOL)])
def test_keep_private__something_elsewhere__leaves_it_as_it_was(scene: Scene, who: str, choice: Choice) -> None:
    scene.book()
    token = made(scene, who, choice)
    before = served(token)
    scene.book("10:00-11:00", organization="judo", spaces=("torvet/torvet",), now=LATER)
    after = served(token)
    assert (after.tag, after.body) == (before.tag, before.body)


def _move(scene: Scene, ref: str, **values: object) -> None:
    wish = Change(values, scope=Scope.ONE, occurrence=f"{TUESDAY}T17:00")
    assert changes.change(ref, wish, None, SYSTEM, LATER).booking


def _cancel(scene: Scene, ref: str) -> None:
    cancellations.cancel(ref, Scope.ONE, f"{TUESDAY}T17:00", "Syg", None, SYSTEM, LATER)


def _rename(scene: Scene, ref: str) -> None:
    row = organizations.find("haandbold")
    organizations.change("haandbold", {"name": "Håndbold for alle"}, row.version, scene.actor("administrator"), LATER)


def _label(scene: Scene, ref: str) -> None:
    for who in ("member", "caretaker"):
        for row in private_feeds.listed(scene.actor(who)):
            private_feeds.rename(row.id, "Min egen", row.version, scene.actor(who), LATER)


def _speak(scene: Scene, ref: str) -> None:
    for who in ("member", "caretaker"):
        speak(who, "en")


ACTS: Mapping[str, Callable[[Scene, str], object]] = {
    "another booking": lambda scene, ref: scene.book("20:00-21:00", now=LATER),
    "a note": lambda scene, ref: changes.change(ref, Change({"note": "Nyt"}), None, SYSTEM, LATER),
    "another number of people": lambda scene, ref: changes.change(ref, Change({"people": 9}), None, SYSTEM, LATER),
    "one time later": lambda scene, ref: _move(scene, ref, start=f"{TUESDAY}T18:00", end=f"{TUESDAY}T19:30"),
    "one time in another space": lambda scene, ref: _move(scene, ref, spaces=("skolen/hal-b",)),
    "one time in another house": lambda scene, ref: _move(scene, ref, spaces=("torvet/torvet",)),
    "one time cancelled": _cancel,
    "a closed house": lambda scene, ref: scene.close(str(TUESDAY), "Vandskade"),
    "another name of the organization": _rename,
    "another name of the feed": _label,
    "another language": _speak,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("who", "choice"), [("member", CLUB), ("caretaker", SCHOOL)])
def test_keep_private__whatever_changes_it__is_another(scene: Scene, who: str, choice: Choice, act: str) -> None:
    ref = scene.book(rrule=WEEKLY.format(3)).ref
    token = made(scene, who, choice)
    before, told = served(token), read(token, LATER)
    ACTS[act](scene, ref)
    assert read(token, LATER) != told
    assert served(token, tag=before.tag).body is not None


def test_keep_private__a_hold_that_is_decided_or_runs_out__is_another(scene: Scene) -> None:
    ref = scene.book(kind=BookingKind.MARKET).ref
    with db.session() as session:
        session.execute(update(Occurrence).values(expires_at=LATER + timedelta(hours=1)))
        session.commit()
    token = made(scene, "member", CLUB)
    held, run_out = served(token), served(token, LATER + timedelta(hours=1))
    decisions.decide(ref, Ruling(True), None, scene.actor("officer"), LATER)
    assert len({held.tag, run_out.tag, served(token).tag}) == 3
    assert run_out.last_modified > held.last_modified


def test_keep_private__a_day_later__is_another_as_days_pass_out_of_it(scene: Scene) -> None:
    scene.book()
    token = made(scene, "member", CLUB)
    assert served(token, tag=served(token).tag).body is None
    assert served(token, LATER + timedelta(days=1), served(token).tag).body is not None


def test_keep_private__one_of_two_rights_ends__is_another_at_once(scene: Scene) -> None:
    scene.book()
    token = made(scene, "officer", Choice(venues=["skolen", "torvet"]))
    people.add("officer@town.example", NOW, role=RoleName.CARETAKER, venue="torvet")
    tag = served(token).tag
    with db.session() as session:
        session.execute(update(Role).where(Role.venue_id.is_(None)).values(ended_at=LATER))
        session.commit()
    body = served(token, tag=tag).body
    assert body is not None
    assert b"BEGIN:VEVENT" not in body.plain


@pytest.mark.parametrize("kind", [Membership, Role])
def test_keep_private__the_last_right_ends__is_gone_whatever_its_reader_knows(
    scene: Scene, kind: type[Membership] | type[Role]
) -> None:
    who, choice = ("member", CLUB) if kind is Membership else ("caretaker", SCHOOL)
    scene.book()
    token = made(scene, who, choice)
    tag = served(token).tag
    end(kind, who)
    with pytest.raises(Gone):
        served(token, tag=tag)
