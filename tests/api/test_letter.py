"""GET /bookings/{ref}/letter."""

import pytest


@pytest.fixture
def refused(booked, call):
    booking = booked(kind="market")
    call("POST", f"/bookings/{booking['ref']}/decision", {"approve": False, "reason": "Paving."}, who="officer")
    return f"/bookings/{booking['ref']}/letter"


def test_letter__about_the_latest_decision__is_ready_to_send(call, refused):
    answer = call("GET", refused, who="member")
    assert answer.status_code == 200
    assert set(answer.json) == {"subject", "text", "language", "decided_at", "decision"}
    assert answer.json["subject"] == "Refusal: handball, Hal-a, Skolen"
    assert "Reason: Paving." in answer.json["text"]
    assert (answer.json["language"], answer.headers["Content-Language"]) == ("en", "en")


def test_letter__in_danish__is_danish(call, refused):
    answer = call("GET", refused, who="member", headers={"Accept-Language": "da"})
    assert answer.json["subject"].startswith("Afslag")


def test_letter__about_an_earlier_decision__is_asked_for_by_its_number(call, refused):
    latest = call("GET", refused, who="member").json["decision"]
    earlier = call("GET", f"{refused}?decision={latest - 1}", who="member")
    assert earlier.json["subject"].startswith("Received")


@pytest.mark.parametrize(("who", "status"), [("rival", 404), ("", 401), ("caretaker", 200)])
def test_letter__for_others__is_for_those_who_may_see_the_booking(call, refused, who, status):
    assert call("GET", refused, who=who).status_code == status


@pytest.mark.parametrize(("query", "status"), [("decision=999999", 404), ("decision=x", 422), ("letter=1", 422)])
def test_letter__about_what_is_no_decision__is_not_found_or_invalid(call, refused, query, status):
    assert call("GET", f"{refused}?{query}", who="member").status_code == status
