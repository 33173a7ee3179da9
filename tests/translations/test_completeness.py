"""The check of the catalogues finds what is wrong with them."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from booking.services.wording import LANGUAGES
from booking.translations import TRANSLATED, messages
from booking.translations.completeness import problems
from booking.translations.extraction import extracted


def catalog(*pairs: tuple[str, str], fuzzy: bool = False) -> Catalog:
    made = Catalog(locale="da")
    for template, translation in pairs:
        made.add(template, translation, flags=["fuzzy"] if fuzzy else ())
    return made


SOURCE = catalog(("At most {count} on {day}.", ""))


def test_problems__all_translated__none() -> None:
    assert not list(problems(SOURCE, catalog(("At most {count} on {day}.", "{day} højst {count:gang|gange}."))))


@pytest.mark.parametrize(
    ("translated", "problem"),
    [
        (catalog(), "missing"),
        (catalog(("At most {count} on {day}.", "")), "empty"),
        (catalog(("At most {count} on {day}.", "Højst {count} {day}."), fuzzy=True), "fuzzy"),
        (catalog(("At most {count} on {day}.", "Højst {count}.")), "other fields"),
        (catalog(("At most {count} on {day}.", "Højst {count} {dag}.")), "other fields"),
        (catalog(("At most {count} on {day}.", "Højst {count} {day")), "other fields"),
    ],
)
def test_problems__one__is_named_with_its_template(translated: Catalog, problem: str) -> None:
    assert list(problems(SOURCE, translated)) == [f"{problem}: 'At most {{count}} on {{day}}.'"]


def test_problems__template_gone_from_the_source__is_obsolete() -> None:
    assert list(problems(Catalog(), catalog(("Gone.", "Væk.")))) == ["obsolete: 'Gone.'"]


def test_extracted__code_and_pages__with_their_files(tmp_path: Path) -> None:
    (tmp_path / "act.py").write_text('found(Effect.REFUSE, N_("Too " "late."), remedy=N_("Ask earlier."))')
    templates = tmp_path / "web" / "templates" / "venues"
    templates.mkdir(parents=True)
    (templates / "one.html").write_text("<p title=\"{{ _('Week') }}\">{{ _('Open {day}', day=today) }}</p>")
    found = {message.id: message.locations[0][0] for message in extracted(tmp_path) if message.id}
    page = f"{tmp_path.name}/web/templates/venues/one.html"
    assert found == {
        "Too late.": f"{tmp_path.name}/act.py",
        "Ask earlier.": f"{tmp_path.name}/act.py",
        "Week": page,
        "Open {day}": page,
    }


def test_languages__all_but_english__have_a_catalogue() -> None:
    assert set(LANGUAGES) == {*TRANSLATED, "en"}


def test_danish__typography__has_danish_quotes_dashes_and_clock_times() -> None:
    """What a file must look like, such as 08:00-22:00, stands as in the source."""
    foreign = re.compile(r"[“”„]|\.\.\.| - |\b\d\d?:\d\d")
    pairs = messages("da").items()
    assert not [text for source, text in pairs if set(foreign.findall(text)) - set(re.findall(r"\d\d?:\d\d", source))]


def test_extracted__rulebooks__what_they_say_to_people(tmp_path: Path) -> None:
    rulebooks = tmp_path / "rules" / "rulebooks"
    rulebooks.mkdir(parents=True)
    (rulebooks / "here.toml").write_text('[[rule]]\nuse = "condition"\ntext = "Ask."\nauthority = "the police"\n')
    assert {message.id for message in extracted(tmp_path) if message.id} == {"Ask.", "the police"}
