"""Following calendars through long histories of booking, moving, cancelling and deciding: they never say otherwise
than the database, and whoever asks by tag, by date or by event notices every change.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from booking.errors import Conflict, Invalid
from booking.model import Claim, Occurrence, Space, SpacePart, Unit, Venue, db
from booking.services import audit, bookings, cancellations, changes, decisions, feeds
from booking.services.bookings import Filters
from booking.services.changes import Change
from booking.services.decisions import Ruling
from booking.services.feeds import Feed, Wish
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import HOLDING, BookingKind, Status
from tests.feeds.conftest import PUBLIC_URL
from tests.feeds.reading import by_uid, expanded
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene

FIRST, LAST = date(2027, 1, 1), date(2027, 5, 31)
PLACES = ("skolen", "torvet", "skolen/hal", "skolen/hal-a", "skolen/hal-b", "torvet/torvet")
STEPS = 30


@pytest.mark.parametrize("seed", range(3))
def test_follow__any_history__calendars_say_what_is_in_the_database(scene: Scene, seed: int) -> None:
    chance = random.Random(seed)
    scene.book(rrule=WEEKLY.format(4))
    before = _calendars(NOW)
    for step in range(1, STEPS + 1):
        now = NOW + timedelta(hours=step)
        _act(chance, scene, now)
        # Somebody looks a little later, when the act is settled.
        after = _calendars(now + timedelta(minutes=10))
        for place in PLACES:
            _is_true(place, after[place])
            _is_noticed(before[place], after[place])
        before = after
    assert audit.problems() == []


def _act(chance: random.Random, scene: Scene, now: datetime) -> None:
    """Something that somebody might do; some of it is in vain."""
    acts = (_book, _book, _book, _move, _move, _cancel, _decide)
    try:
        chance.choice(acts)(chance, scene, now)
    except (Conflict, Invalid):
        return


def _book(chance: random.Random, scene: Scene, now: datetime) -> None:
    hour = chance.randrange(8, 24)
    scene.submit(
        f"{TUESDAY + timedelta(days=chance.randrange(70))}T{hour:02}:00-{(hour + chance.randrange(1, 4)) % 24:02}:00",
        now=now,
        spaces=_spaces(chance),
        rrule=chance.choice((None, WEEKLY.format(chance.randrange(2, 9)))),
        kind=chance.choice((BookingKind.TRAINING, BookingKind.TRAINING, BookingKind.MARKET)),
        accept_partial=True,
        setup_minutes=chance.choice((0, 30)),
    )


def _move(chance: random.Random, scene: Scene, now: datetime) -> None:
    booking, occurrence = _any(chance, scene)
    scope = chance.choice(tuple(Scope))
    wall = datetime.fromisoformat(occurrence) if scope is not Scope.ALL else booking.start.replace(tzinfo=None)
    start = wall.replace(hour=chance.randrange(8, 20), minute=0)
    values: Mapping[str, object] = chance.choice(
        ({"start": start.isoformat(), "end": (start + timedelta(minutes=90)).isoformat()}, {"spaces": _spaces(chance)})
    )
    changes.change(booking.ref, Change(values, scope, occurrence), None, scene.actor("system"), now)


def _cancel(chance: random.Random, scene: Scene, now: datetime) -> None:
    booking, occurrence = _any(chance, scene)
    scope = chance.choice(tuple(Scope))
    cancellations.cancel(booking.ref, scope, occurrence, "", None, scene.actor("system"), now)


def _decide(chance: random.Random, scene: Scene, now: datetime) -> None:
    booking, _ = _any(chance, scene)
    ruling = Ruling(chance.random() < 0.5, reason="Because", category="other")
    decisions.decide(booking.ref, ruling, None, scene.actor("officer"), now)


def _any(chance: random.Random, scene: Scene) -> tuple[BookingView, str]:
    """A booking, and the local start of one of its occurrences."""
    found = bookings.listed(Filters(page_size=100), scene.actor("system"))[0]
    booking = chance.choice(sorted(found, key=lambda it: (it.created_at, it.start)))
    return booking, chance.choice(booking.occurrences).original.isoformat(timespec="minutes")


def _spaces(chance: random.Random) -> tuple[str, ...]:
    return chance.choice(
        (("skolen/hal",), ("skolen/hal-a",), ("skolen/hal-b",), ("torvet/torvet",), ("skolen/hal-a", "torvet/torvet"))
    )


def _calendars(now: datetime) -> Mapping[str, Feed]:
    wishes = {place: place.partition("/") for place in PLACES}
    return {
        place: feeds.feed(Wish(venue, space or None, FIRST, LAST), PUBLIC_URL, now)
        for place, (venue, _, space) in wishes.items()
    }


def _is_true(place: str, calendar: Feed) -> None:
    said = sorted((it.start, it.end, it.status) for it in expanded(calendar.text, FIRST, LAST))
    assert said == sorted((it.starts_at, it.ends_at, _said(it.status)) for it in _held(place))


def _held(place: str) -> Sequence[Occurrence]:
    """What holds a unit of the place, or asks for one of the venue's spaces, from the tables alone."""
    venue, _, space = place.partition("/")
    units = select(SpacePart.unit_id).join(SpacePart.space).join(Space.venue).where(Venue.slug == venue)
    if space:
        units = units.where(Space.slug == space)
    claimed = select(Claim.occurrence_id).join(Unit, Unit.id == Claim.unit_id).where(Unit.id.in_(units), Claim.core)
    with db.session() as session:
        query = select(Occurrence).where(Occurrence.id.in_(claimed), Occurrence.status.in_(HOLDING))
        return session.scalars(query).all()


def _said(status: Status) -> str:
    return "TENTATIVE" if status is Status.HELD else "CONFIRMED"


def _is_noticed(before: Feed, after: Feed) -> None:
    """Whatever reads otherwise has a later date; so has each event, and a higher number."""
    if before.text == after.text:
        return
    assert after.last_modified.replace(microsecond=0) > before.last_modified.replace(microsecond=0)
    old, new = by_uid(before.text), by_uid(after.text)
    for uid in old.keys() & new.keys():
        if any(old[uid][name] != new[uid][name] for name in ("DTSTART", "DTEND", "STATUS", "LOCATION")):
            assert new[uid]["DTSTAMP"].dt > old[uid]["DTSTAMP"].dt
            assert new[uid]["SEQUENCE"] > old[uid]["SEQUENCE"]
