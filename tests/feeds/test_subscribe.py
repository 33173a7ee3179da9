"""Subscriptions kept by a program that people use, over HTTP, through a day of changes: after each, what it has is what
the database has.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from booking import create_app
from booking.model import db
from booking.services import cancellations, changes, closures, decisions, opening_hours, organizations, private_feeds
from booking.services.actors import SYSTEM
from booking.services.changes import Change
from booking.services.closures import Closing
from booking.services.decisions import Ruling
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import Audience, BookingKind
from calendars.hours import Span, WeeklyHours
from calendars.zone import days
from tests.databases import migrate, settings
from tests.feeds.private import CLUB, SCHOOL, made
from tests.feeds.subscribing import Subscriptions
from tests.feeds.truth import FIRST, LAST, TRUTH, ZONE
from tests.postgresql import PostgreSQLServer
from tests.scenes import NOW, WEEKLY, Scene, scene_in
from tests.serving import served

TODAY = NOW.astimezone(ZONE).date()


@dataclass(slots=True)
class Day:
    """A day in town, as long as it takes; `now` is what the server's clock says too."""

    scene: Scene
    clock: Path
    kept: Subscriptions
    now: datetime = NOW

    def passes(self, until: datetime) -> None:
        self.now = until
        self.clock.write_text(until.isoformat())

    def is_told(self) -> None:
        """Half an hour after something changed, each who subscribed has what the database has, and something new."""
        before = self.kept.files()
        self.passes(self.now + timedelta(minutes=30))
        assert self.kept.fetch() == ""
        assert self.kept.files() != before
        self.is_true()

    def is_true(self) -> None:
        assert self.kept.shown(FIRST, LAST) == {name: {*TRUTH[name](self.now)} for name in self.kept.addresses}

    def change(self, booking: BookingView, scope: Scope, occurrence: str | None, **values: Any) -> None:
        assert changes.change(booking.ref, Change(values, scope, occurrence), None, SYSTEM, self.now).booking

    def cancel(self, booking: BookingView, scope: Scope = Scope.ALL, occurrence: str | None = None) -> None:
        cancellations.cancel(booking.ref, scope, occurrence, "", None, SYSTEM, self.now)

    def decide(self, booking: BookingView, grant: bool, **ruling: Any) -> None:
        decisions.decide(booking.ref, Ruling(grant, **ruling), None, self.scene.actor("officer"), self.now)


Begin = Callable[..., Day]


@pytest.fixture
def begin(app: Flask, tmp_path: Path) -> Iterator[Begin]:
    """`begin("venue", "club")`: a day in town, of those who subscribed to these calendars when it began."""
    with app.app_context(), ExitStack() as until_evening:
        yield lambda *names: until_evening.enter_context(_day(app, tmp_path, names))


@contextmanager
def _day(app: Flask, directory: Path, names: Sequence[str]) -> Iterator[Day]:
    scene, clock = scene_in(app), directory / "clock"
    clock.write_text(NOW.isoformat())
    url, moved = app.config["SAMBRUG"].database_url, {"application": "tests.feeds.moved:app", "CLOCK": str(clock)}
    with served(url, directory, workers=1, THREADS="1", **moved) as server:
        addresses = {name: f"{server.url}/calendars/{path}.ics" for name, path in _paths(scene, names).items()}
        day = Day(scene, clock, Subscriptions(directory, addresses))
        day.kept.begin()
        yield day


def _paths(scene: Scene, names: Sequence[str]) -> Mapping[str, str]:
    paths = {"venue": "venues/skolen", "space": "spaces/skolen/hal-a", "hours": "hours/skolen"}
    owners = {"club": ("member", CLUB), "staff": ("caretaker", SCHOOL)}
    return {name: paths.get(name) or f"private/{made(scene, *owners[name])}" for name in names}


@pytest.mark.database("postgresql")
def test_subscribe__bookings_come_and_move_and_go__shows_them_as_they_are(begin: Begin) -> None:
    day = begin("venue", "space", "club", "staff")
    single = day.scene.book(now=day.now)
    day.is_told()
    series = day.scene.book("19:00-20:00", rrule=WEEKLY.format(12), now=day.now)
    day.is_told()
    day.change(series, Scope.ONE, "2027-01-19T19:00", start="2027-01-20T10:00", end="2027-01-20T12:00")
    day.is_told()
    day.cancel(series, Scope.ONE, "2027-02-02T19:00")
    day.is_told()
    later = {"start": "2027-03-02T20:00", "end": "2027-03-02T21:30", "spaces": ("skolen/hal",)}
    day.change(series, Scope.FOLLOWING, "2027-03-02T19:00", **later)
    day.is_told()
    day.cancel(single)
    day.cancel(series)
    day.is_told()


@pytest.mark.database("sqlite")
def test_subscribe__officers_decide__shows_what_is_held_and_granted_and_what_had_to_yield(begin: Begin) -> None:
    day = begin("venue", "space", "club")
    day.scene.rule('use = "priority"')
    market = {"kind": BookingKind.MARKET, "spaces": ("skolen/hal",)}
    first, second, third = (day.scene.book(f"{hour:02}:00-{hour:02}:30", now=day.now, **market) for hour in (8, 9, 10))
    adults = {"organization": "judo", "audience": Audience.ADULTS}
    day.scene.book(rrule=WEEKLY.format(3), now=day.now, **adults)
    children = day.scene.book(rrule=WEEKLY.format(2), now=day.now)
    day.is_told()
    day.decide(first, True)
    day.decide(second, False, reason="Too many")
    day.is_told()
    day.decide(children, True, displace=True, reason="Børn før voksne", hearing="Ringet op")
    day.is_told()
    lapses = third.occurrences[0].expires_at
    assert lapses
    day.passes(lapses)
    day.is_told()


@pytest.mark.database("sqlite")
def test_subscribe__the_house_changes__shows_what_it_is_called_and_when_it_is_open(begin: Begin) -> None:
    day = begin("venue", "hours")
    day.scene.open(480, 1320)
    day.scene.book(rrule=WEEKLY.format(5), now=day.now)
    day.is_told()
    closing = Closing(days(date(2027, 1, 19), date(2027, 1, 22), ZONE), True, "Gulvet lakeres")
    closures.close("skolen", None, closing, SYSTEM, day.now)
    day.is_told()
    organizations.change("haandbold", {"name": "Håndbold 2740"}, 1, SYSTEM, day.now)
    evenings = WeeklyHours(tuple(Span(weekday, 900, 1380) for weekday in range(5)))
    opening_hours.set_weekly_hours("skolen", None, [evenings], SYSTEM, day.now)
    day.is_told()


@pytest.mark.database("sqlite")
def test_subscribe__midnight_passes__what_was_cancelled_fades(begin: Begin) -> None:
    day = begin("venue", "club")
    today = day.scene.book(f"{TODAY}T17:00-18:00", now=day.now)
    day.scene.book(f"{TODAY}T19:00-20:00", rrule=WEEKLY.format(3), now=day.now)
    day.cancel(today)
    day.is_told()
    midnight = datetime.combine(TODAY + timedelta(days=1), time(), ZONE)
    day.passes(midnight - timedelta(seconds=90))
    assert day.kept.fetch() == ""
    day.is_true()
    day.is_told()


@pytest.mark.database("sqlite")
def test_subscribe__nothing_changed__copies_nothing(begin: Begin) -> None:
    """Not after an hour, and not when another day has begun."""
    day = begin("venue", "space", "hours", "club", "staff")
    day.scene.open(480, 1320)
    day.scene.book(rrule=WEEKLY.format(3), now=day.now)
    day.is_told()
    before = day.kept.files()
    for hours in (1, 24):
        day.passes(day.now + timedelta(hours=hours))
        assert day.kept.fetch() == ""
    assert day.kept.files() == before


@pytest.mark.database("sqlite")
def test_subscribe__revoked__says_so_and_what_was_there_stays(begin: Begin) -> None:
    day = begin("club", "staff")
    day.scene.book(now=day.now)
    day.is_told()
    before = day.kept.files()
    (feed,) = private_feeds.listed(day.scene.actor("member"))
    private_feeds.revoke(feed.id, day.scene.actor("member"), day.now)
    assert "club: GONE" in day.kept.fetch()
    assert day.kept.files() == before


def test_subscribe__database_away__says_so_and_what_was_there_stays(
    own_postgresql: PostgreSQLServer, tmp_path: Path
) -> None:
    migrate(own_postgresql.url, tmp_path)
    app = create_app(settings(own_postgresql.url, tmp_path))
    with app.app_context(), _day(app, tmp_path, ("venue", "space", "hours", "club")) as day:
        day.scene.open(480, 1320)
        day.scene.book(now=day.now)
        day.is_told()
        before = day.kept.files()
        db.session.remove()
        db.engine.dispose()
        own_postgresql.stop()
        said = day.kept.fetch()
        assert all(f"{name}: 503" in said for name in day.kept.addresses)
        assert day.kept.files() == before
        own_postgresql.start()
        day.scene.book("20:00-21:00", now=day.now)
        day.is_told()
        db.session.remove()
        db.engine.dispose()
