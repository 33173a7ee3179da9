"""The import laws hold, and each of them would be noticed if it were broken."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from booking import create_app
from booking.model import db
from tests.databases import settings

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FACES = ("api", "web", "feeds", "mail", "commands")
LONGEST_FILE = 350

BREACHES = [
    ("direction", "calendars/zone.py", "import booking.errors"),
    ("layers", "booking/rules/verdict.py", "import booking.services"),
    ("layers", "booking/model/places.py", "import booking.services"),
    ("layers", "booking/model/places.py", "import booking.rules"),
    ("layers", "booking/errors.py", "import booking.model"),
    ("layers", "booking/services/__init__.py", "import booking.api"),
    ("layers", "booking/feeds/__init__.py", "import booking.api"),
    ("layers", "booking/commands/__init__.py", "import booking.web"),
    ("layers", "booking/manager.py", "import json"),
    ("root", "booking/services/places.py", "from booking import create_app"),
    ("root", "booking/errors.py", "import wsgi"),
    ("calendars", "calendars/zone.py", "import flask"),
    ("calendars", "calendars/intervals.py", "import sqlalchemy"),
    ("calendars", "calendars/holidays.py", "import config"),
    ("rules", "booking/rules/engine.py", "import booking.model"),
    ("rules", "booking/rules/engine.py", "import sqlalchemy"),
    ("rules", "booking/rules/catalogue/__init__.py", "import flask"),
    ("services", "booking/services/places.py", "import flask"),
    ("services", "booking/services/places.py", "import marshmallow"),
    ("faces", "booking/api/__init__.py", "import booking.model"),
    ("faces", "booking/web/__init__.py", "import sqlalchemy"),
    ("faces", "booking/feeds/__init__.py", "import booking.rules.verdict"),
    ("faces", "booking/commands/__init__.py", "from booking.model.places import Venue"),
]


def lint_imports(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache", *arguments]
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=60)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("booking", "calendars"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "config.py", "wsgi.py"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_imports__as_they_are__keep_every_contract() -> None:
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_imports__one_that_breaks_a_law__is_noticed(contract: str, file: str, line: str, copy: Path) -> None:
    with (copy / file).open("a") as module:
        module.write(f"\n{line}\n")
    linted = lint_imports(copy, "--contract", contract)
    assert linted.returncode == 1
    assert "BROKEN" in linted.stdout, linted.stdout


def test_contracts__each__is_shown_to_be_breakable() -> None:
    assert {contract["id"] for contract in CONTRACTS} == {contract for contract, _, _ in BREACHES}


def test_contracts__every_face_there_is__is_kept_from_tables_and_rules() -> None:
    [faces] = [contract for contract in CONTRACTS if contract["id"] == "faces"]
    present = {f"booking.{face}" for face in FACES if (ROOT / "booking" / face).is_dir()}
    assert set(faces["source_modules"]) == present


def test_modules__every_one__is_short_enough_to_read() -> None:
    files = [
        *ROOT.glob("*.py"),
        *(file for top in ("booking", "calendars", "tests") for file in (ROOT / top).rglob("*.py")),
    ]
    too_long = [file for file in files if file.read_text().count("\n") > LONGEST_FILE and "versions" not in file.parts]
    assert files
    assert too_long == []


@pytest.mark.parametrize("url", ["sqlite:///never-opened.sqlite", "postgresql://nobody@127.0.0.1:9/nothing"])
def test_create_app__either_database__connects_to_nothing_before_a_server_forks(url: str, tmp_path: Path) -> None:
    app = create_app(settings(url, tmp_path))
    with app.app_context():
        assert db.engine.pool.checkedin() == db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    assert not (tmp_path / "never-opened.sqlite").exists()
