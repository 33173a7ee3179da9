"""Which spaces are free for an organization that would share them: what is shown can be booked, and the other way."""

import random
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from booking.model import Adjacency, Space, SpacePart, Unit, Venue, db
from booking.services import availability
from booking.services.availability import Search
from booking.vocabulary import Audience, BookingKind, Status
from tests.queries import counted
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, wish

POOLS = ("skolen/bassin", "centret/bad-0", "centret/bad-1")


@pytest.fixture
def shared(scene: Scene) -> Scene:
    """Pools that training shares, with others of the same audience."""
    scene.halls(2)
    with db.session() as session:
        school, centre = (session.query(Venue).filter_by(slug=slug).one() for slug in ("skolen", "centret"))
        pool = session.query(Unit).filter_by(slug="bassin").one()
        session.add(Space(venue=school, slug="bassin", name="Bassin", kind="pool", capacity=60, parts=[_all(pool)]))
        session.commit()
        for number in range(2):
            add_pool(centre, number)
        session.commit()
    scene.rule(
        'use = "shared-use"\nwhat = { kind = "training" }\npeople_per_lane = 10\naudiences_apart = ["seniors"]',
        'use = "start-grid"\nminutes = 30',
        'use = "neighbours"\nloud_activities = "trommer"\nquiet_activities = "eksamen"\neffect = "refuse"',
    )
    return scene


def add_pool(venue: Venue, number: int) -> None:
    slug = f"bad-{number}"
    unit = Unit(venue=venue, slug=slug, name=slug, lanes=4)
    db.session.add(Space(venue=venue, slug=slug, name=slug, kind="pool", capacity=40, parts=[_all(unit)]))


def _all(unit: Unit) -> SpacePart:
    return SpacePart(unit=unit)


def shown(organization: str | None = "haandbold", **other: Any) -> dict[str, tuple[int, ...]]:
    request = wish("17:00-18:30")
    given: dict[str, Any] = {
        "people": 8,
        "kind": BookingKind.TRAINING,
        "audience": Audience.CHILDREN,
        "space_kind": "pool",
        **other,
    }
    found = availability.search(Search(request.start, request.end, organization=organization, **given), NOW)
    return {offer.space.ref: offer.free for offer in found.offers}


def test_search__where_others_have_some_lanes__shows_what_can_be_shared(shared: Scene) -> None:
    shared.book(organization="judo", spaces=("skolen/bassin",), people=20)
    assert set(shown()) == set(POOLS)
    assert set(shown(organization=None)) == {"centret/bad-0", "centret/bad-1"}


def test_search__where_those_there_do_not_go_together__does_not_show_it(shared: Scene) -> None:
    shared.book(organization="judo", spaces=("skolen/bassin",), audience=Audience.SENIORS)
    assert set(shown()) == {"centret/bad-0", "centret/bad-1"}


def test_search__more_than_fit_together__does_not_show_it(shared: Scene) -> None:
    shared.book(organization="judo", spaces=("skolen/bassin",), people=50)
    assert set(shown(people=11)) == {"centret/bad-0", "centret/bad-1"}


@pytest.mark.parametrize("seed", range(4))
def test_search__of_shared_places__shows_exactly_what_can_be_booked__behaviour_19(shared: Scene, seed: int) -> None:
    choose = random.Random(seed)
    for _ in range(30):
        day, hour = TUESDAY + timedelta(weeks=choose.randrange(4)), choose.choice((16, 17, 18))
        shared.submit(
            f"{day}T{hour}:00-{hour + 1}:00",
            spaces=(choose.choice(POOLS),),
            organization="judo",
            people=choose.choice((5, 15, 30)),
            audience=choose.choice((Audience.CHILDREN, Audience.CHILDREN, Audience.SENIORS)),
            kind=choose.choice((BookingKind.TRAINING, BookingKind.TRAINING, BookingKind.MEETING)),
        )
    found = shown(people=12, rrule=WEEKLY.format(4), partial=True)
    for ref in POOLS:
        verdict = shared.preview("17:00-18:30", spaces=(ref,), people=12, rrule=WEEKLY.format(4))
        free = tuple(n for n, it in enumerate(verdict.occurrences) if it.status is not Status.REFUSED)
        assert found.get(ref, ()) == (free if len(free) > 2 else ())


def test_search__however_many_share__needs_as_many_queries(shared: Scene, app: Flask) -> None:
    shared.book(organization="judo", spaces=("skolen/bassin",))
    with counted(app) as few:
        shown()
    with db.session() as session:
        centre = session.query(Venue).filter_by(slug="centret").one()
        for number in range(2, 12):
            add_pool(centre, number)
        session.commit()
    for number in range(6):
        shared.book(organization="judo", spaces=(f"centret/bad-{number}",), rrule=WEEKLY.format(6))
    with counted(app) as many:
        assert len(shown(rrule=WEEKLY.format(6))) == 13
    assert len(many) == len(few)


def test_search__beside_those_who_do_not_go_together__does_not_show_it(shared: Scene) -> None:
    """DK-44: where there is an examination next door, nobody drums."""
    with db.session() as session:
        one, other = session.query(Unit).filter(Unit.slug.in_(("bad-0", "bad-1"))).order_by(Unit.id)
        session.add(Adjacency(unit_id=one.id, neighbour_id=other.id))
        session.commit()
    shared.book(organization="judo", spaces=("centret/bad-1",), activity="Eksamen")
    drums = {"activity": "trommer", "venue": "centret", "space_kind": "pool"}
    assert not shared.is_free("17:00-18:30", spaces=("centret/bad-0",), activity="trommer")
    assert "centret/bad-0" not in shown(**drums)
    assert "centret/bad-0" in shown(**drums | {"activity": "dans"})
