"""Nothing of a person in anything public: a secret in every column that is not declared public here, then every word of
every feed, page and answer that anybody may have is looked through.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import JSON, Column, Enum, String, Table, cast, func, literal, select, update

from booking.model import Base, Venue, db
from booking.model.guarantee import APPEND_ONLY
from booking.services import cancellations, changes, observations
from booking.services.changes import Change
from booking.services.targets import Scope
from booking.vocabulary import Seen
from tests.feeds.secrets import SECRET, book_in_secret
from tests.scenes import NOW, WEEKLY, Scene, scene_in, write_calendars

CONTACT = "Kontakt"
"""Of a venue: the municipality publishes it, but not in feeds."""
DAYS = "from=2027-01-01&to=2027-04-30"
FEEDS = (
    "venues/skolen",
    "venues/torvet",
    *(f"spaces/{space}" for space in ("skolen/hal", "skolen/hal-a", "skolen/hal-b", "skolen/bane", "torvet/torvet")),
    "freebusy/skolen",
    "freebusy/skolen/hal-a",
    "freebusy/torvet",
    "hours/skolen",
    "hours/torvet",
)
PUBLIC = {
    "venue": {"slug", "name", "street", "post_code", "town", "timezone", "rulebook", "description"},
    "unit": {"slug", "name"},
    "space": {"slug", "name", "kind", "tags", "equipment", "layouts", "description", "not_bookable"},
    "organization": {"slug", "name"},
    "booking": {"ref", "uid", "activity", "layout", "timezone", "rrule"},
    "closure": {"reason"},
    "hours_period": {"spans"},
    "named_period": {"kind", "name"},
    "feed_text": {"zone", "text"},
    "rulebook": {"name", "version", "text", "digest"},
}
OURS = {("api_token", "digest"), ("person", "language"), ("letter", "language"), ("booking", "details")}
"""Neither public nor a text of somebody's: reading them as a secret would stop the house."""
ROOM_FOR_A_SECRET = 20


@pytest.fixture
def seeded(app: Flask) -> int:
    """The town full of secrets; in how many columns they are."""
    with app.app_context():
        _live(scene_in(app))
        return _spoil()


def test_leak_nothing__secrets_everywhere__no_word_of_any_feed_has_one(seeded: int, client: FlaskClient) -> None:
    assert seeded > 20
    for path in FEEDS:
        for query in (DAYS, f"{DAYS}&own=1", ""):
            answer = client.get(f"/calendars/{path}.ics?{query}")
            assert answer.status_code == 200
            for said in _said(answer.data):
                assert SECRET.casefold() not in said.casefold(), (path, said)
                assert CONTACT.casefold() not in said.casefold(), (path, said)
                assert "+45" not in said, (path, said)


def test_leak_nothing__secrets_everywhere__no_public_page_or_answer_has_one(
    seeded: int, app: Flask, client: FlaskClient
) -> None:
    read = 0
    for path in _public_addresses(app):
        for query in ("", "?date=2027-01-12", f"?{DAYS}"):
            answer = client.get(path + query)
            read += answer.status_code == 200
            assert SECRET.casefold() not in answer.text.casefold(), path
    assert read > 20


def test_leak_nothing__any_feed__names_associations_and_has_no_property_for_persons(
    seeded: int, client: FlaskClient
) -> None:
    calendar = client.get(f"/calendars/venues/skolen.ics?{DAYS}")
    assert "Håndboldklubben" in calendar.text
    for component in Calendar.from_ical(calendar.data).walk():
        assert component.name in {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"}
        assert not {"ATTENDEE", "ORGANIZER", "CONTACT", "COMMENT", "ATTACH"} & component.keys()


@pytest.mark.parametrize("line", ["X-A;CN=Hemmelig:x", "SUMMARY:en hem\r\n melig", "DESCRIPTION:HEMMELIG"])
def test_leak_nothing__a_word_in_a_parameter_or_over_a_fold__would_be_found(line: str) -> None:
    text = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert any(SECRET.casefold() in said.casefold() for said in _said(text.encode()))


def _said(data: bytes) -> Iterator[str]:
    """The octets as they are and unfolded; each property with its parameters, as a parser understands it."""
    yield data.decode()
    yield data.decode().replace("\r\n ", "")
    for component in Calendar.from_ical(data).walk():
        for name, value in component.property_items(recursive=False):
            yield f"{name} {value} {value.to_ical() if hasattr(value, 'to_ical') else ''}"
            yield f"{dict(getattr(value, 'params', {}))}"


def _live(scene: Scene) -> None:
    """Bookings of all sorts, moved, called off and observed; closures."""
    book_in_secret(scene)
    scene.close("2027-02-02", "Gulvet lakeres", "bane")
    _act(scene)
    scene.change(Venue, "torvet", names_users=False)


def _act(scene: Scene) -> None:
    system, later = scene.actor("system"), NOW + timedelta(hours=1)
    ref = scene.book("21:00-22:00", rrule=WEEKLY.format(4)).ref
    cancellations.cancel(ref, Scope.ONE, "2027-01-12T21:00", SECRET, None, system, later)
    moved = {"start": "2027-01-27T21:00", "end": "2027-01-27T22:00"}
    changes.change(ref, Change(moved, Scope.ONE, "2027-01-26T21:00"), None, system, later)
    after = datetime(2027, 1, 19, 22, tzinfo=UTC)
    observations.observe(ref, "2027-01-19T21:00", Seen.DAMAGE, None, SECRET, scene.actor("officer"), after)


def _spoil() -> int:
    """What calendars say is public, and written anew of what is now secret."""
    spoilt = 0
    with db.session() as session:
        for table in (it for it in Base.metadata.sorted_tables if it.name not in APPEND_ONLY):
            for column in filter(_may_hold_a_secret, table.columns):
                session.execute(update(table).values({column: _secret(table, column)}))
                spoilt += bool(session.scalar(select(func.count()).select_from(table)))
        write_calendars(session)
        session.commit()
    return spoilt


def _may_hold_a_secret(column: Column[object]) -> bool:
    table, name = column.table.name, column.name
    is_text = isinstance(column.type, String) and not isinstance(column.type, Enum)
    roomy = isinstance(column.type, JSON) or (is_text and (column.type.length or 1000) >= ROOM_FOR_A_SECRET)
    return roomy and not column.foreign_keys and name not in PUBLIC.get(table, set()) and (table, name) not in OURS


def _secret(table: Table, column: Column[object]) -> object:
    word = CONTACT if column.name.startswith("contact_") else SECRET
    if isinstance(column.type, JSON):
        return {"text": word}
    if "id" in table.columns:
        return literal(f"{word} ") + cast(table.c.id, String) if column.unique else word
    return column if column.primary_key else word


def _public_addresses(app: Flask) -> Iterator[str]:
    """Every page and answer of the API that can be asked for without more than a venue and a space."""
    names = {"venue": "skolen", "space": "hal-a"}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments <= names.keys() and not rule.rule.startswith("/calendars"):
            path = rule.rule
            for name, value in names.items():
                path = path.replace(f"<{name}>", value)
            if "<" not in path:
                yield path
