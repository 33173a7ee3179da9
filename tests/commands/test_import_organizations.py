"""`flask import organizations`: who books, as another system lists them."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskCliRunner

from booking.services import organizations
from booking.vocabulary import Track
from tests.commands.tables import ORGANIZATIONS, report, saved, verdicts


def test_import_organizations__rows__are_added_with_the_track_of_their_kind(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    done = runner.invoke(args=["import", "organizations", saved(tmp_path, "o.csv", ORGANIZATIONS)])
    assert done.exit_code == 0, done.output
    assert verdicts(done.stdout) == [("o1", "added"), ("o2", "added")]
    with app.app_context():
        club, town_hall = organizations.find("klubben"), organizations.find("raadhuset")
    assert (club.track, club.young_members, club.for_disabled) == (Track.ASSIGNMENT, 25, True)
    assert (town_hall.track, town_hall.young_members, town_hall.for_disabled) == (Track.OWN_USE, 0, False)


def test_import_organizations__again_and_changed__says_which(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    runner.invoke(args=["import", "organizations", saved(tmp_path, "o.csv", ORGANIZATIONS)])
    changed = saved(tmp_path, "n.csv", ORGANIZATIONS.replace("Klubben,association,40", "Klubben,association,41"))
    assert verdicts(runner.invoke(args=["import", "organizations", changed]).stdout) == [
        ("o1", "updated"),
        ("o2", "unchanged"),
    ]
    with app.app_context():
        assert (organizations.find("klubben").members, organizations.find("klubben").version) == (41, 2)


def test_import_organizations__broken_rows__are_named(runner: FlaskCliRunner, tmp_path: Path) -> None:
    broken = ("o3,klubben,Anden klub,association,1,,,,", "o4,,…,association,1,,,,", "o5,,Kor,assosiation,-1,,,,")
    text = ORGANIZATIONS + "\n".join(broken)
    done = runner.invoke(args=["import", "organizations", saved(tmp_path, "o.csv", text), "--language", "en"])
    assert done.exit_code == 1
    assert [row["reasons"] for row in report(done.stdout)] == [
        "",
        "",
        "The organization klubben is already there as o1.",
        "slug: Give a name for addresses; none can be made of “…”.",
        "kind: “assosiation” is not known; did you mean association? | "
        "members: “-1” is not a whole number from 0 to 1,000,000.",
    ]
