"""`python -m booking.translations` checks that everything is translated; with `update` it adds what is new, empty."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from booking.translations import TRANSLATED, path_of, read
from booking.translations.completeness import problems
from booking.translations.extraction import extracted

HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def check() -> int:
    """The number of problems, each printed with its language."""
    source = extracted()
    found = [f"{language}: {problem}" for language in TRANSLATED for problem in problems(source, read(language))]
    print("\n".join(found) or "Translations are complete.")
    return len(found)


def update() -> None:
    """Bring each catalogue in line with the source: new templates empty, obsolete ones gone, the rest as it was."""
    source = extracted()
    for language in TRANSLATED:
        catalog = read(language)
        catalog.update(source, no_fuzzy_matching=True, update_creation_date=False)
        _write(catalog, path_of(language))


def _write(catalog: Catalog, path: Path) -> None:
    """In the order of the files that say it, without line numbers or dates, so that only what changed differs."""
    with path.open("wb") as file:
        file.write(HEADER.format(language=catalog.locale, plurals=catalog.plural_forms).encode())
        write_po(
            file,
            catalog,
            width=120,
            omit_header=True,
            sort_by_file=True,
            ignore_obsolete=True,
            include_lineno=False,
        )


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    sys.exit(bool(check()))
