"""What makes a calendar another edition: every act that changes what it shows, and no other."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from io import BytesIO

import pytest

from booking.errors import NotFound
from booking.model import Closure, Space, db
from booking.services import closures, feed_serving, opening_hours, organizations
from booking.services.actors import SYSTEM
from booking.services.feed_busy import FREE_BUSY
from booking.services.feed_frames import Wish
from booking.services.feed_hours import HOURS
from booking.services.feeds import BOOKINGS
from booking.services.imports import organizations as organization_rows
from booking.services.imports import venues
from booking.services.imports.rows import Result
from calendars.hours import Span, WeeklyHours
from tests.feeds.conftest import PUBLIC_URL
from tests.scenes import NOW, Scene

KINDS = {"bookings": BOOKINGS, "hours": HOURS, "freebusy": FREE_BUSY}
BOOKED = {"bookings skolen", "bookings skolen/hal-a", "freebusy skolen", "freebusy skolen/hal-a"}
OPEN = {"hours skolen", "freebusy skolen", "freebusy skolen/hal-a", "freebusy skolen/bane"}
SCHOOL = BOOKED | OPEN | {"bookings skolen/bane"}
ALL = SCHOOL | {"bookings torvet", "hours torvet", "freebusy torvet"}
ACTED, LATER = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
ROW = {
    "external_id": "s1",
    "venue": "skolen",
    "venue_name": "Skolen",
    "venue_kind": "school",
    "rulebook": "town",
    "space": "hal-a",
    "name": "Hal-a",
    "kind": "hall",
    "units": "a",
    "capacity": "100",
    "tags": "gulv",
}

Act = Callable[[Scene], object]


def imports(now: datetime = ACTED, **other: str) -> list[Result]:
    row = ROW | other
    text = f"{';'.join(row)}\n{';'.join(row.values())}\n"
    done = list(venues.load(BytesIO(text.encode()), "Europe/Copenhagen", SYSTEM, now))
    assert {it.verdict for it in done} <= {"added", "updated", "unchanged"}, done
    return done


def imports_organization() -> None:
    rows = b"external_id;slug;name;kind\nf1;haandbold;Boldklubben;association\n"
    assert [it.verdict for it in organization_rows.load(BytesIO(rows), SYSTEM, ACTED)] == ["updated"]


def opens(space: str | None = None) -> None:
    week = WeeklyHours(tuple(Span(weekday, 480, 1320) for weekday in range(7)))
    opening_hours.set_weekly_hours("skolen", space, [week], SYSTEM, ACTED)


def reopens(scene: Scene) -> None:
    with db.session() as session:
        number = session.query(Closure.id).scalar()
    closures.withdraw("skolen", None, number, SYSTEM, ACTED)


def renames(scene: Scene) -> None:
    version = organizations.find("haandbold").version
    organizations.change("haandbold", {"name": "Håndbold 2740"}, version, SYSTEM, ACTED)


ACTS: Mapping[str, tuple[Act, set[str]]] = {
    "a booking": (lambda scene: scene.book("12:00-13:00", now=ACTED), BOOKED),
    "a booking of other lanes": (
        lambda scene: scene.book("12:00-13:00", spaces=("skolen/bane",), people=6, lanes=1, now=ACTED),
        {"bookings skolen", "freebusy skolen", "bookings skolen/bane", "freebusy skolen/bane"},
    ),
    "a booking elsewhere": (
        lambda scene: scene.book("12:00-13:00", spaces=("torvet/torvet",), now=ACTED),
        {"bookings torvet", "freebusy torvet"},
    ),
    "a booking that is refused": (lambda scene: scene.submit("17:00-18:00", people=900, now=ACTED), set()),
    "a closure that hits nobody": (lambda scene: scene.close("2027-02-17", "Maling", now=ACTED), OPEN),
    "a closure that hits a booking": (lambda scene: scene.close("2027-01-12", "Maling", now=ACTED), OPEN | BOOKED),
    "a closure of a space": (lambda scene: scene.close("2027-02-17", "Maling", "bane", now=ACTED), OPEN),
    "a closure said again": (lambda scene: scene.close("2027-02-16", "Gulv", now=ACTED), set()),
    "a reopening": (reopens, OPEN),
    "other hours": (lambda scene: opens(), OPEN),
    "hours of a space": (lambda scene: opens("bane"), OPEN),
    "an organization called otherwise": (renames, BOOKED),
    "an import of an organization called otherwise": (lambda scene: imports_organization(), BOOKED),
    "an import of what is there": (lambda scene: imports(), set()),
    "an import of hours": (lambda scene: imports(venue_hours="mon-fri 08:00-22:00"), OPEN),
    "an import of hours of a space": (lambda scene: imports(hours="mon-fri 08:00-22:00"), OPEN),
    "an import of a venue called otherwise": (lambda scene: imports(venue_name="Byskolen"), SCHOOL),
    "an import of another address": (lambda scene: imports(street="Skolevej 1", town="Ballerup"), SCHOOL),
    "an import of a venue that names nobody": (lambda scene: imports(names_users="nej"), SCHOOL),
    "an import of a space called otherwise": (lambda scene: imports(name="Lille hal"), SCHOOL),
    "an import of a new space": (lambda scene: imports(external_id="s2", space="sal", name="Sal", units="c"), SCHOOL),
}


def editions(now: datetime) -> dict[str, tuple[str, datetime]]:
    """Tag and date of each calendar."""
    found = {}
    for name in ALL:
        kind, _, place = name.partition(" ")
        venue, _, space = place.partition("/")
        served = feed_serving.served(KINDS[kind], Wish(venue, space or None), PUBLIC_URL, now, lambda tag, since: True)
        assert served.body is None
        found[name] = served.tag, served.last_modified
    return found


@pytest.fixture
def town(scene: Scene) -> Scene:
    """With a booking, and a closure that does not touch it."""
    scene.book()
    scene.close("2027-02-16", "Gulv")
    imports(NOW)
    return scene


@pytest.mark.parametrize("name", ACTS)
def test_renew__after_an_act__are_the_calendars_that_it_changes(town: Scene, name: str) -> None:
    act, renewed = ACTS[name]
    before = editions(ACTED)
    act(town)
    after = editions(LATER)
    assert {it for it in ALL if after[it][0] != before[it][0]} == renewed
    assert {it for it in ALL if after[it][1] == ACTED} >= renewed
    assert {it for it in ALL if after[it][1] == before[it][1]} >= ALL - renewed


def test_renew__nothing_done__only_at_midnight(town: Scene) -> None:
    before, after = editions(ACTED), editions(ACTED + timedelta(days=1))
    assert all(after[it][0] != before[it][0] and after[it][1] > before[it][1] for it in ALL)
    assert editions(ACTED) == before


def test_renew__a_venue_that_shares_a_unit__is_renewed_with_it(town: Scene) -> None:
    town.lend("hal-a", "torvet", "torvet")
    before = editions(ACTED)
    imports(name="Lille hal")
    after = editions(LATER)
    assert {it for it in ALL if after[it][0] != before[it][0]} == ALL


def test_renew__a_unit_with_more_lanes__are_the_calendars_there(town: Scene) -> None:
    lane = {"external_id": "s3", "space": "bane", "name": "Bane", "kind": "lane", "capacity": "12"}
    imports(NOW, **lane, units="Bassin 1 of 6")
    before = editions(ACTED)
    assert [it.verdict for it in imports(**lane, units="Bassin 1 of 8")] == ["updated"]
    after = editions(LATER)
    assert {it for it in ALL if after[it][0] != before[it][0]} == SCHOOL
    assert [it.verdict for it in imports(**lane, units="Bassin 1 of 8")] == ["unchanged"]


def test_renew__retired_or_unknown__is_not_found(town: Scene) -> None:
    town.change(Space, "bane", retired=True)
    for wish in (Wish("skolen", "bane"), Wish("skolen", "nothing"), Wish("nothing"), Wish("nothing", "hal-a")):
        for kind in KINDS.values():
            with pytest.raises(NotFound):
                feed_serving.served(kind, wish, PUBLIC_URL, NOW, lambda tag, since: True)
