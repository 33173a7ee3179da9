"""`flask import bookings`: each row is judged like any other request."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from booking.rules.details import Details
from booking.services import audit, bookings
from booking.services.actors import SYSTEM
from booking.services.bookings import Filters
from booking.vocabulary import Alcohol
from tests.commands.tables import ORGANIZATIONS, VENUES, report, saved, verdicts, written

MONDAY = datetime.now(UTC).date() + timedelta(days=35 - datetime.now(UTC).weekday())
ROW = {
    "external_id": "b1",
    "spaces": "skolen/hal",
    "organization": "raadhuset",
    "activity": "Idræt",
    "kind": "teaching",
    "people": 20,
    "start": f"{MONDAY} 12:00",
    "end": f"{MONDAY} 13:00",
}
HALF = ROW | {"external_id": "b2", "spaces": "skolen/hal-a"}
SERIES = ROW | {
    "external_id": "b3",
    "rrule": "FREQ=WEEKLY;COUNT=3",
    "start": f"{MONDAY} 12:30",
    "end": f"{MONDAY} 13:30",
    "accept_partial": "ja",
}
TWO = ROW | {
    "external_id": "b4",
    "spaces": "skolen/hal-a|badet/bassin",
    "start": f"{MONDAY} 18:00",
    "end": f"{MONDAY} 19:00",
}


@pytest.fixture
def town(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> Flask:
    runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", VENUES)])
    runner.invoke(args=["import", "organizations", saved(tmp_path, "o.csv", ORGANIZATIONS)])
    return app


def how_many(app: Flask) -> int:
    with app.app_context():
        return bookings.listed(Filters(), SYSTEM)[1]


def test_import_bookings__rows_in_each_others_way__first_come_and_the_rest_say_why(
    town: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = saved(tmp_path, "b.csv", written([ROW, HALF, SERIES, TWO]))
    done = runner.invoke(args=["import", "bookings", file, "--language", "en"])
    assert done.exit_code == 0, done.output
    assert verdicts(done.stdout) == [("b1", "granted"), ("b2", "refused"), ("b3", "partly"), ("b4", "granted")]
    assert "Taken" in report(done.stdout)[1]["reasons"]
    assert how_many(town) == 3
    with town.app_context():
        assert audit.problems() == []


def test_import_bookings__again__changes_nothing(town: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "b.csv", written([ROW, HALF, SERIES, TWO]))
    runner.invoke(args=["import", "bookings", file])
    again = runner.invoke(args=["import", "bookings", file])
    assert [verdict for _, verdict in verdicts(again.stdout)] == ["unchanged", "refused", "unchanged", "unchanged"]
    assert how_many(town) == 3


def test_import_bookings__dry_run__knows_the_rows_above_and_keeps_nothing(
    town: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = saved(tmp_path, "b.csv", written([ROW, HALF, SERIES, TWO]))
    tried = runner.invoke(args=["import", "bookings", file, "--dry-run"])
    assert how_many(town) == 0
    assert tried.stdout == runner.invoke(args=["import", "bookings", file]).stdout


def test_import_bookings__reasons__are_danish_unless_asked_otherwise(
    town: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    done = runner.invoke(args=["import", "bookings", saved(tmp_path, "b.csv", written([ROW, HALF]))])
    assert "Optaget" in report(done.stdout)[1]["reasons"]


FEAST = ROW | {
    "external_id": "b5",
    "start": f"{MONDAY} 19:00",
    "end": f"{MONDAY} 21:00",
    "alcohol": "beer_and_wine",
    "entrance_fee": "nej",
    "responsible_age": "44",
    "second_choice": "skolen/hal-b",
}


def test_import_bookings__details_of_the_event__are_kept_and_no_others(
    town: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = saved(tmp_path, "b.csv", written([FEAST]))
    for verdict in ("granted", "unchanged"):
        done = runner.invoke(args=["import", "bookings", file])
        assert verdicts(done.stdout) == [("b5", verdict)]
    with town.app_context():
        [booking] = bookings.listed(Filters(), SYSTEM)[0]
    assert booking.details == Details(
        alcohol=Alcohol.BEER_AND_WINE, entrance_fee=False, responsible_age=44, second_choice="skolen/hal-b"
    )


def test_import_bookings__a_row_that_would_rather_wait__waits(
    town: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = saved(tmp_path, "b.csv", written([ROW, HALF | {"wait": "ja"}]))
    done = runner.invoke(args=["import", "bookings", file])
    assert verdicts(done.stdout)[1] == ("b2", "review")
    assert how_many(town) == 2


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"spaces": "skolen/nowhere"}, "No space is called “skolen/nowhere”."),
        ({"organization": "nobody"}, "No organization is called “nobody”."),
        ({"people": "-3"}, "people: “-3” is not a whole number from 0 to 1,000,000."),
        ({"end": f"{MONDAY} 11:00"}, "end: The end must come after the start."),
        ({"rrule": "FREQ=SECONDLY"}, "rrule: FREQ=SECONDLY is not supported in a recurrence rule."),
        ({"rrule": "FREQ=WEEKLY"}, "rrule: The series has more than 400 times; give it an end."),
        ({"start": "2027-03-28 02:30", "end": "2027-03-28 04:00"}, "start: "),
        ({"kind": "traning"}, "kind: “traning” is not known; did you mean training?"),
        ({"alcohol": "spirit"}, "alcohol: “spirit” is not known; did you mean spirits?"),
        ({"food": "some"}, "food: “some” is neither yes nor no."),
        ({"tent_square_metres": "60 m2"}, "tent_square_metres: “60 m2” is not a whole number"),
        ({"wait": "2"}, "wait: “2” is neither yes nor no."),
    ],
)
def test_import_bookings__a_row_that_cannot_be_read__is_named_and_costs_no_other(
    broken: dict[str, str], reason: str, town: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = saved(tmp_path, "b.csv", written([ROW | broken, TWO]))
    done = runner.invoke(args=["import", "bookings", file, "--language", "en"])
    assert done.exit_code == 1
    assert verdicts(done.stdout) == [("b1", "invalid"), ("b4", "granted")]
    assert report(done.stdout)[0]["reasons"].startswith(reason[:30])
    assert report(done.stdout)[0]["line"] == "2"
