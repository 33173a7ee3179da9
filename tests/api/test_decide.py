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
