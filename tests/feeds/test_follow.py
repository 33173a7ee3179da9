"""Following calendars through any history of booking, moving, cancelling and deciding: whatever program reads them,
they never say otherwise than the database, and whoever asks by tag, by date or by event notices every change.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from icalendar import Event

from booking.errors import Conflict, Invalid
from booking.model import db
from booking.services import audit, bookings, cancellations, changes, decisions, feeds
from booking.services.actors import SYSTEM
from booking.services.bookings import Filters
from booking.services.changes import Change
from booking.services.decisions import Ruling
from booking.services.feeds import Feed, Wish
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import BookingKind
from tests.databases import Databases
from tests.feeds.conftest import PUBLIC_URL
from tests.feeds.readers.every import QUICK, READERS, Reader, read_alike
from tests.feeds.reading import by_uid
from tests.feeds.stored import stored, told
from tests.scenes import NOW, TUESDAY, Scene, scene_in

FIRST, LAST = date(2027, 1, 1), date(2027, 5, 31)
PLACES = ("skolen", "torvet", "skolen/hal", "skolen/hal-a", "skolen/hal-b", "torvet/torvet")
RULES = (None, "FREQ=WEEKLY;COUNT=8", "FREQ=DAILY;INTERVAL=2;COUNT=5", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA;COUNT=6")
SPACES = (("skolen/hal",), ("skolen/hal-a",), ("skolen/hal-b",), ("torvet/torvet",), ("skolen/hal-a", "torvet/torvet"))
WHICH, SCOPES = st.integers(0, 1000), st.sampled_from(Scope)


def test_follow__any_history__calendars_say_what_is_in_the_database(
    app: Flask, backend: str, kinds: Mapping[str, Databases]
) -> None:
    """Both changes of the clock lie ahead, and some acts are in vain."""

    def begin() -> History:
        db.engine.dispose()
        kinds[backend].empty(app.config["SAMBRUG"].database_url)
        return History(app)

    with app.app_context():
        slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
        often = settings(max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=slow)
        run_state_machine_as_test(begin, settings=often)  # type: ignore[no-untyped-call]


class History(RuleBasedStateMachine):
    """What people do with their bookings; after each act somebody looks, a little later, when it is settled."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.scene: Scene = scene_in(app)
        self.now: datetime = NOW
        self.before: Mapping[str, Feed] = _calendars(NOW)

    @initialize()
    def a_series(self) -> None:
        self.scene.book(rrule="FREQ=WEEKLY;COUNT=12")

    @rule(
        day=st.integers(0, 80),
        hour=st.integers(8, 23),
        lasts=st.integers(1, 9),
        spaces=st.sampled_from(SPACES),
        rrule=st.sampled_from(RULES),
        kind=st.sampled_from((BookingKind.TRAINING, BookingKind.TRAINING, BookingKind.MARKET)),
    )
    def book(self, day: int, hour: int, lasts: int, **wish: object) -> None:
        time = f"{TUESDAY + timedelta(days=day)}T{hour:02}:00-{(hour + lasts) % 24:02}:00"
        self._do(lambda: self.scene.submit(time, now=self.now, accept_partial=True, wait=True, **wish))

    @rule(which=WHICH, scope=SCOPES, hour=st.integers(8, 20), days=st.integers(-1, 2))
    def move(self, which: int, scope: Scope, hour: int, days: int) -> None:
        booking, original = _any(which)
        wall = datetime.fromisoformat(original) if scope is not Scope.ALL else booking.start.replace(tzinfo=None)
        start = wall.replace(hour=hour, minute=0) + timedelta(days=days)
        values = {"start": start.isoformat(), "end": (start + timedelta(minutes=90)).isoformat()}
        self._change(booking, values, scope, original)

    @rule(which=WHICH, scope=SCOPES, spaces=st.sampled_from(SPACES))
    def move_elsewhere(self, which: int, scope: Scope, spaces: Sequence[str]) -> None:
        booking, original = _any(which)
        self._change(booking, {"spaces": spaces}, scope, original)

    @rule(which=WHICH, scope=SCOPES)
    def cancel(self, which: int, scope: Scope) -> None:
        booking, original = _any(which)
        system = self.scene.actor("system")
        self._do(lambda: cancellations.cancel(booking.ref, scope, original, "", None, system, self.now))

    @rule(which=WHICH, grant=st.booleans())
    def decide(self, which: int, grant: bool) -> None:
        ruling = Ruling(grant, reason="Because", category="other")
        self._do(lambda: decisions.decide(_any(which)[0].ref, ruling, None, self.scene.actor("officer"), self.now))

    @invariant()
    def calendars_are_true(self) -> None:
        self.now += timedelta(hours=1)
        after = _calendars(self.now - timedelta(minutes=50))
        for place in PLACES:
            _is_true(place, after[place], self.now, QUICK)
            _is_noticed(self.before[place], after[place])
        self.before = after

    def teardown(self) -> None:
        assert audit.problems() == []
        for place in PLACES:
            _is_true(place, self.before[place], self.now, READERS)

    def _change(self, booking: BookingView, values: Mapping[str, object], scope: Scope, original: str) -> None:
        wish = Change(values, scope, original)
        self._do(lambda: changes.change(booking.ref, wish, None, self.scene.actor("system"), self.now))

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except (Conflict, Invalid):
            return


def _any(which: int) -> tuple[BookingView, str]:
    """A booking, and the local start of one of its occurrences."""
    found = sorted(bookings.listed(Filters(page_size=100), SYSTEM)[0], key=lambda it: it.created_at)
    booking = found[which % len(found)]
    return booking, booking.occurrences[which % len(booking.occurrences)].original.isoformat(timespec="minutes")


def _calendars(now: datetime) -> Mapping[str, Feed]:
    wishes = {place: place.partition("/") for place in PLACES}
    return {
        place: feeds.feed(Wish(venue, space or None, FIRST, LAST), PUBLIC_URL, now)
        for place, (venue, _, space) in wishes.items()
    }


def _is_true(place: str, calendar: Feed, now: datetime, readers: Iterable[Reader]) -> None:
    assert told(read_alike(calendar.text, FIRST, LAST, readers=readers)) == stored(place, FIRST, LAST, now)


def _is_noticed(before: Feed, after: Feed) -> None:
    """Whatever reads otherwise has a later date; so has each event, and a higher number."""
    if before.text == after.text:
        return
    assert after.last_modified.replace(microsecond=0) > before.last_modified.replace(microsecond=0)
    old, new = by_uid(before.text), by_uid(after.text)
    for uid in old.keys() & new.keys():
        if _content(old[uid]) != _content(new[uid]):
            assert new[uid]["DTSTAMP"].dt > old[uid]["DTSTAMP"].dt
            assert new[uid]["SEQUENCE"] > old[uid]["SEQUENCE"]


def _content(event: Event) -> bytes:
    kept = event.copy()
    for name in ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE"):
        kept.pop(name)
    return bytes(kept.to_ical())
