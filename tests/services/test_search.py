"""Which spaces are free: what is shown can be booked, and what can be booked is shown."""

import random
from datetime import timedelta
from typing import Any

import pytest

from booking.errors import NotFound
from booking.model import Space, Venue
from booking.services import availability
from booking.services.availability import Found, Search
from booking.vocabulary import BookingKind, Status
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, wish


def search(time: str = "17:00-18:30", **other: Any) -> Found:
    request = wish(time)
    return availability.search(Search(request.start, request.end, **other), NOW)


def refs(found: Found) -> list[str]:
    return [offer.space.ref for offer in found.offers]


def test_search__one_half_taken__shows_the_other__behaviour_1(scene: Scene) -> None:
    scene.book()
    assert set(refs(search())) == {"skolen/hal-b", "skolen/bane", "torvet/torvet"}


@pytest.mark.parametrize("seed", range(4))
def test_search__with_an_organization__shows_exactly_what_it_can_book__behaviour_19(scene: Scene, seed: int) -> None:
    choose = random.Random(seed)
    scene.open(8 * 60, 22 * 60)
    scene.rule('use = "horizon"\ndays = 75', 'use = "daily-quota"\nhours = 6', 'use = "start-grid"\nminutes = 30')
    scene.halls(4, capacity=30)
    everywhere = [f"centret/hal-{number}" for number in range(4)]
    everywhere += ["skolen/hal", "skolen/hal-a", "skolen/hal-b", "skolen/bane", "torvet/torvet"]
    for _ in range(25):
        day, hour = TUESDAY + timedelta(days=choose.randrange(28)), choose.randrange(8, 20)
        scene.submit(f"{day}T{hour:02}:00-{hour + 2:02}:00", spaces=(choose.choice(everywhere),), organization="judo")
    scene.close("2027-01-19", "Lukket")
    wanted = {"people": choose.choice((8, 20, 60)), "kind": BookingKind.TRAINING}
    found = search("17:00-19:00", rrule=WEEKLY.format(4), organization="haandbold", partial=True, **wanted)
    shown = {offer.space.ref: offer.free for offer in found.offers}
    for ref in everywhere:
        verdict = scene.preview("17:00-19:00", spaces=(ref,), rrule=WEEKLY.format(4), **wanted)
        free = tuple(n for n, it in enumerate(verdict.occurrences) if it.status is not Status.REFUSED)
        assert shown.get(ref, ()) == (free if len(free) > 2 else ())


def test_search__a_series__is_free_only_where_every_date_is(scene: Scene) -> None:
    scene.book("2027-01-26T17:00-18:00")
    assert "skolen/hal-a" not in refs(search(rrule=WEEKLY.format(3)))
    partly = {offer.space.ref: offer.free for offer in search(rrule=WEEKLY.format(3), partial=True).offers}
    assert partly["skolen/hal-a"] == (0, 1)
    assert partly["skolen/hal-b"] == (0, 1, 2)


def test_search__best_first__free_most_often_then_near_then_least_too_large__behaviour_25(scene: Scene) -> None:
    scene.book("2027-01-26T17:00-18:00", spaces=("skolen/hal-b",))
    scene.change(Venue, "skolen", latitude=55.6, longitude=12.4)
    found = search(rrule=WEEKLY.format(3), partial=True, near="skolen", people=10)
    assert refs(found) == ["skolen/bane", "skolen/hal-a", "torvet/torvet", "skolen/hal-b", "skolen/hal"]
    assert refs(search(rrule=WEEKLY.format(3), partial=True, near="skolen", people=10)) == refs(found)


def test_search__in_pages__shows_each_once(scene: Scene) -> None:
    scene.halls(7)
    pages = [search(page=page, page_size=5) for page in (1, 2, 3)]
    assert [len(page.offers) for page in pages] == [5, 5, 2]
    assert {page.total for page in pages} == {12}
    assert len({ref for page in pages for ref in refs(page)}) == 12


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ({"people": 150}, {"skolen/hal", "torvet/torvet"}),
        ({"space_kind": "lane"}, {"skolen/bane"}),
        ({"venue": "torvet"}, {"torvet/torvet"}),
        ({"tags": frozenset({"gulv"}), "venue": "torvet"}, {"torvet/torvet"}),
        ({"tags": frozenset({"scene"})}, set()),
    ],
)
def test_search__for_what_is_needed__shows_what_has_it(scene: Scene, wanted: dict[str, Any], shown: set[str]) -> None:
    assert set(refs(search(**wanted))) == shown


def test_search__a_space_that_cannot_be_booked__is_not_shown(scene: Scene) -> None:
    scene.change(Space, "hal-a", not_bookable="Kun for skolen")
    scene.change(Space, "hal-b", retired=True)
    assert not {"skolen/hal-a", "skolen/hal-b"} & set(refs(search()))


def test_search__for_nobody_known__is_not_found(scene: Scene) -> None:
    with pytest.raises(NotFound):
        search(organization="ukendt")
