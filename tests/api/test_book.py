"""POST /bookings and /bookings/preview."""

import uuid

from tests.town import tuesday


def test_preview__free__is_granted_and_writes_nothing(call, wish):
    answer = call("POST", "/bookings/preview", wish())
    assert answer.status_code == 200
    assert answer.json["outcome"] == "granted"
    assert answer.json["rulebook"] == {"version": "1", "effective_from": "2020-01-01"}
    assert [it["status"] for it in answer.json["occurrences"]] == ["granted"]
    assert call("GET", "/bookings", who="administrator").json == []


def test_preview__what_is_refused__is_answered_200_with_reasons(call, wish):
    answer = call("POST", "/bookings/preview", wish(people=500))
    assert answer.status_code == 200
    (finding,) = answer.json["occurrences"][0]["findings"] + answer.json["findings"]
    assert finding["rule"] == "capacity"
    assert finding["effect"] == "refuse"
    assert "100" in finding["message"]
    assert finding["source"] == "what the fire authorities allow"


def test_book__free__is_201_with_the_booking_and_the_verdict(call, wish):
    answer = call("POST", "/bookings", wish(rrule="FREQ=WEEKLY;COUNT=3"), who="member")
    assert answer.status_code == 201
    assert answer.json["status"] == "granted"
    assert answer.json["verdict"]["outcome"] == "granted"
    assert len(answer.json["occurrences"]) == 3
    assert answer.json["responsible"]["name"] == "Ida Prøve"
    assert answer.headers["Location"] == f"/api/v1/bookings/{answer.json['ref']}"
    read = call("GET", f"/bookings/{answer.json['ref']}", who="member").json
    assert read == {key: value for key, value in answer.json.items() if key != "verdict"}


def test_book__times_in_answers__have_the_offset_of_the_venue(booked):
    start = booked()["occurrences"][0]["start"]
    assert start.startswith(f"{tuesday()}T17:00:00+0")


def test_book__taken_by_another__is_409_with_the_clash(call, wish, booked):
    booked()
    answer = call("POST", "/bookings", wish(spaces=["skolen/hal"], organization="judo"), who="rival")
    assert answer.status_code == 409
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == "/problems/clash"
    assert answer.json["verdict"]["outcome"] == "refused"
    assert [finding["rule"] for finding in answer.json["findings"]] == ["taken"]


def test_book__against_a_rule__is_422_with_the_findings(call, wish):
    answer = call("POST", "/bookings", wish(people=500), who="member")
    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/refused"
    assert answer.json["findings"][0]["rule"] == "capacity"


def test_book__part_of_a_series_taken__needs_accept_partial(call, wish, booked):
    booked("rival", organization="judo")
    series = wish(rrule="FREQ=WEEKLY;COUNT=4")
    assert call("POST", "/bookings", series, who="member").status_code == 409
    answer = call("POST", "/bookings", {**series, "accept_partial": True}, who="member")
    assert answer.status_code == 201
    assert answer.json["status"] == "mixed"
    assert [it["status"] for it in answer.json["occurrences"]] == ["refused", "granted", "granted", "granted"]


def test_book__on_further_dates__books_each(booked):
    other = {"start": f"{tuesday(2)}T10:00", "end": f"{tuesday(2)}T11:00"}
    booking = booked(dates=[str(tuesday(1)), other])
    assert [it["original"] for it in booking["occurrences"]] == [
        f"{tuesday()}T17:00",
        f"{tuesday(1)}T17:00",
        f"{tuesday(2)}T10:00",
    ]


def test_book__for_another_organization__is_403(call, wish):
    assert call("POST", "/bookings", wish(organization="judo"), who="member").status_code == 403
    assert call("POST", "/bookings", wish(organization="judo"), who="officer").status_code == 201


def test_book__unknown_space_or_organization__is_404(call, wish):
    assert call("POST", "/bookings", wish(spaces=["skolen/kælder"]), who="member").status_code == 404
    assert call("POST", "/bookings", wish(organization="nobody"), who="officer").status_code == 404


def test_book__twice_with_one_key__books_once(call, wish):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = call("POST", "/bookings", wish(), who="member", headers=key)
    again = call("POST", "/bookings", wish(), who="member", headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json["ref"] == again.json["ref"]
    assert len(call("GET", "/bookings", who="member").json) == 1


def test_book__another_request_with_the_same_key__is_409(call, wish):
    key = {"Idempotency-Key": "a-key"}
    call("POST", "/bookings", wish(), who="member", headers=key)
    answer = call("POST", "/bookings", wish(people=3), who="member", headers=key)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/conflict")


def test_book__key_that_is_none__is_422(call, wish):
    answer = call("POST", "/bookings", wish(), who="member", headers={"Idempotency-Key": "with space"})
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["Idempotency-Key"]


def test_book__verdict__is_what_the_preview_said(call, wish, booked):
    booked("rival", organization="judo")
    series = wish(rrule="FREQ=WEEKLY;COUNT=4", accept_partial=True)
    preview = call("POST", "/bookings/preview", series).json
    booking = call("POST", "/bookings", series, who="member").json
    assert [it["status"] for it in preview["occurrences"]] == [it["status"] for it in booking["occurrences"]]
    assert preview == booking["verdict"]
    assert preview["alternatives"]


def test_preview__on_further_dates__offers_the_same_dates_elsewhere(call, wish, booked):
    booked("rival", organization="judo")
    answer = call("POST", "/bookings/preview", wish(dates=[str(tuesday(1))])).json
    first, *_ = answer["alternatives"]
    assert [it["start"][:10] for it in first["dates"]] == [str(tuesday(1))]
    offered = [it for it in answer["occurrences"][0]["proposals"] if it["way"] == "alternative"]
    assert [list(it["change"]) for it in offered] == [["start", "end"], ["spaces"]]
