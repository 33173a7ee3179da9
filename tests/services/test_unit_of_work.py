"""One act, one transaction: tried again, undone, and refused with a clear word when the database cannot do it."""

import sqlite3
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import TextClause, text
from sqlalchemy.event import listen, remove

from booking import create_app
from booking.errors import Unavailable
from booking.model import Booking, Claim, Journal, Occurrence, db
from booking.services import audit, bookings, feeds
from booking.services.actors import SYSTEM
from booking.services.feed_frames import Wish
from tests.databases import migrate, settings
from tests.postgresql import PostgreSQLServer
from tests.scenes import NOW, WEEKLY, Scene, count, scene_in, wish


def test_write__that_fails_in_the_middle__leaves_nothing(scene: Scene) -> None:
    """The last row of all is refused by the database: the ones before it go too."""
    with db.engine.begin() as connection:
        connection.execute(_refusing(connection.dialect.name, "outbox"))
    with pytest.raises(Exception, match="refused for the test"):
        scene.submit(rrule=WEEKLY.format(3))
    with db.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER refuse ON outbox" if _is_postgresql() else "DROP TRIGGER refuse"))
    assert count(Booking) == count(Occurrence) == count(Claim) == count(Journal, act="booking.asked") == 0
    scene.book(rrule=WEEKLY.format(3))
    assert audit.problems() == []


@pytest.mark.database("sqlite")
def test_write__on_a_full_disk__is_unavailable_and_leaves_nothing(scene: Scene) -> None:
    db.engine.dispose()
    listen(db.engine, "connect", _with_little_room)
    booked, refused = [], 0
    try:
        for hour in range(8, 48):
            try:
                booked.append(scene.book(f"2027-01-{12 + hour // 24}T{hour % 24:02}:00-{hour % 24:02}:30"))
            except Unavailable:
                refused += 1
    finally:
        remove(db.engine, "connect", _with_little_room)
        db.engine.dispose()
    assert booked
    assert refused
    assert count(Booking) == len(booked)
    assert audit.problems() == []


@pytest.mark.database("sqlite")
def test_write__while_another_writes__waits_for_it(scene: Scene, app: Flask) -> None:
    path = app.config["SAMBRUG"].database_url.removeprefix("sqlite:///")
    held, done = Event(), Event()

    def hold() -> None:
        with sqlite3.connect(path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            held.set()
            time.sleep(0.3)
            done.set()
            other.execute("ROLLBACK")
        other.close()

    holder = Thread(target=hold)
    holder.start()
    held.wait(5)
    assert scene.book()
    assert done.is_set()
    holder.join()


@pytest.mark.database("sqlite")
def test_read__while_another_writes__does_not_wait(scene: Scene, app: Flask) -> None:
    path = app.config["SAMBRUG"].database_url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = time.monotonic()
    assert scene.is_free("17:00-18:00")
    assert time.monotonic() - before < 2
    other.execute("ROLLBACK")
    other.close()


def test_any_act__when_the_database_cannot_be_reached__is_unavailable(tmp_path: Path) -> None:
    for url in (f"postgresql:///nothing?host={tmp_path}", f"sqlite:///{tmp_path}/not/there.sqlite"):
        app = create_app(settings(url, tmp_path))
        with app.app_context():
            for act in (
                lambda: bookings.preview(wish(), NOW),
                lambda: bookings.submit(wish(), SYSTEM, NOW),
                _is_listed,
                audit.ready,
            ):
                with pytest.raises(Unavailable):
                    act()
            db.engine.dispose()


def test_any_act__after_the_database_was_restarted__works_at_once(
    own_postgresql: PostgreSQLServer, tmp_path: Path
) -> None:
    """Connections that lay idle meanwhile are lost: reading and writing get new ones without anybody's noticing."""
    migrate(own_postgresql.url, tmp_path)
    app = create_app(settings(own_postgresql.url, tmp_path))
    with app.app_context():
        scene = scene_in(app)
        scene.book("10:00-11:00")
        own_postgresql.kill()
        with pytest.raises(Unavailable):
            scene.book("11:00-12:00")
        own_postgresql.start()
        assert scene.is_free("11:00-12:00")
        _restart(own_postgresql)
        scene.book("11:00-12:00")
        _restart(own_postgresql)
        assert _is_listed()
        assert count(Booking) == 2
        db.engine.dispose()


def _restart(server: PostgreSQLServer) -> None:
    """With several connections idle."""
    with db.engine.connect(), db.engine.connect():
        pass
    server.stop()
    server.start()


def _is_listed() -> bool:
    return "BEGIN:VEVENT" in feeds.feed(Wish("skolen"), "https://booking.example", NOW).text


def _with_little_room(connection: sqlite3.Connection, _record: object) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 8}")


def _refusing(dialect: str, table: str) -> TextClause:
    if dialect == "sqlite":
        refusal = "SELECT RAISE(ABORT, 'refused for the test')"
        return text(f"CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN {refusal}; END")
    return text(
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'refused for the test'; END $$;"
        f" CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()"
    )


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"
