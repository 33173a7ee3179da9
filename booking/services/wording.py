"""What is said to people, in their language: the same on pages, in the API, in mail and on the command line."""

import logging
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from booking.names import name_of
from booking.services.notation import DANISH, ENGLISH, Notation
from booking.translations import messages
from booking.wording import Text
from calendars.intervals import Interval

LANGUAGES = ("da", "en")
"""The first is the default."""

_SENTENCE_WITH_VALUE_FIRST = re.compile(r"\{.*[.!?]", re.DOTALL)

_NOTATIONS = {"da": DANISH, "en": ENGLISH}
_logger = logging.getLogger(__name__)


def best_language(accept_language: str | None) -> str:
    """The language of LANGUAGES that an Accept-Language header (RFC 9110 12.5.4) asks for most; Danish by default."""
    return parse_accept_header(accept_language, LanguageAccept).best_match(LANGUAGES, default=LANGUAGES[0])


def notation(language: str) -> Notation:
    """How the language writes days, times and numbers."""
    return _NOTATIONS.get(language, ENGLISH)


def gettext(template: str, language: str) -> str:
    """The template in the language; as it is where there is no translation."""
    return messages(language).get(template, template)


def say(text: Text, language: str, zone: ZoneInfo | None = None) -> str:
    """The text in the language, its values as the language writes them.

    Times are shown in the wall clock of the value named `zone`, else of `zone`, else in UTC and marked so. A field
    `{count:lane|lanes}` is a number with its noun: 1 lane, 2 lanes; in `{closes:24}` midnight ends the day: 24:00. What
    begins with a field and ends as a sentence gets its capital letter. Never raises: what cannot be filled is said as
    the bare template, and logged.
    """
    for template in (gettext(text.template, language), text.template):
        try:
            return _filled(template, text, language, _zone(text) or zone)
        except Exception:  # whatever is wrong with one text, everything around it must still reach the reader
            _logger.exception("cannot fill %r with %s", template, sorted(text.values))
    return text.template


def _zone(text: Text) -> ZoneInfo | None:
    zone = text.values.get("zone")
    return zone if isinstance(zone, ZoneInfo) else None


def _filled(template: str, text: Text, language: str, zone: ZoneInfo | None) -> str:
    filled = "".join(
        literal if name is None else literal + _field(text.values[name], wanted, language, zone)
        for literal, name, wanted in _parsed(template)
    )
    return _capitalized(filled) if _SENTENCE_WITH_VALUE_FIRST.fullmatch(template) else filled


@lru_cache(maxsize=4096)
def _parsed(template: str) -> tuple[tuple[str, str | None, tuple[str, ...]], ...]:
    """The template as (literal, name of the value that follows, how); ValueError where it is malformed."""
    return tuple(
        (literal, name, tuple(specification.split("|")) if specification else ())
        for literal, name, specification, _ in Formatter().parse(template)
    )


def _capitalized(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _field(value: Any, wanted: tuple[str, ...], language: str, zone: ZoneInfo | None) -> str:
    if wanted == ("24",):
        return notation(language).closing(value)
    shown = _value(value, language, zone)
    if not wanted:
        return shown
    singular, plural = wanted
    return f"{shown} {singular if value == 1 else plural}"


def _value(value: Any, language: str, zone: ZoneInfo | None) -> str:  # noqa: C901 - one line a type
    writes = notation(language)
    match value:
        case Text():
            return say(value, language, zone)
        case StrEnum():
            return gettext(name_of(value), language)
        case str():
            return value
        case None:
            return "–"
        case bool():
            return writes.yes if value else writes.no
        case int() | float() | Decimal():
            return writes.number(value)
        case datetime():
            return writes.moment(value, zone)
        case date():
            return writes.day(value)
        case time():
            return writes.opening(value)
        case Interval():
            return writes.span(value, zone)
        case set() | frozenset():
            return writes.listing(sorted(_value(each, language, zone) for each in value))
        case Iterable():
            return writes.listing([_value(each, language, zone) for each in value])
        case _:
            return str(value)
