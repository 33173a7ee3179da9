"""What cannot be read gets a clear error that names the field; nothing is written, and nothing fails."""

import json

import pytest

from booking.model import Booking, db
from tests.town import tuesday

DAY = str(tuesday())


@pytest.fixture
def refused(call, wish, app):
    """Ask for what is wrong; the errors by field. Nothing has been written."""

    def ask(**wrong):
        answer = call("POST", "/bookings", wish(**wrong), who="member")
        assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid"), answer.json
        with app.app_context():
            assert db.session.query(Booking).count() == 0
        return answer.json["errors"]

    return ask


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("end", {"end": f"{DAY}T16:00"}),
        ("end", {"end": f"{DAY}T17:00"}),
        ("start", {"start": "2027-03-28T02:30", "end": "2027-03-28T04:00"}),
        ("start", {"start": "2027-10-31T02:30", "end": "2027-10-31T04:00"}),
        ("start", {"start": f"{DAY}T17:00+09:00"}),
        ("start", {"start": f"{DAY}T17:00[Mars/Olympus]"}),
        ("start", {"start": "2027-02-30T17:00"}),
        ("start", {"start": "17:00"}),
        ("start", {"start": ""}),
        ("start", {"start": "x" * 41}),
        ("start", {"start": "0001-01-01T00:00"}),
        ("end", {"end": "9999-12-31T23:59"}),
        ("start", {"start": 1799776800}),
        ("start", {"start": None}),
        ("rrule", {"rrule": "FREQ=SECONDLY"}),
        ("rrule", {"rrule": "FREQ=WEEKLY;BYSETPOS=1;BYEASTER=0"}),
        ("rrule", {"rrule": "every Tuesday"}),
        ("rrule", {"rrule": "FREQ=DAILY;COUNT=401"}),
        ("rrule", {"rrule": "FREQ=DAILY"}),
        ("rrule", {"rrule": "FREQ=WEEKLY;COUNT=99999999999999999999"}),
        ("dates", {"rrule": "FREQ=WEEKLY;COUNT=2", "dates": [DAY]}),
        ("dates.0", {"dates": ["tomorrow"]}),
        ("dates.0.end", {"dates": [{"start": f"{DAY}T17:00"}]}),
        ("dates.0", {"dates": [7]}),
        ("dates", {"dates": [DAY] * 401}),
        ("skip.0", {"skip": ["2027-13-01"]}),
        ("people", {"people": -1}),
        ("people", {"people": 2.5}),
        ("people", {"people": "24"}),
        ("people", {"people": True}),
        ("people", {"people": 2**63}),
        ("people", {"people": 2**62}),
        ("people", {"people": None}),
        ("spaces", {"spaces": []}),
        ("spaces", {"spaces": "skolen/hal"}),
        ("spaces", {"spaces": ["skolen/hal"] * 51}),
        ("spaces.0", {"spaces": [{}]}),
        ("kind", {"kind": "party"}),
        ("kind", {"kind": 7}),
        ("audience", {"audience": "dogs"}),
        ("activity", {"activity": ""}),
        ("activity", {"activity": "x" * 201}),
        ("activity", {"activity": "hand\0ball"}),
        ("note", {"note": "x" * 5001}),
        ("responsible", {"responsible": "Ida"}),
        ("responsible.mail", {"responsible": {"mail": "ida@example.org"}}),
        ("setup_minutes", {"setup_minutes": -15}),
        ("clear_up_minutes", {"clear_up_minutes": 100_000}),
        ("lanes", {"lanes": 0}),
        ("lanes", {"lanes": 2}),
        ("accept_partial", {"accept_partial": "yes"}),
        ("accept_partial", {"accept_partial": 1}),
        ("colour", {"colour": "red"}),
    ],
    ids=lambda value: json.dumps(value)[:40] if isinstance(value, dict) else value,
)
@pytest.mark.database("sqlite")
def test_book__field_that_cannot_be_read__is_named(refused, field, wrong):
    assert list(refused(**wrong)) == [field]


def test_book__several_fields_wrong__names_them_all(refused):
    assert set(refused(people=-1, kind="party", spaces=[])) == {"people", "kind", "spaces"}


def test_book__unknown_word__says_which_there_are(refused):
    (message,) = refused(audience="dogs")["audience"]
    assert "children" in message
    assert "mixed" in message


def test_book__times_gone_by__are_refused_by_the_rules(call, wish):
    answer = call("POST", "/bookings", wish(start="2020-01-07T17:00", end="2020-01-07T18:00"), who="member")
    assert (answer.status_code, answer.json["findings"][0]["rule"]) == (422, "past")


@pytest.mark.parametrize(
    ("data", "status", "kind"),
    [
        (b"{", 422, "invalid"),
        (b"", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b'"text"', 422, "invalid"),
        (b"null", 422, "invalid"),
        (b'{"activity": "\xff"}', 422, "invalid"),
        (b'{"people": NaN}', 422, "invalid"),
        (b'{"people": Infinity}', 422, "invalid"),
        (b'{"people": 1e400}', 422, "invalid"),
        (b'{"people": ' + b"9" * 5000 + b"}", 422, "invalid"),
        (b'{"people": 1, "people": 2}', 422, "invalid"),
        (b"[" * 100_000, 422, "invalid"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, 422, "invalid"),
        (b'{"\\u0000": 1}', 422, "invalid"),
        (b'{"\\ud800": 1}', 422, "invalid"),
        (b'{"note": "\\udfff"}', 422, "invalid"),
        (b"x" * 10_000_000, 413, "too-large"),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else value,
)
@pytest.mark.parametrize("path", ["/bookings", "/bookings/preview"])
@pytest.mark.database("sqlite")
def test_book__body_that_is_no_clean_json__is_a_problem(call, path, data, status, kind):
    answer = call("POST", path, data=data, content_type="application/json", who="member")
    assert (answer.status_code, answer.json["type"]) == (status, f"/problems/{kind}")
    assert answer.content_type == "application/problem+json"
    assert answer.json["detail"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
@pytest.mark.database("sqlite")
def test_book__of_another_content_type__is_415(call, content_type):
    answer = call("POST", "/bookings", data=b"{}", content_type=content_type, who="member")
    assert (answer.status_code, answer.json["type"]) == (415, "/problems/not-json")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2027-01-01&to=2027-12-31T00:00", "to"),
        ("from=0001-01-01&to=2027-12-31", "from"),
        ("from=9999-12-31&to=9999-12-31", "from"),
        ("from=2026-01-01&to=2028-01-01", "to"),
        ("from=2027-01-02&to=2027-01-01", "to"),
        ("from=2027-01-01&to=2027-01-02&%00=1", "body"),
        ("from=2027-01-01&to=2027-01-02%00", "to"),
    ],
)
@pytest.mark.database("sqlite")
def test_show_occupancy__of_a_bad_period__names_the_field(call, query, field):
    answer = call("GET", f"/spaces/skolen/hal/occupancy?{query}")
    assert answer.status_code == 422
    assert field in answer.json["errors"]


@pytest.mark.parametrize("path", ["/nothing", "/venues/skolen/nothing", "/bookings/a/b/c"])
def test_any_address__unknown__is_a_problem(call, path):
    answer = call("GET", path)
    assert (answer.status_code, answer.json["type"], answer.json["instance"]) == (
        404,
        "/problems/not-found",
        f"/api/v1{path}",
    )


def test_any_address__method_that_it_has_not__is_405(call):
    answer = call("DELETE", "/venues/skolen")
    assert (answer.status_code, answer.json["type"]) == (405, "/problems/method-not-allowed")
    assert "GET" in answer.headers["Allow"]
