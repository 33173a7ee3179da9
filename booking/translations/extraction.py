"""Which templates the source asks to have translated: those in N_, _ and gettext, in code and in pages."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

SOURCE = Path(__file__).parent.parent
_METHODS = [("web/templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"web/templates/**.html": {"silent": "false", "trimmed": "true"}}


def extracted(source: Path = SOURCE) -> Catalog:
    """Every template with the files that say it; SyntaxError or jinja2's own error for a file that cannot be read."""
    catalog = Catalog()
    for file, template, context in _found(source):
        catalog.add(template, locations=[(file, 0)], context=context)
    return catalog


def _found(source: Path) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for file, _, template, _, context in extract_from_dir(source, _METHODS, _OPTIONS):
        yield f"{source.name}/{file}", template, context
