"""The documentation names everything there is, and nothing that is not."""

import inspect
import re
import subprocess
from enum import StrEnum
from pathlib import Path

import click
import pytest
from flask import Flask

from booking import create_app, vocabulary
from config import Config
from tests.databases import settings

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
OF_LIBRARIES = {"db", "openapi", "routes", "run", "shell"}
"""Commands that flask, flask-migrate and flask-smorest bring along; of these only `db upgrade` is ours to explain."""

TABLE_ROW = re.compile(r"^\| `([^`]+)` \| ([^|]*) \|", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|toml|md|po)|\w+\.(?:py|toml|md))`")


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(settings("sqlite:///unused.sqlite", tmp_path))


def rows(page: str) -> dict[str, str]:
    """First and second cell of each table row whose first cell is code."""
    return dict(TABLE_ROW.findall((ROOT / "docs" / page).read_text()))


def commands(group: click.Group, path: str = "") -> set[str]:
    """The words that call each command of ours."""
    found: set[str] = set()
    for name, command in group.commands.items():
        if not path and name in OF_LIBRARIES:
            continue
        words = f"{path} {name}".strip()
        found |= commands(command, words) if isinstance(command, click.Group) else {words}
    return found


def make_targets() -> set[str]:
    [names] = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return set(names.split())


def test_settings__every_one__is_in_the_table_and_no_other() -> None:
    assert set(rows("configuration.md")) == set(Config.variables())


def test_settings__default_in_the_table__is_the_default(tmp_path: Path) -> None:
    config = Config.from_env({"INSTANCE_DIRECTORY": str(tmp_path)})
    for variable, cell in rows("configuration.md").items():
        if value := re.fullmatch(r"`([^`]+)`", cell):
            assert str(getattr(config, variable.lower())).replace(f"{tmp_path}/", "") == value[1], variable


def test_settings__environment__is_read_in_one_place_only() -> None:
    readers = [
        file.relative_to(ROOT)
        for file in [*ROOT.glob("*.py"), *(ROOT / "booking").rglob("*.py"), *(ROOT / "calendars").rglob("*.py")]
        if re.search(r"\bos\.(environ|getenv)\b|\bgetenv\(", file.read_text())
    ]
    assert readers == [Path("config.py")]


def test_commands__every_one__is_in_the_table_and_no_other(app: Flask) -> None:
    documented = {re.split(r" [A-Z\[-]", cell)[0] for cell in rows("operations.md")}
    assert documented == commands(app.cli) | {"db upgrade"}


def test_commands__every_one__explains_itself(app: Flask) -> None:
    for words in commands(app.cli):
        command: click.Command = app.cli
        for word in words.split():
            assert isinstance(command, click.Group)
            command = command.commands[word]
        assert command.help, words


def test_make__every_target__is_in_the_readme_and_in_help() -> None:
    readme = (ROOT / "README.md").read_text()
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert make_targets() == {"run", "test", "check", "bench", "help"}
    for target in make_targets():
        assert f"make {target}" in readme
        assert re.search(rf"^make {target} +\w", shown, re.MULTILINE)


def test_glossary__every_word_of_the_vocabulary__is_in_it() -> None:
    listed = set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "glossary.md").read_text()))
    classes = [kind for kind in vars(vocabulary).values() if inspect.isclass(kind) and issubclass(kind, StrEnum)]
    classes.remove(StrEnum)
    words = {kind.__name__ for kind in classes} | {word.value for kind in classes for word in kind}
    assert words <= listed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages__links_and_files_they_name__exist(page: Path) -> None:
    text = page.read_text()
    for link in LINK.findall(text):
        assert (page.parent / link).exists(), link
    for name in FILE.findall(text):
        assert (ROOT / name).exists(), name
