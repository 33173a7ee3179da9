"""GET, POST and DELETE /venues/…/closures."""

import pytest

from tests.town import tuesday


def test_close__days__lists_whom_it_hits_and_displaces_them(call, booked):
    """Behaviour 23: a later closure lists whom it hits."""
    ref = booked()["ref"]
    body = {"reason": "New floor", "first_day": str(tuesday())}
    dry = call("POST", "/venues/skolen/closures?dry_run=true", body, who="caretaker")
    assert (dry.status_code, dry.json["id"], dry.json["hits"][0]["booking"]) == (200, None, ref)
    assert call("GET", f"/bookings/{ref}", who="member").json["status"] == "granted"
    done = call("POST", "/venues/skolen/closures", body, who="caretaker")
    assert (done.status_code, done.json["hits"]) == (201, dry.json["hits"])
    assert call("GET", f"/bookings/{ref}", who="member").json["status"] == "displaced"


def test_close__said_twice__is_done_once(call):
    body = {"reason": "New floor", "first_day": str(tuesday())}
    first, again = (call("POST", "/venues/skolen/closures", body, who="caretaker") for _ in range(2))
    assert (again.status_code, again.json["id"]) == (201, first.json["id"])
    assert len(call("GET", "/venues/skolen/closures").json) == 1


def test_close__a_space__leaves_the_other_half_open(call, wish):
    body = {"reason": "Broken window", "start": f"{tuesday()}T08:00", "end": f"{tuesday()}T20:00"}
    assert call("POST", "/spaces/skolen/hal-a/closures", body, who="caretaker").status_code == 201
    assert call("POST", "/bookings/preview", wish()).json["outcome"] == "refused"
    assert call("POST", "/bookings/preview", wish(spaces=["skolen/hal-b"])).json["outcome"] == "granted"


@pytest.mark.parametrize("path", ["/{number}", "?id={number}"])
def test_withdraw__a_closure__opens_again(call, wish, path):
    body = {"reason": "New floor", "first_day": str(tuesday())}
    number = call("POST", "/venues/skolen/closures", body, who="caretaker").json["id"]
    assert [it["id"] for it in call("GET", "/venues/skolen/closures").json] == [number]
    gone = call("DELETE", "/venues/skolen/closures" + path.format(number=number), who="caretaker")
    assert (gone.status_code, gone.data) == (204, b"")
    assert call("GET", "/venues/skolen/closures").json == []
    assert call("POST", "/bookings/preview", wish()).json["outcome"] == "granted"


def test_withdraw__unknown__is_404(call):
    assert call("DELETE", "/venues/skolen/closures/77", who="caretaker").status_code == 404


def test_close__by_a_member__is_403(call):
    body = {"reason": "Ours", "first_day": str(tuesday())}
    assert call("POST", "/venues/skolen/closures", body, who="member").status_code == 403
    assert call("POST", "/venues/torvet/closures", body, who="caretaker").status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"first_day": "2027-01-01"}, "reason"),
        ({"reason": "x"}, "first_day"),
        ({"reason": "x", "first_day": "2027-01-02", "last_day": "2027-01-01"}, "last_day"),
        ({"reason": "x", "start": "2027-01-02T10:00"}, "start"),
        ({"reason": "x", "start": "2027-03-28T02:30", "end": "2027-03-28T04:00"}, "start"),
        ({"reason": "x", "first_day": "2027-01-02", "kind": "shut"}, "kind"),
    ],
)
def test_close__what_cannot_be_read__names_the_field(call, body, field):
    answer = call("POST", "/venues/skolen/closures", body, who="officer")
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
