"""POST /bookings/{ref}/decision."""

import pytest


@pytest.fixture
def market(booked):
    return booked(kind="market")


def test_book__what_an_officer_decides__is_201_and_held(market):
    assert market["status"] == "held"
    assert market["verdict"]["outcome"] == "review"
    assert market["occurrences"][0]["expires_at"]


def test_decide__approved__is_granted(call, market):
    answer = call("POST", f"/bookings/{market['ref']}/decision", {"approve": True}, who="officer")
    assert (answer.status_code, answer.json["status"]) == (200, "granted")


def test_decide__refused__needs_a_reason(call, market):
    path = f"/bookings/{market['ref']}/decision"
    assert list(call("POST", path, {"approve": False}, who="officer").json["errors"]) == ["reason"]
    answer = call("POST", path, {"approve": False, "reason": "The square is being paved."}, who="officer")
    assert (answer.status_code, answer.json["status"]) == (200, "refused")


@pytest.mark.parametrize("who", ["member", "caretaker"])
def test_decide__by_who_is_no_officer__is_403(call, market, who):
    answer = call("POST", f"/bookings/{market['ref']}/decision", {"approve": True}, who=who)
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/not-allowed")


def test_decide__when_nothing_awaits_it__is_409(call, booked):
    answer = call("POST", f"/bookings/{booked()['ref']}/decision", {"approve": True}, who="officer")
    assert answer.status_code == 409


def test_decide__for_a_reason_of_no_category__is_422(call, market):
    ruling = {"approve": True, "reason": "Because", "category": "exception"}
    answer = call("POST", f"/bookings/{market['ref']}/decision", ruling, who="officer")
    assert answer.status_code == 422
    assert "concrete_assessment" in answer.json["errors"]["category"][0]


def test_decide__in_part__grants_the_rest(call, booked):
    booking = booked(kind="market", rrule="FREQ=WEEKLY;COUNT=2")
    second = booking["occurrences"][1]["original"]
    ruling = {"approve": True, "refuse": [second], "reason": "Paving."}
    answer = call("POST", f"/bookings/{booking['ref']}/decision", ruling, who="officer")
    assert [it["status"] for it in answer.json["occurrences"]] == ["granted", "refused"]


def test_decide__something_else_instead__is_granted(call, market):
    ruling = {"approve": True, "instead": {"spaces": ["skolen/hal-b"]}, "reason": "Paving."}
    answer = call("POST", f"/bookings/{market['ref']}/decision", ruling, who="officer")
    assert (answer.json["status"], answer.json["spaces"]) == ("granted", ["skolen/hal-b"])


def test_decide__what_was_granted_away__needs_a_hearing(call, booked):
    booking = booked()
    path, start = f"/bookings/{booking['ref']}/decision", booking["occurrences"][0]["original"]
    ruling = {"approve": False, "occurrences": [start], "reason": "Election", "category": "overriding_need"}
    assert list(call("POST", path, ruling, who="officer").json["errors"]) == ["hearing"]
    answer = call("POST", path, {**ruling, "hearing": "By mail."}, who="officer")
    assert answer.json["status"] == "displaced"
