"""GET /venues/…/day and POST /bookings/{ref}/observations."""

import pytest

from tests.town import tuesday


def test_show_day__for_everyone__has_no_contact_data(call, booked):
    """Behaviour 24: staff see who comes, with telephone; the public never does."""
    booked()
    answer = call("GET", f"/venues/skolen/day?date={tuesday()}")
    assert [entry["start"][11:16] for entry in answer.json["entries"]] == ["17:00"]
    assert answer.json["for_staff"] is False
    assert "Ida" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(("who", "seen"), [("caretaker", True), ("officer", True), ("member", False)])
def test_show_day__for_who_works_there__has_the_telephone_number(call, booked, who, seen):
    booked()
    (entry,) = call("GET", f"/venues/skolen/day?date={tuesday()}", who=who).json["entries"]
    assert (entry["responsible"] is not None) is seen


def test_show_day__without_a_date__is_today(call):
    assert call("GET", "/venues/torvet/day").json["entries"] == []


def test_observe__what_was_seen__is_on_the_sheet(call, booked):
    copenhagen = call("GET", "/venues/torvet/day").json["date"]
    booking = booked(start=f"{copenhagen}T23:58", end=f"{copenhagen}T23:59")
    body = {"occurrence": f"{copenhagen}T23:58", "seen": "used", "persons": 22, "text": "All well"}
    key = {"Idempotency-Key": "seen-1"}
    answer = call("POST", f"/bookings/{booking['ref']}/observations", body, who="caretaker", headers=key)
    assert (answer.status_code, answer.json["persons"]) == (201, 22)
    again = call("POST", f"/bookings/{booking['ref']}/observations", body, who="caretaker", headers=key)
    assert (again.status_code, again.json) == (201, answer.json)
    (entry,) = call("GET", f"/venues/skolen/day?date={copenhagen}", who="caretaker").json["entries"]
    assert entry["observations"] == [answer.json]


def test_observe__by_a_member__is_403(call, booked):
    body = {"occurrence": f"{tuesday()}T17:00", "seen": "used"}
    assert call("POST", f"/bookings/{booked()['ref']}/observations", body, who="member").status_code == 403


def test_observe__an_unknown_sight__names_what_there_is(call, booked):
    body = {"occurrence": f"{tuesday()}T17:00", "seen": "ghosts"}
    answer = call("POST", f"/bookings/{booked()['ref']}/observations", body, who="caretaker")
    assert answer.status_code == 422
    assert "no_show" in answer.json["errors"]["seen"][0]


def test_withdraw__what_was_not_so__counts_no_more(call, booked):
    """DK-54."""
    day = call("GET", "/venues/torvet/day").json["date"]
    ref = booked(start=f"{day}T23:58", end=f"{day}T23:59")["ref"]
    body = {"occurrence": f"{day}T23:58", "seen": "no_show"}
    seen = call("POST", f"/bookings/{ref}/observations", body, who="caretaker").json
    path = f"/bookings/{ref}/observations/{seen['id']}/withdraw"
    assert call("POST", path, {"reason": "The door was locked"}, who="caretaker").status_code == 403
    gone = call("POST", path, {"reason": "The door was locked"}, who="officer")
    assert (gone.status_code, gone.json["withdrawn_reason"]) == (200, "The door was locked")
    assert gone.json["withdrawn_at"]
    unknown = f"/bookings/{ref}/observations/{2**70}/withdraw"
    assert call("POST", unknown, {"reason": "?"}, who="officer").status_code == 404


def test_show_day__event__tells_everybody_less(call, booked):
    booked(details={"alcohol": "spirits", "food": True})
    seen = {who: call("GET", f"/venues/skolen/day?date={tuesday()}", who=who).json for who in (None, "caretaker")}
    details = {who: day["entries"][0]["details"] for who, day in seen.items()}
    assert details == {None: {"food": True}, "caretaker": {"alcohol": "spirits", "food": True}}
    assert seen["caretaker"]["entries"][0]["conditions"] == []
