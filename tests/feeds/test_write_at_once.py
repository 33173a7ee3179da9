"""Acts that write what calendars say of the same booking at the same moment wait for each other, never in a ring."""

from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from booking.model import Booking, FeedText, Organization, Space, Unit, db
from booking.services import audit, feed_texts, organizations, revisions
from booking.services.actors import SYSTEM
from booking.services.imports import drawing
from booking.services.imports.venue_cells import Part
from tests.scenes import NOW, Scene

pytestmark = pytest.mark.database("postgresql")
LATER = NOW + timedelta(hours=1)


def test_write__renamed_while_another_acts_there__keeps_no_booking_from_them(app: Flask, scene: Scene) -> None:
    scene.book()

    def rename() -> None:
        with app.app_context():
            organizations.change("haandbold", {"name": "Boldklubben"}, 1, SYSTEM, LATER)

    renaming = Thread(target=rename)
    with db.engine.begin() as acting:
        acting.execute(text("SET LOCAL lock_timeout = '200ms'"))
        acting.execute(select(Unit.id).with_for_update(key_share=True))
        renaming.start()
        _until_somebody_waits()
        acting.execute(update(Booking).values(sequence=Booking.sequence + 1))
    renaming.join()
    with db.session() as session:
        assert "Boldklubben" in session.scalars(select(FeedText.text)).first()
    assert audit.problems() == []


def test_write__refreshed_while_another_changes_the_booking__is_there_once(app: Flask, scene: Scene) -> None:
    scene.book()

    def refresh() -> None:
        with app.app_context():
            feed_texts.refresh(LATER)

    refreshing = Thread(target=refresh)
    with db.session() as earlier:
        earlier.execute(update(FeedText).values(writing=0, good_until=NOW))
        earlier.commit()
    with db.session() as acting:
        revisions.revise(acting, acting.scalars(select(Booking.id)).all(), NOW)
        refreshing.start()
        _until_somebody_waits()
        acting.commit()
    refreshing.join()
    assert audit.problems() == []


def test_write__of_an_organization_that_books_elsewhere__does_not_wait_for_it(scene: Scene) -> None:
    scene.book()
    with db.engine.begin() as booking, db.session() as acting:
        booking.execute(select(Organization.id).with_for_update(key_share=True))
        acting.execute(text("SET LOCAL lock_timeout = '200ms'"))
        revisions.revise(acting, acting.scalars(select(Booking.id)).all(), LATER)
        acting.commit()
    assert audit.problems() == []


def test_write__a_space_is_drawn_anew_while_it_is_being_booked__waits_for_that(app: Flask, scene: Scene) -> None:
    done: list[bool] = []

    def redraw() -> None:
        with app.app_context(), db.session() as session:
            space = session.scalars(select(Space).where(Space.slug == "hal-a")).one()
            done.append(drawing.draw(session, space, [Part("Sal", None, None)], NOW))

    redrawing = Thread(target=redraw)
    with db.engine.begin() as booking:
        booking.execute(select(Unit.id).with_for_update(key_share=True))
        redrawing.start()
        _until_somebody_waits()
        assert not done
    redrawing.join()
    assert done == [True]


def _until_somebody_waits() -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(100):
        with db.engine.connect() as connection:
            if connection.scalar(waiting):
                return
        sleep(0.05)
    raise AssertionError("nobody waits")
