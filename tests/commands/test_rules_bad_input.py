"""`flask rules load` of faults: each is named with file, line and remedy, and the rulebook in force stays."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.commands.tables import saved
from tests.town import founded

IN_FORCE = """\
name = "municipality"
version = "1"
effective_from = 2026-01-01
"""
HEAD = """\
name = "municipality"
version = "2"
effective_from = 2026-02-01

[[rule]]
source = "the council"
"""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + 'use = "capasity"', 7, "did you mean capacity?"),
        (HEAD + 'use = "length"\nmax_minute = 90', 8, "did you mean max_minutes?"),
        (HEAD + 'use = "length"\nmax_minutes = "1 hour"', 8, "must be a whole number of minutes"),
        (HEAD + 'use = "exit-margin"\nalarm_at = 22', 8, "alarm_at = 22 must be"),
        (HEAD + 'use = "inform"', 5, "missing parameter text; write it below use"),
        (HEAD + 'use = "not-allowed"\ntext = ""', 8, "text"),
        (HEAD + 'use = "closures"\nwhere = { venue = "nowhere" }', 8, "nowhere"),
        (HEAD + 'use = "closures"\nwhere = { venue_kind = "shool" }', 8, "did you mean school?"),
        (HEAD.replace("2026-02-01", "2026-01-01") + 'use = "closures"', 3, "the same first day"),
        (HEAD.replace('"2"', '"1"') + 'use = "closures"', 2, "the same version"),
        (HEAD + 'use = "closures', 7, "not TOML"),
        (HEAD + 'use = "closures"\nuse = "capacity"', 8, "not TOML"),
        ("[" * 1_000, 1, "not TOML"),
        ("x" * 5_000_000, 1, "bytes"),
        ("", 1, "version is missing"),
    ],
)
def test_rules_load__a_fault__is_named_and_the_one_in_force_stays(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path, text: str, line: int, said: str
) -> None:
    founded(app)
    assert runner.invoke(args=["rules", "load", saved(tmp_path, "first.toml", IN_FORCE)]).exit_code == 0
    file = saved(tmp_path, "own.toml", text)
    done = runner.invoke(args=["rules", "load", file])
    assert done.exit_code == 1
    assert f"{file}:{line}: " in done.stderr
    assert said in done.stderr
    assert runner.invoke(args=["rules", "show"]).stdout == IN_FORCE
