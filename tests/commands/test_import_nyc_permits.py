"""`flask import nyc-permits`: real requests for public space, each with all its dates, judged anew."""

import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from booking.model import Booking, Claim, Occurrence, Space, Unit, Venue, db
from booking.services import audit, places
from booking.vocabulary import Status, VenueKind
from tests.commands.tables import report, saved, verdicts

HEADER = (
    "Event ID,Event Name,Start Date/Time,End Date/Time,Event Agency,Event Type,Event Borough,Event Location,"
    "Event Street Side,Street Closure Type\n"
)
PARKS = "Parks Department"


def row(
    event: str, start: str, end: str, location: str, event_type: str = "Sport - Youth", name: str = "Soccer"
) -> str:
    return f'{event},{name},{start},{end},{PARKS},{event_type},Queens,"{location}",,N/A\n'


FIELD = "Juniper Park: Soccer-01"
YOUTH = row("20", "05/07/2022 09:00:00 AM", "05/07/2022 12:00:00 PM", f"{FIELD} ,Juniper Park:  Soccer-02   ,{FIELD}")
YOUTH_AGAIN = row("20", "05/14/2022 09:00:00 AM", "05/14/2022 12:00:00 PM", f"{FIELD},Juniper Park: Soccer-02")
YOUTH_OTHERWISE = row("20", "06/01/2022 05:00:00 PM", "06/01/2022 07:30:00 PM", f"{FIELD},Juniper Park: Soccer-02")
ADULTS = row("10", "05/07/2022 11:00:00 AM", "05/07/2022 01:00:00 PM", FIELD, "Sport - Adult", "Softball")
LATE = row("30", "05/07/2022 11:30:00 AM", "05/07/2022 01:00:00 PM", FIELD, "Special Event", "Picnic")
STREET = row(
    "40",
    "05/07/2022 08:00:00 AM",
    "05/08/2022 08:00:00 PM",
    "BROADWAY between  37 AVENUE and ROOSEVELT AVENUE",
    "Farmers Market",
    "Market",
)


def loaded(runner: FlaskCliRunner, directory: Path, *rows: str, options: tuple[str, ...] = ()) -> tuple[str, str]:
    file = saved(directory, "permits.csv", HEADER + "".join(rows))
    done = runner.invoke(args=["import", "nyc-permits", file, "--language", "en", *options])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.stdout, done.stderr


def occurrences(app: Flask, external_id: str) -> list[tuple[str, str, Status, tuple[str, ...]]]:
    with app.app_context():
        query = select(Occurrence).join(Occurrence.booking).where(Booking.external_id == external_id)
        return [
            (f"{it.starts_local}", f"{it.ends_local}", it.status, tuple(space.slug for space in it.spaces))
            for it in db.session.scalars(query.order_by(Occurrence.starts_at))
        ]


def test_import__rows_of_one_event__are_one_booking_with_all_its_dates(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    said, _ = loaded(runner, tmp_path, YOUTH, YOUTH_OTHERWISE, YOUTH_AGAIN)
    assert verdicts(said) == [("20", "granted")]
    both = ("soccer-01", "soccer-02")
    assert occurrences(app, "20") == [
        ("2022-05-07 09:00:00", "2022-05-07 12:00:00", Status.GRANTED, both),
        ("2022-05-14 09:00:00", "2022-05-14 12:00:00", Status.GRANTED, both),
        ("2022-06-01 17:00:00", "2022-06-01 19:30:00", Status.GRANTED, both),
    ]


def test_import__places__are_parks_with_fields_and_streets_of_their_own(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    loaded(runner, tmp_path, YOUTH, STREET)
    with app.app_context():
        park, street = places.venue("juniper-park"), places.venue("broadway-between-37-avenue-and-roosevelt-avenue")
    assert (park.kind, park.timezone, park.rulebook) == (VenueKind.GREEN_AREA, "America/New_York", "nyc-parks")
    assert [(space.name, space.kind, len(space.parts)) for space in park.spaces] == [
        ("Soccer-01", "soccer", 1),
        ("Soccer-02", "soccer", 1),
    ]
    assert (street.kind, [space.slug for space in street.spaces]) == (VenueKind.STREET, ["street"])


def test_import__permits_in_each_others_way__are_judged_in_order_of_their_ids(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    said, summed = loaded(runner, tmp_path, YOUTH, LATE, ADULTS, options=("--as-of", "2022-03-01"))
    assert verdicts(said) == [("10", "granted"), ("20", "review"), ("30", "refused")]
    assert "children and young people" in report(said)[1]["reasons"]
    assert "Taken Saturday 7 May 11:00–13:00 by training (adults)" in report(said)[2]["reasons"]
    assert "3 rows: 1 granted, 1 refused, 1 review." in summed
    assert "      1  on the waiting list" in summed
    assert "      2  taken" in summed
    assert "3 permits in" in summed
    with app.app_context():
        assert audit.problems() == []


def test_import__a_permit_of_two_days__holds_its_place_throughout(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    loaded(runner, tmp_path, STREET)
    with app.app_context():
        claims = db.session.scalars(select(Claim).order_by(Claim.starts_at)).all()
        assert (claims[-1].ends_at - claims[0].starts_at).total_seconds() == 36 * 3600


def test_import__rows_of_a_permit_that_overlap__are_one_time(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    longer = row("20", "05/07/2022 11:00:00 AM", "05/07/2022 02:00:00 PM", f"{FIELD},Juniper Park: Soccer-02")
    said, _ = loaded(runner, tmp_path, YOUTH, YOUTH, longer)
    assert verdicts(said) == [("20", "granted")]
    assert [it[:2] for it in occurrences(app, "20")] == [("2022-05-07 09:00:00", "2022-05-07 14:00:00")]


def test_import__rows_of_a_permit_at_different_places__are_a_booking_for_each_set(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    elsewhere = row("20", "05/21/2022 09:00:00 AM", "05/21/2022 12:00:00 PM", FIELD)
    said, _ = loaded(runner, tmp_path, YOUTH, elsewhere)
    assert verdicts(said) == [("20", "granted")]
    assert [it[3] for it in occurrences(app, "20")] == [("soccer-01", "soccer-02")]
    assert [it[3] for it in occurrences(app, "20/2")] == [("soccer-01",)]


def test_import__again__changes_nothing(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    loaded(runner, tmp_path, YOUTH, YOUTH_AGAIN, STREET)
    before = _rows(app)
    said, _ = loaded(runner, tmp_path, YOUTH, YOUTH_AGAIN, STREET)
    assert {verdict for _, verdict in verdicts(said)} == {"unchanged"}
    assert _rows(app) == before


def test_import__dry_run__says_the_same_and_changes_nothing(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    tried, _ = loaded(runner, tmp_path, YOUTH, LATE, ADULTS, options=("--dry-run",))
    assert set(_rows(app).values()) == {0}
    assert tried == loaded(runner, tmp_path, YOUTH, LATE, ADULTS)[0]


def test_import__as_of_a_later_date__refuses_what_is_past(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    said, _ = loaded(runner, tmp_path, YOUTH, YOUTH_AGAIN, options=("--as-of", "2022-05-10"))
    assert verdicts(said) == [("20", "partly")]
    assert [it[2] for it in occurrences(app, "20")] == [Status.REFUSED, Status.GRANTED]


def test_import__rows_that_cannot_be_read__are_named_and_cost_no_other(runner: FlaskCliRunner, tmp_path: Path) -> None:
    said, _ = loaded(
        runner,
        tmp_path,
        row("x", "05/07/2022 09:00:00 AM", "05/07/2022 12:00:00 PM", FIELD),
        row("20", "2022-05-07 09:00", "05/07/2022 12:00:00 PM", FIELD),
        row("20", "05/07/2022 12:00:00 PM", "05/07/2022 09:00:00 AM", FIELD),
        row("20", "05/07/2022 09:00:00 AM", "05/07/2022 12:00:00 PM", " , "),
        '20,"Soccer,05/07/2022\n',
        YOUTH,
    )
    assert [(it["line"], it["verdict"]) for it in report(said)] == [
        *((str(number), "invalid") for number in range(2, 7)),
        ("7", "granted"),
    ]
    assert [it["reasons"] for it in report(said)][:2] == [
        "“x” is not an Event ID: a number.",
        "“2022-05-07 09:00” is not a time such as 05/21/2022 09:00:00 AM.",
    ]


def test_import__a_file_of_another_form__is_said(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    done = runner.invoke(args=["import", "nyc-permits", saved(tmp_path, "x.csv", "a,b\n1,2\n")])
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: The header lacks Event ID, Event Name")
    assert set(_rows(app).values()) == {0}


@pytest.mark.skipif("NYC_PERMITS" not in os.environ, reason="NYC_PERMITS names no file of real permits")
def test_import__the_real_permits__are_all_judged_without_one_double_booking(
    app: Flask, runner: FlaskCliRunner
) -> None:
    done = runner.invoke(args=["import", "nyc-permits", os.environ["NYC_PERMITS"]])
    assert done.exit_code == 0, done.output
    assert len(verdicts(done.stdout)) == 595
    assert {verdict for _, verdict in verdicts(done.stdout)} <= {"granted", "partly", "review", "refused"}
    assert all(it["reasons"] for it in report(done.stdout) if it["verdict"] in ("partly", "refused"))
    with app.app_context():
        assert audit.problems() == []


def _rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        tables = (Venue, Unit, Space, Booking, Occurrence, Claim)
        return {it.__tablename__: db.session.scalars(select(func.count()).select_from(it)).one() for it in tables}
