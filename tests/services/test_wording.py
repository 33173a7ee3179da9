"""Texts are said in the reader's language, and never stop the answer they belong to."""

import logging
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from booking.services.wording import gettext, say
from booking.vocabulary import Audience, BookingKind, Status
from booking.wording import Text
from calendars.intervals import Interval, IntervalSet

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NEW_YORK = ZoneInfo("America/New_York")
TRAINING = Interval(datetime(2027, 1, 12, 17, tzinfo=UTC), datetime(2027, 1, 12, 18, 30, tzinfo=UTC))
TAKEN = Text(
    "Taken {when} by {kind} ({audience}).",
    {"when": TRAINING, "kind": BookingKind.TRAINING, "audience": Audience.CHILDREN},
)


def shown(value: object, language: str) -> str:
    return say(Text("{value}", {"value": value}), language, COPENHAGEN)


def test_say__danish__is_translated_with_its_values() -> None:
    assert say(TAKEN, "da", COPENHAGEN) == "Optaget tirsdag den 12. januar kl. 18.00–19.30 af træning (børn)."


def test_say__english__is_as_written_with_its_values() -> None:
    assert say(TAKEN, "en", COPENHAGEN) == "Taken Tuesday 12 January 18:00–19:30 by training (children)."


def test_say__unknown_language__is_english() -> None:
    assert say(TAKEN, "fr", COPENHAGEN) == say(TAKEN, "en", COPENHAGEN)


def test_say__no_translation__is_english_with_danish_values() -> None:
    assert say(Text("Only here: {day}", {"day": date(2027, 1, 12)}), "da") == "Only here: tirsdag den 12. januar 2027"


def test_say__value_named_zone__goes_before_the_readers_zone() -> None:
    text = Text("{at}", {"at": datetime(2027, 1, 12, 17, tzinfo=UTC), "zone": NEW_YORK})
    assert say(text, "en", COPENHAGEN) == "Tuesday 12 January 2027 12:00"


def test_say__value_named_zone_is_text__is_only_a_value() -> None:
    text = Text("{zone}: {at}", {"at": datetime(2027, 1, 12, 17, tzinfo=UTC), "zone": "America/New_York"})
    assert say(text, "en", COPENHAGEN) == "America/New_York: Tuesday 12 January 2027 18:00"


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (Status.HELD, "reserveret, afventer afgørelse", "held, awaiting an officer"),
        (date(2027, 1, 12), "tirsdag den 12. januar 2027", "Tuesday 12 January 2027"),
        (datetime(2027, 7, 1, 16, tzinfo=UTC), "torsdag den 1. juli 2027 kl. 18.00", "Thursday 1 July 2027 18:00"),
        (datetime(2027, 3, 28, 2, 30), "søndag den 28. marts 2027 kl. 02.30", "Sunday 28 March 2027 02:30"),
        (time(9, 5), "kl. 09.05", "09:05"),
        (2.5, "2,5", "2.5"),
        (Decimal("0.25"), "0,25", "0.25"),
        (3.0, "3", "3"),
        (2027, "2027", "2027"),
        (12500, "12.500", "12,500"),
        (-4, "-4", "-4"),
        (True, "ja", "yes"),
        (None, "–", "–"),
        ("{not} a %(template)s", "{not} a %(template)s", "{not} a %(template)s"),
        ((), "", ""),
        (["A"], "A", "A"),
        (("A", "B", "C"), "A, B og C", "A, B and C"),
        ([BookingKind.MATCH, BookingKind.MEETING], "kamp og møde", "match and meeting"),
        (frozenset({Audience.YOUNG, Audience.CHILDREN}), "børn og unge", "children and young people"),
        (Text("children"), "børn", "children"),
        (IntervalSet([TRAINING]), "tirsdag den 12. januar kl. 18.00–19.30", "Tuesday 12 January 18:00–19:30"),
    ],
)
def test_say__value__is_written_as_the_language_does(value: object, danish: str, english: str) -> None:
    assert (shown(value, "da"), shown(value, "en")) == (danish, english)


def test_say__sentence_that_begins_with_a_value__gets_its_capital() -> None:
    assert say(Text("{day} is closed.", {"day": date(2027, 1, 12)}), "da") == "Tirsdag den 12. januar 2027 is closed."


@pytest.mark.parametrize(("count", "expected"), [(0, "0 lanes."), (1, "1 lane."), (2, "2 lanes.")])
def test_say__number_with_its_noun__agrees(count: int, expected: str) -> None:
    assert say(Text("{count:lane|lanes}.", {"count": count}), "en") == expected


@pytest.mark.parametrize(("closes", "expected"), [(time(), "kl. 16.00–kl. 24.00"), (time(22), "kl. 16.00–kl. 22.00")])
def test_say__closing_time_at_midnight__is_24(closes: time, expected: str) -> None:
    """Behaviour 6: an end at 24:00 is an end, and is said so."""
    assert say(Text("{opens}–{closes:24}", {"opens": time(16), "closes": closes}), "da") == expected


@pytest.mark.parametrize(
    "text",
    [
        Text("No {such} value."),
        Text("An open { brace."),
        Text("{} without a name."),
        Text("{count:one|two|three}", {"count": 1}),
        Text("{when}", {"when": datetime.max.replace(tzinfo=UTC)}),
    ],
)
def test_say__cannot_be_filled__is_the_bare_template_and_logged(text: Text, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "booking.services.wording"):
        assert say(text, "da", COPENHAGEN) == text.template
    assert "cannot fill" in caplog.text


def test_say__nested_text_cannot_be_filled__leaves_the_rest_whole() -> None:
    assert say(Text("{day}: {reason}", {"day": 1, "reason": Text("{no}")}), "en") == "1: {no}"


def test_gettext__danish__is_translated() -> None:
    assert gettext("sports hall", "da") == "idrætshal"


def test_gettext__unknown__is_as_written() -> None:
    assert gettext("no such text", "da") == "no such text"
