"""The same requests in the same order are told the same, on both databases and in every process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from booking.model import db
from booking.vocabulary import Status, Way
from tests.conftest import BACKENDS
from tests.databases import Databases
from tests.services.many_requests import REQUESTS, told

STATUSES = {f'"{status}"' for status in Status} - {'"cancelled"', '"displaced"'}
HAPPENING = {*STATUSES, *(repr(way) for way in Way), '"noise"', '"priority"', '"shared-use"', "free="}
"""The history is one in which all of this happens."""


def test_judge__on_sqlite_and_on_postgresql__says_the_same(
    apps: Callable[[str], Flask], kinds: dict[str, Databases]
) -> None:
    said = []
    for backend in BACKENDS:
        app = apps(backend)
        with app.app_context():
            db.engine.dispose()
            kinds[backend].empty(app.config["SAMBRUG"].database_url)
            said.append(list(told(app)))
    sqlite, postgresql = said
    assert [number for number in range(REQUESTS) if sqlite[number] != postgresql[number]] == []
    assert [word for word in HAPPENING if not any(word in each for each in sqlite)] == []


@pytest.mark.database("sqlite")
def test_judge__in_processes_that_order_sets_otherwise__says_the_same(
    database_url: str, kinds: dict[str, Databases], tmp_path: Path
) -> None:
    said = set()
    for seed in ("1", "2"):
        kinds["sqlite"].empty(database_url)
        command = [sys.executable, "-m", "tests.services.many_requests", database_url, str(tmp_path)]
        run = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        assert run.stdout.count("\n") == REQUESTS
        said.add(run.stdout)
    assert len(said) == 1
