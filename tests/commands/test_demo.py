"""`flask demo`: the demo municipality."""

import stat
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from booking.model import Booking, Decision, Observation, Occurrence, Organization, Person, Space, Venue, db
from booking.services import audit, people
from booking.services.demo import loading, town
from booking.vocabulary import OrganizationKind, RoleName, Status, VenueKind
from tests.conftest import BACKENDS
from tests.databases import Databases

TODAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


def emptied(backend: str, apps: Callable[[str], Flask], kinds: dict[str, Databases]) -> Flask:
    app = apps(backend)
    with app.app_context():
        db.engine.dispose()
    kinds[backend].empty(app.config["SAMBRUG"].database_url)
    return app


def seen(app: Flask) -> list[tuple[Any, ...]]:
    """Everything of the bookings that people see."""
    with app.app_context():
        query = select(
            Booking.activity,
            Booking.organization_id,
            Booking.people,
            Booking.responsible_name,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Occurrence.status,
        )
        return sorted(tuple(row) for row in db.session.execute(query.join(Booking.occurrences)))


@pytest.fixture(scope="module")
def demos(apps: Callable[[str], Flask], kinds: dict[str, Databases]) -> dict[str, Flask]:
    """The demo, loaded as of one day on each kind of database."""
    loaded = {backend: emptied(backend, apps, kinds) for backend in BACKENDS}
    for app in loaded.values():
        with app.app_context():
            loading.load(TODAY)
    return loaded


def test_demo__loaded_twice_for_the_same_day__is_the_same(demos: dict[str, Flask]) -> None:
    assert seen(demos["sqlite"]) == seen(demos["postgresql"])


def test_demo__as_a_whole__is_free_of_errors(demos: dict[str, Flask]) -> None:
    for app in demos.values():
        with app.app_context():
            assert audit.problems() == []


def test_demo__has__what_a_municipality_has(demos: dict[str, Flask]) -> None:
    with demos["sqlite"].app_context():
        kinds = set(db.session.scalars(select(Venue.kind)))
        statuses = Counter(db.session.scalars(select(Occurrence.status)))
        series = db.session.scalars(select(func.count()).where(Booking.rrule.is_not(None))).one()
        past = db.session.scalars(select(func.count()).where(Occurrence.ends_at < TODAY)).one()
        observed = db.session.scalars(select(func.count()).select_from(Observation)).one()
        used = set(db.session.scalars(select(Booking).join(Booking.organization)))
        organizations = {booking.organization.kind for booking in used}
    assert kinds == set(VenueKind) - {VenueKind.CLUBHOUSE}
    assert statuses.keys() >= {Status.GRANTED, Status.HELD, Status.WAITING, Status.CANCELLED, Status.REFUSED}
    assert statuses.keys() >= {Status.NOTED, Status.DISPLACED, Status.CONDITIONAL}
    assert series >= 280
    assert past > 500
    assert observed > 100
    assert organizations == set(OrganizationKind)


def test_demo__cases_that_show_the_rulebook_at_work__come_out_as_they_should(demos: dict[str, Flask]) -> None:
    shown = town.data("cases.toml")["case"]
    with demos["sqlite"].app_context():
        for case in shown:
            query = select(Occurrence.status).join(Booking).join(Booking.organization)
            query = query.where(Booking.activity == case["request"]["activity"])
            found = set(db.session.scalars(query.where(Organization.slug == case["request"]["organization"])))
            decided = case.get("then") in ("approved", "displaces")
            assert (Status.GRANTED if decided else Status(case["becomes"])) in found, case


def test_demo__rules__that_the_cases_are_about_are_in_the_decisions(demos: dict[str, Flask]) -> None:
    with demos["sqlite"].app_context():
        kept = [verdict["findings"] for verdict in db.session.scalars(select(Decision.verdict))]
    found = {finding["rule"] for findings in kept for finding in findings}
    assert found >= {"shared-use", "priority", "noise", "no-shows", "load-plan", "alcohol", "open-fire"}


def test_demo__nothing_held__has_run_out(demos: dict[str, Flask]) -> None:
    with demos["sqlite"].app_context():
        assert not db.session.scalar(select(func.count()).where(Occurrence.expires_at <= TODAY))


def test_demo__halls_lanes_and_movable_things__are_units_that_spaces_share(demos: dict[str, Flask]) -> None:
    with demos["sqlite"].app_context():
        parts = {
            f"{space.venue.slug}/{space.slug}": {(part.unit.slug, part.unit.lanes, part.lanes) for part in space.parts}
            for space in db.session.scalars(select(Space))
        }
    assert parts["baltorpskolen/hal"] == {("hal-a", 1, None), ("hal-b", 1, None)}
    assert parts["ballerup-super-arena/bane-1-2"] == {("bane-1", 1, None), ("bane-2", 1, None)}
    assert parts["east-kilbride-badet/bane"] == {("25-meterbassin", 6, 1)}
    assert ("projektor", 1, None) in parts["baltorpskolen/klasse-1-med-projektor"]
    assert ("projektor", 1, None) in parts["baltorpskolen/musiklokale-med-projektor"]


def test_demo__persons__have_the_roles_they_need(demos: dict[str, Flask]) -> None:
    with demos["sqlite"].app_context():
        roles = {role.name for person in people.listed() for role in person.roles}
        emails = set(db.session.scalars(select(Person.email)))
    assert roles == set(RoleName)
    assert all(email.endswith(".example") for email in emails)


@pytest.mark.database("sqlite")
def test_demo__the_command__prints_sign_ins_that_work_and_keeps_them_to_its_owner(
    app: Flask, runner: FlaskCliRunner
) -> None:
    done = runner.invoke(args=["demo"])
    assert done.exit_code == 0, done.output
    file: Path = app.config["SAMBRUG"].instance_directory / "demo-sign-ins.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    tokens = [line.split()[-1] for line in file.read_text().splitlines() if "Bearer" in line]
    with app.app_context():
        actors = [people.authenticate(token, datetime.now(UTC)) for token in tokens]
    assert len(actors) == 4
    assert all(token in done.stderr for token in tokens)
    assert "http://127.0.0.1:8000/" in done.stderr

    again = runner.invoke(args=["demo", "--if-empty"])
    assert again.exit_code == 0
    assert tokens[0] in again.stderr
    assert "Loading" not in again.stderr

    refused = runner.invoke(args=["demo"])
    assert refused.exit_code == 1
    assert refused.stderr.endswith("The database is not empty; the demo municipality needs one of its own.\n")
