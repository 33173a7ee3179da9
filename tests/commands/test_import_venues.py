"""`flask import venues`: places as other systems list them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from booking.model import Adjacency, HoursPeriod, Journal, Space, Unit, Venue, db
from booking.services import audit, places
from tests.commands.booked import one_booking
from tests.commands.tables import VENUES, report, saved, verdicts
from tests.feeds.reading import events

HEADER = VENUES.splitlines()[0]


def rows_of(app: Flask) -> dict[str, int]:
    with app.app_context():
        tables = (Venue, Unit, Space, HoursPeriod, Adjacency, Journal)
        return {it.__tablename__: db.session.scalars(select(func.count()).select_from(it)).one() for it in tables}


def line(app: Flask, venue: str, space: str) -> Space:
    with app.app_context():
        return places.space(venue, space)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_import_venues__as_danish_excel_saves_it__builds_halls_and_lanes(
    encoding: str, app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    done = runner.invoke(args=["import", "venues", saved(tmp_path, "venues.csv", VENUES, encoding)])
    assert done.exit_code == 0, done.output
    assert verdicts(done.stdout) == [(f"r{number}", "added") for number in range(1, 6)]
    assert done.stderr == "5 rows: 5 added.\n"
    hall, lane = line(app, "skolen", "hal"), line(app, "badet", "bane")
    assert (hall.venue.name, hall.venue.timezone) == ("Måløv Skole", "Europe/Copenhagen")
    assert {(part.unit.name, part.lanes) for part in hall.parts} == {("Hal A", None), ("Hal B", None)}
    assert hall.layouts == {"rows": {"capacity": 200, "setup_minutes": 15, "clear_up_minutes": 15}}
    assert [(part.unit.lanes, part.lanes) for part in lane.parts] == [(6, 1)]
    assert rows_of(app) == {"venue": 2, "unit": 3, "space": 5, "hours_period": 2, "adjacency": 1, "journal": 5}


def test_import_venues__again__changes_nothing(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = saved(tmp_path, "venues.csv", VENUES)
    runner.invoke(args=["import", "venues", file])
    before = rows_of(app)
    again = runner.invoke(args=["import", "venues", file])
    assert {verdict for _, verdict in verdicts(again.stdout)} == {"unchanged"}
    assert rows_of(app) == before


def test_import_venues__dry_run__says_the_same_and_changes_nothing(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = saved(tmp_path, "venues.csv", VENUES + "r6;badet;Badet;pool;;x;X;y;Z;1;;;\n")
    tried = runner.invoke(args=["import", "venues", file, "--dry-run"])
    assert set(rows_of(app).values()) == {0}
    assert tried.stderr == "6 rows: 5 added, 1 invalid. Nothing was changed: a dry run.\n"
    assert tried.stdout == runner.invoke(args=["import", "venues", file]).stdout


def test_import_venues__a_changed_row__updates_that_space_only(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    runner.invoke(args=["import", "venues", saved(tmp_path, "old.csv", VENUES)])
    changed = VENUES.replace("Hal B;half-hall;Hal B;100", "Hal Beta;half-hall;Hal B;90")
    done = runner.invoke(args=["import", "venues", saved(tmp_path, "new.csv", changed)])
    assert [verdict for _, verdict in verdicts(done.stdout)] == [
        "unchanged",
        "unchanged",
        "updated",
        "unchanged",
        "unchanged",
    ]
    assert (line(app, "skolen", "hal-b").name, line(app, "skolen", "hal-b").capacity) == ("Hal Beta", 90)


def test_import_venues__a_venue_and_a_space_called_otherwise__are_so_in_calendars_as_changes(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    runner.invoke(args=["import", "venues", saved(tmp_path, "old.csv", VENUES)])
    one_booking(app, "skolen/hal")
    runner.invoke(args=["import", "venues", saved(tmp_path, "new.csv", VENUES.replace("Måløv Skole", "Skolen"))])
    changed = VENUES.replace("Måløv Skole", "Skolen").replace(";Hal;", ";Storsal;")
    runner.invoke(args=["import", "venues", saved(tmp_path, "newer.csv", changed)])
    for place in ("venues/skolen", "spaces/skolen/hal"):
        (event,) = events(app.test_client().get(f"/calendars/{place}.ics").text)
        assert str(event["LOCATION"]).startswith("Storsal, Skolen"), place
        assert event["SEQUENCE"] == 2
    (blocked,) = events(app.test_client().get("/calendars/spaces/skolen/hal-a.ics").text)
    assert str(blocked["SUMMARY"]) == "Optaget (Storsal)"
    with app.app_context():
        assert audit.problems() == []


def test_import_venues__a_layout_with_a_plan__is_kept_and_told_when_it_changes(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    """DK-41: the number of the approved plan of where people stand and sit."""
    planned = VENUES.replace("rows 200 (15+15)", "rows 200 (15+15) plan 2026-14")
    for text, verdict in ((VENUES, "added"), (planned, "updated"), (planned, "unchanged")):
        done = runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", text)])
        assert verdicts(done.stdout)[0] == ("r1", verdict)
    assert line(app, "skolen", "hal").layouts["rows"]["plan"] == "2026-14"


def test_import_venues__other_hours__withdraws_the_old_ones(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    runner.invoke(args=["import", "venues", saved(tmp_path, "old.csv", VENUES)])
    changed = VENUES.replace("mon-sun 06:00-22:00", "mon-fri 06:00-20:00")
    done = runner.invoke(args=["import", "venues", saved(tmp_path, "new.csv", changed)])
    assert [verdict for _, verdict in verdicts(done.stdout)][3:] == ["updated", "unchanged"]
    with app.app_context():
        current = db.session.scalars(select(HoursPeriod).where(HoursPeriod.withdrawn_at.is_(None))).all()
        assert len(current) == 2
        assert [0, 360, 1200] in [span for period in current for span in period.spans]


def test_import_venues__broken_rows__are_named_and_cost_no_other(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    rows = VENUES.splitlines()
    broken = [
        "b1;skolen;Måløv Skole;school;;x1;X;room;Rum 1;many;;;",
        "b2;skolen;Måløv Skole;scool;;x2;X;room;Rum 2;1;;;",
        'b3;skolen;"Måløv Skole;school;;x3;X;room;Rum 3;1;;;',
        "b4;skolen;Måløv Skole;school;;x4;X\0;room;Rum 4;1;;;",
        f"b5;skolen;Måløv Skole;school;;x5;{'X' * 300};room;Rum 5;1;;;",
        "r1;skolen;Måløv Skole;school;;x6;X;room;Rum 6;1;;;",
        "b7;skolen;Måløv Skole;school;;x7;X;room;;1;;;",
        "b8;skolen;Måløv Skole;school;;x8;X;room;Rum 8;1;;;Nowhere",
        "b9;skolen;Måløv Skole;school;;hal-a;X;room;Rum 9;1;;;",
    ]
    text = "\n".join([rows[0], rows[1], *broken, *rows[2:]]) + "\n"
    done = runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", text), "--language", "en"])
    assert done.exit_code == 1
    found = {int(row["line"]): row for row in report(done.stdout)}
    assert [found[number]["verdict"] for number in (2, 11, *range(13, 16))] == ["added"] * 5
    assert {number: found[number]["reasons"] for number in range(3, 11)} == {
        3: "capacity: “many” is not a whole number from 0 to 1,000,000.",
        4: "venue_kind: “scool” is not known; did you mean school?",
        5: "A quotation mark is opened and not closed.",
        6: "The line contains a NUL, which is not text.",
        7: f"name: “{'X' * 40}…” is longer than 200 characters.",
        8: "external_id: Line 2 has the same.",
        9: "units: The cell is empty.",
        10: "neighbours: There is no unit Nowhere yet; name it in a row further down.",
    }
    # Line 11 came first to the address hal-a.
    assert found[12]["reasons"] == "The space hal-a is already there as b9."


def test_import_venues__fewer_units_under_coming_bookings__is_refused(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    """Behaviour 3: redrawing a space over bookings changes nothing silently; those in the way are listed."""
    runner.invoke(args=["import", "venues", saved(tmp_path, "old.csv", VENUES)])
    ref = one_booking(app, "skolen/hal")
    changed = VENUES.replace("Hal A|Hal B", "Hal A")
    done = runner.invoke(args=["import", "venues", saved(tmp_path, "new.csv", changed), "--language", "en"])
    assert report(done.stdout)[0]["reasons"] == (
        f"1 booking to come would no longer fit: {ref}. Move or cancel them first."
    )
    assert len(line(app, "skolen", "hal").parts) == 2


def test_import_venues__a_header_with_a_slip__is_said_in_a_sentence(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    text = VENUES.replace("capacity", "capasity")
    done = runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", text)])
    assert done.exit_code == 1
    assert done.stderr == "Error: There is no column “capasity”; did you mean capacity?\n"
    assert set(rows_of(app).values()) == {0}


def test_import_venues__no_such_file__is_said(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["import", "venues", "nowhere.csv"])
    assert done.exit_code == 2
    assert "nowhere.csv" in done.stderr


def test_import_venues__report_to_a_file__leaves_standard_output_empty(runner: FlaskCliRunner, tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    done = runner.invoke(args=["import", "venues", saved(tmp_path, "v.csv", VENUES), "--report", str(target)])
    assert done.stdout == ""
    assert len(verdicts(target.read_text("utf-8"))) == 5
