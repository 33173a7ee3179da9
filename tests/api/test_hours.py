"""GET and PUT /venues/…/hours."""

import pytest

WEEK = "mon-fri 08:00-22:00; sat-sun closed"


@pytest.fixture
def put(call):
    """Replace the hours as a client does: read, then send with the ETag that was read."""

    def send(periods, query="", who="officer", place="/venues/skolen"):
        etag = call("GET", f"{place}/hours").headers["ETag"]
        return call("PUT", f"{place}/hours{query}", {"periods": periods}, who=who, headers={"If-Match": etag})

    return send


@pytest.mark.parametrize("place", ["/venues/skolen", "/spaces/skolen/hal-a"])
def test_put_hours__of_a_venue_or_space__are_read_again(call, put, place):
    period = {"first_day": "2026-01-01", "last_day": None, "hours": WEEK}
    assert put([period], place=place).json == {"hits": []}
    assert call("GET", f"{place}/hours").json == {"periods": [period]}


def test_put_hours__shorter_than_what_is_booked__lists_whom_it_hits(call, put, booked):
    ref = booked()["ref"]
    (hit,) = put([{"hours": "mon-fri 08:00-18:00"}], "?dry_run=true").json["hits"]
    assert (hit["booking"], hit["status"]) == (ref, "granted")
    assert call("GET", "/venues/skolen/hours").json == {"periods": []}


def test_put_hours__closed_time__is_then_refused(call, put, wish):
    put([{"hours": "mon-fri 08:00-16:00"}])
    assert call("POST", "/bookings/preview", wish()).json["outcome"] == "refused"


def test_put_hours__without_if_match__is_428(call):
    assert call("PUT", "/venues/skolen/hours", {"periods": []}, who="officer").status_code == 428


def test_put_hours__changed_in_the_meantime__is_412(call, put):
    etag = call("GET", "/venues/skolen/hours").headers["ETag"]
    put([{"hours": WEEK}])
    answer = call("PUT", "/venues/skolen/hours", {"periods": []}, who="officer", headers={"If-Match": etag})
    assert answer.status_code == 412


def test_put_hours__by_a_member__is_403(put):
    assert put([], who="member").status_code == 403


@pytest.mark.parametrize(
    ("period", "field"),
    [
        ({"hours": "whenever"}, "periods.0.hours"),
        ({"hours": "mon 22:00-08:61"}, "periods.0.hours"),
        ({}, "periods.0.hours"),
        ({"hours": WEEK, "first_day": "2027-02-01", "last_day": "2027-01-01"}, "periods.0.last_day"),
    ],
)
def test_put_hours__that_cannot_be_read__names_the_field(put, period, field):
    answer = put([period])
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
