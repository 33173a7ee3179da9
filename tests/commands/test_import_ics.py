"""`flask import ics`: an existing calendar as bookings or closures, with the report of every import."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from booking.services import audit, bookings
from booking.services.actors import SYSTEM
from booking.services.bookings import Filters
from tests.commands.tables import ORGANIZATIONS, VENUES, report, saved, verdicts

MONDAY = datetime.now(UTC).date() + timedelta(days=35 - datetime.now(UTC).weekday())
CALENDAR = f"""\
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:svoemning@klub.example
DTSTART;TZID=Europe/Copenhagen:{MONDAY:%Y%m%d}T170000
DTEND;TZID=Europe/Copenhagen:{MONDAY:%Y%m%d}T180000
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Svømning
END:VEVENT
BEGIN:VEVENT
UID:uden-start@klub.example
SUMMARY:Uden start
END:VEVENT
BEGIN:VEVENT
UID:nat@klub.example
DTSTART;TZID=Europe/Copenhagen:{MONDAY:%Y%m%d}T233000
DTEND;TZID=Europe/Copenhagen:{MONDAY:%Y%m%d}T235900
SUMMARY:Natsvømning
END:VEVENT
BEGIN:VEVENT
UID:=cmd@klub.example
DTSTART;TZID=Europe/Copenhagen:{MONDAY:%Y%m%d}T190000
DTEND;TZID=Europe/Copenhagen:{MONDAY:%Y%m%d}T200000
STATUS:CANCELLED
SUMMARY:Aflyst
END:VEVENT
END:VCALENDAR
"""
BOOKED = ["--organization", "raadhuset", "--language", "en"]


@pytest.fixture
def town(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> Flask:
    runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", VENUES)])
    runner.invoke(args=["import", "organizations", saved(tmp_path, "o.csv", ORGANIZATIONS)])
    return app


@pytest.fixture
def file(tmp_path: Path) -> str:
    return saved(tmp_path, "plan.ics", CALENDAR)


def how_many(app: Flask) -> int:
    with app.app_context():
        return bookings.listed(Filters(), SYSTEM)[1]


def test_import_ics__bookings__are_judged_and_every_event_is_reported(
    town: Flask, runner: FlaskCliRunner, file: str
) -> None:
    done = runner.invoke(args=["import", "ics", "badet/bassin", file, *BOOKED, "--kind", "training", "--people", "12"])
    assert done.exit_code == 1, done.output
    assert [(row["line"], row["external_id"], row["verdict"]) for row in report(done.stdout)] == [
        ("3", "svoemning@klub.example", "granted"),
        ("10", "uden-start@klub.example", "invalid"),
        ("14", "nat@klub.example", "refused"),
        ("20", "'=cmd@klub.example", "skipped"),
    ]
    assert report(done.stdout)[1]["reasons"] == "DTSTART: The event has no start."
    assert "4 rows: 1 granted, 1 invalid, 1 refused, 1 skipped." in done.stderr
    with town.app_context():
        [booking] = bookings.listed(Filters(), SYSTEM)[0]
        assert (booking.activity, booking.people, booking.rrule) == ("Svømning", 12, "FREQ=WEEKLY;COUNT=3")
        assert audit.problems() == []


def test_import_ics__again__changes_nothing(town: Flask, runner: FlaskCliRunner, file: str) -> None:
    runner.invoke(args=["import", "ics", "badet/bassin", file, *BOOKED])
    again = runner.invoke(args=["import", "ics", "badet/bassin", file, *BOOKED])
    assert [it for _, it in verdicts(again.stdout)] == ["unchanged", "invalid", "refused", "skipped"]
    assert how_many(town) == 1


def test_import_ics__dry_run__keeps_nothing(town: Flask, runner: FlaskCliRunner, file: str) -> None:
    tried = runner.invoke(args=["import", "ics", "badet/bassin", file, *BOOKED, "--dry-run"])
    assert how_many(town) == 0
    assert tried.stdout == runner.invoke(args=["import", "ics", "badet/bassin", file, *BOOKED]).stdout


def test_import_ics__closures__close_the_space(town: Flask, runner: FlaskCliRunner, file: str) -> None:
    done = runner.invoke(args=["import", "ics", "badet/bassin", file, "--as", "closures"])
    assert [it for _, it in verdicts(done.stdout)] == ["added", "invalid", "added", "skipped"]
    assert report(done.stdout)[1]["reasons"] == "DTSTART: Begivenheden har ingen start."
    refused = runner.invoke(args=["import", "ics", "badet/bane", file, *BOOKED])
    assert verdicts(refused.stdout)[0] == ("svoemning@klub.example", "refused")


def test_import_ics__until__leaves_out_what_begins_later(town: Flask, runner: FlaskCliRunner, file: str) -> None:
    until = str(MONDAY + timedelta(days=7))
    runner.invoke(args=["import", "ics", "badet/bassin", file, *BOOKED, "--until", until])
    with town.app_context():
        [booking] = bookings.listed(Filters(), SYSTEM)[0]
    assert len(booking.occurrences) == 2


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["badet/bassin", "FILE"], 2, "Name an --organization for bookings, and none for closures."),
        (["badet/bassin", "FILE", "--as", "closures", *BOOKED], 2, "Name an --organization for bookings"),
        (["badet/nowhere", "FILE", *BOOKED], 1, "No space is called “badet/nowhere”."),
        (["badet", "FILE", *BOOKED], 1, "“badet” is not a space such as baltorpskolen/hal-a."),
        (["badet/bassin", "FILE", "--organization", "nobody"], 1, "No organization is called “nobody”."),
        (["badet/bassin", "FILE", *BOOKED, "--kind", "traning"], 2, "Invalid value for '--kind'"),
    ],
)
def test_import_ics__called_wrongly__says_so_in_a_sentence(
    words: list[str], code: int, problem: str, town: Flask, runner: FlaskCliRunner, file: str
) -> None:
    done = runner.invoke(args=["import", "ics", *(file if word == "FILE" else word for word in words)])
    assert (done.exit_code, how_many(town)) == (code, 0)
    assert problem in done.stderr


def test_import_ics__no_calendar__is_said_in_a_sentence(town: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    done = runner.invoke(args=["import", "ics", "badet/bassin", saved(tmp_path, "v.csv", VENUES), *BOOKED])
    assert done.exit_code == 1
    assert "This is no calendar" in done.stderr
