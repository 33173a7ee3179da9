"""Which templates the source asks to have translated: N_, _ and gettext in code and pages, and words of rulebooks."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

SOURCE = Path(__file__).parent.parent
_METHODS = [
    ("web/templates/**.html", "jinja2"),
    ("rules/rulebooks/**.toml", f"{__name__}:words_of_rulebook"),
    ("**.py", "python"),
]
_OPTIONS = {"web/templates/**.html": {"silent": "false"}}
_KEYWORDS = {"N_": None, "_": None, "gettext": None}
_WORDS = ("text", "remedy", "authority", "source")
"""What a rule of a rulebook says to people, the source in letters."""


def extracted(source: Path = SOURCE) -> Catalog:
    """Every template with the files that say it; SyntaxError or jinja2's own error for a file that cannot be read."""
    catalog = Catalog()
    for file, _, template, _, _ in extract_from_dir(source, _METHODS, _OPTIONS, _KEYWORDS):
        catalog.add(template, locations=[(f"{source.name}/{file}", 0)])
    return catalog


def words_of_rulebook(file: IO[bytes], *_: Any, **__: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """A method of extraction as babel calls it."""
    rulebook = tomllib.load(file)
    if rulebook.get("title"):
        yield 0, None, rulebook["title"], []
    for rule in rulebook.get("rule", []):
        for key in _WORDS:
            if rule.get(key):
                yield 0, None, rule[key], []
