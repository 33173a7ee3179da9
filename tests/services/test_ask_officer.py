"""Asking a person to look at what the rules refuse."""

import pytest

from booking.errors import Invalid
from booking.model import Occurrence
from booking.services import decisions, letters
from booking.services.decisions import Ruling
from booking.vocabulary import DeviationCategory, Status
from tests.scenes import NOW, WEEKLY, Scene, count, statuses, wish

LATE = """
use = "lead-time"
days = 100
source = "DK-29"
"""
DEVIATION = Ruling(approve=True, reason="Hallen står tom", category=DeviationCategory.CONCRETE_ASSESSMENT)


def test_ask__a_rule_refuses__the_request_waits_and_holds_nothing(scene: Scene) -> None:
    scene.rule(LATE)
    assert scene.submit().booking is None
    assert statuses(scene.book(ask_officer=True)) == [Status.WAITING]
    assert scene.book(ask_officer=True, organization="judo").ref


def test_ask__an_officer_departs_from_the_rule__only_with_reason_and_category(scene: Scene) -> None:
    scene.rule(LATE)
    booked = scene.book(ask_officer=True)
    officer = scene.actor("officer")
    with pytest.raises(Invalid):
        decisions.decide(booked.ref, Ruling(approve=True), None, officer, NOW)
    assert statuses(decisions.decide(booked.ref, DEVIATION, None, officer, NOW)) == [Status.GRANTED]


def test_ask__an_officer_refuses__a_letter_says_why(scene: Scene) -> None:
    scene.rule(LATE)
    booked = scene.book(ask_officer=True)
    officer = scene.actor("officer")
    refused = Ruling(approve=False, reason="Vagten kan ikke nå det")
    assert statuses(decisions.decide(booked.ref, refused, None, officer, NOW)) == [Status.REFUSED]
    text = letters.letter(booked.ref, "da", officer, NOW).text
    assert "Vagten kan ikke nå det" in text
    assert "DK-29" in text


def test_ask__what_nobody_may_set_aside__is_refused_all_the_same(scene: Scene) -> None:
    scene.rule('use = "suspension"')
    scene.suspend("haandbold")
    assert scene.submit(ask_officer=True).booking is None
    assert count(Occurrence) == 0


def test_ask__some_dates_of_a_series_are_refused__the_rest_is_granted_at_once(scene: Scene) -> None:
    scene.close("2027-01-19", "Maling")
    booked = scene.book(rrule=WEEKLY.format(3), ask_officer=True)
    assert statuses(booked) == [Status.GRANTED, Status.WAITING, Status.GRANTED]


def test_ask__nothing_is_refused__changes_nothing(scene: Scene) -> None:
    assert scene.preview() == scene.preview(ask_officer=True)
    assert wish().ask_officer is False
