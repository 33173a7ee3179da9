"""Every word of the vocabulary has a name in both languages."""

from enum import StrEnum
from inspect import getmembers, isclass

import pytest

from booking import vocabulary
from booking.names import NAMES, name_of
from booking.services.wording import say
from booking.translations import messages
from booking.vocabulary import Access, Openness
from booking.wording import Text

LISTS = [kind for _, kind in getmembers(vocabulary, isclass) if issubclass(kind, StrEnum) and kind is not StrEnum]
WORDS = [word for kind in LISTS for word in kind]


def test_names__every_list__is_complete_and_no_more() -> None:
    assert {kind: set(names) for kind, names in NAMES.items()} == {kind: set(kind) for kind in LISTS}


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{type(word).__name__}.{word.name}")
def test_name_of__word__is_translated(word: StrEnum) -> None:
    assert name_of(word) in messages("da")


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", ["da", "en"])
def test_name_of__words_of_one_list__can_be_told_apart(kind: type[StrEnum], language: str) -> None:
    assert len({say(Text("{word}", {"word": word}), language) for word in kind}) == len(kind)


def test_name_of__equal_words_of_two_lists__have_their_own() -> None:
    assert Access.OPEN.value == Openness.OPEN.value
    assert name_of(Access.OPEN) != name_of(Openness.OPEN)


def test_name_of__unknown_list__is_its_value() -> None:
    assert name_of(StrEnum("Colour", {"RED": "red"}).RED) == "red"  # type: ignore[attr-defined]
