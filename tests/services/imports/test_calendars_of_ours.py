"""What our own feeds say, taken into an empty town like the one it came from."""

from datetime import datetime

from flask import Flask
from sqlalchemy import select

from booking.model import Claim, Unit, db
from booking.services import cancellations, changes
from booking.services.actors import SYSTEM
from booking.services.changes import Change
from booking.services.targets import Scope
from tests.databases import Databases
from tests.scenes import NOW, Scene, scene_in
from tests.services.imports.taking import rules, take

Held = set[tuple[datetime, datetime]]


def test_calendars__our_own_feed__comes_back_as_the_same_times(
    app: Flask, backend: str, kinds: dict[str, Databases]
) -> None:
    with app.app_context():
        _book(scene_in(app))
        before = _held()
    text = app.test_client().get("/calendars/spaces/skolen/hal-a.ics?from=2027-01-01&to=2028-06-30").text
    with app.app_context():
        db.engine.dispose()
    kinds[backend].empty(app.config["SAMBRUG"].database_url)
    with app.app_context():
        scene_in(app)
        results = take(text.encode())
        assert {it.verdict for it in results} == {"granted"}
        assert _held() == before
        assert [rule for rule in rules().values() if rule] == ["FREQ=WEEKLY;UNTIL=20270410"]
        assert {it.verdict for it in take(text.encode())} == {"unchanged"}


def _book(scene: Scene) -> None:
    scene.book("2027-01-12T17:00-18:30")
    scene.book("2027-01-15T22:00-02:00")
    scene.book("2027-01-16T08:00-09:00", spaces=("skolen/hal",), organization="judo")
    scene.book("2028-03-25T22:00-05:00")
    scene.book("2027-10-30T22:00-04:30")
    scene.book("2027-02-06T21:00-04:00", rrule="FREQ=WEEKLY;COUNT=10")
    weekly = scene.book("2027-09-01T17:00-18:30", rrule="FREQ=WEEKLY;COUNT=12", skip=frozenset({NOW.date()}))
    moved = Change({"start": "2027-09-16T19:00", "end": "2027-09-16T20:00"}, Scope.ONE, "2027-09-15T17:00")
    changes.change(weekly.ref, moved, None, SYSTEM, NOW)
    cancellations.cancel(weekly.ref, Scope.ONE, "2027-09-22T17:00", "", None, SYSTEM, NOW)
    cancellations.cancel(weekly.ref, Scope.FOLLOWING, "2027-11-10T17:00", "", None, SYSTEM, NOW)


def _held() -> Held:
    """What of the hall is claimed, by whom ever."""
    query = select(Claim.starts_at, Claim.ends_at).join(Unit, Unit.id == Claim.unit_id).where(Unit.slug == "a")
    with db.session() as session:
        return {(start, end) for start, end in session.execute(query)}
