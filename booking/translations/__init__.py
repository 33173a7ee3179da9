"""What is said to people in other languages than English: one catalogue of gettext's form (.po) a language.

English is the language of the source and needs none. `python -m booking.translations` checks that nothing is missing.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
TRANSLATED = ("da",)


def path_of(language: str) -> Path:
    return HERE / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """The catalogue as it is written; babel's PoFileError where it is not well-formed."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def messages(language: str) -> Mapping[str, str]:
    """English template -> its translation; read once a process. Empty for English."""
    if language not in TRANSLATED:
        return {}
    return {str(it.id): str(it.string) for it in read(language) if it.id and it.string and not it.fuzzy}
