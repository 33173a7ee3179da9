"""All kinds of acts at once on the same halls: each is done or refused for a reason, and the database stays sound."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from booking.errors import Conflict, Invalid
from booking.model import Decision
from booking.services import audit, bookings, cancellations, changes, closures, decisions, expiry
from booking.services.actors import SYSTEM
from booking.services.bookings import Filters
from booking.services.changes import Change
from booking.services.closures import Closing
from booking.services.decisions import Ruling
from booking.services.targets import Scope
from booking.vocabulary import BookingKind, DeviationCategory, Status
from booking.wording import Text
from calendars.zone import days
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, count, scene_in

ACTORS, ACTS = 8, 30
SPACES = ("skolen/hal", "skolen/hal-a", "skolen/hal-b", "skolen/bane")


@pytest.mark.database("postgresql")
def test_acts__of_all_kinds_at_once__leave_the_database_sound(app: Flask) -> None:
    with app.app_context():
        scene = scene_in(app)
        clubs = scene.clubs(ACTORS)

    def act(number: int) -> Counter[str]:
        done: Counter[str] = Counter()
        choose = random.Random(number)
        with app.app_context():
            for _ in range(ACTS):
                kind = choose.choice((book, book, book, cancel, change, decide, close, expire))
                try:
                    kind(scene, choose, clubs[number])
                    done[kind.__name__] += 1
                except (Conflict, Invalid):
                    done["refused"] += 1
        return done

    with ThreadPoolExecutor(ACTORS) as pool:
        done = sum(pool.map(act, range(ACTORS)), Counter())
    with app.app_context():
        assert audit.problems() == []
        assert count(Decision, act="displaced")
    assert {"book", "cancel", "change", "close", "decide"} <= set(done)


def book(scene: Scene, choose: random.Random, club: str) -> None:
    day, hour = _day(choose), choose.randrange(8, 12)
    scene.submit(
        f"{day}T{hour:02}:00-{hour + 2:02}:00",
        organization=club,
        spaces=tuple(choose.sample(SPACES, choose.choice((1, 1, 2)))),
        rrule=choose.choice((None, WEEKLY.format(3))),
        kind=choose.choice((BookingKind.TRAINING, BookingKind.MARKET)),
        setup_minutes=choose.choice((0, 30)),
        accept_partial=True,
        wait=choose.random() < 0.5,
    )


def cancel(scene: Scene, choose: random.Random, club: str) -> None:
    cancellations.cancel(_any(choose), Scope.ALL, None, "", None, SYSTEM, NOW)


def change(scene: Scene, choose: random.Random, club: str) -> None:
    spaces = tuple(choose.sample(SPACES, choose.choice((1, 2))))
    changes.change(_any(choose), Change({"spaces": spaces}), None, SYSTEM, NOW)


def decide(scene: Scene, choose: random.Random, club: str) -> None:
    """Also in the place of others."""
    reasons = {"reason": "Derfor", "category": DeviationCategory.OTHER, "hearing": "Hørt"}
    ruling = Ruling(choose.random() < 0.7, displace=choose.random() < 0.5, **reasons)
    decisions.decide(_any(choose, Status.HELD, Status.WAITING), ruling, None, SYSTEM, NOW)


def close(scene: Scene, choose: random.Random, club: str) -> None:
    day = _day(choose)
    space = choose.choice(SPACES).partition("/")[2]
    closing = Closing(days(day, day, ZoneInfo("Europe/Copenhagen")), True, f"{choose.random()}")
    closures.close("skolen", space, closing, SYSTEM, NOW)


def expire(scene: Scene, choose: random.Random, club: str) -> None:
    expiry.release_overdue(NOW + timedelta(days=14))


def _day(choose: random.Random) -> date:
    return TUESDAY + timedelta(days=choose.randrange(4))


def _any(choose: random.Random, *statuses: Status) -> str:
    page, _ = bookings.listed(Filters(page_size=20, statuses=frozenset(statuses)), SYSTEM)
    if not page:
        raise Conflict(Text("Nothing is booked yet."))
    return choose.choice(page).ref
