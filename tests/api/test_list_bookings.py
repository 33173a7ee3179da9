"""GET /bookings."""

import pytest

from tests.town import tuesday


@pytest.fixture
def three(booked):
    return [
        booked("member"),
        booked("rival", organization="judo", spaces=["torvet/torvet"]),
        booked("rival", organization="judo", spaces=["skolen/hal-b"], rrule="FREQ=WEEKLY;COUNT=5"),
    ]


def refs(answer):
    return {booking["ref"] for booking in answer.json}


@pytest.mark.parametrize(
    ("who", "seen"), [("member", {0}), ("rival", {1, 2}), ("caretaker", {0, 2}), ("administrator", {0, 1, 2})]
)
def test_list_bookings__each__sees_their_own(call, three, who, seen):
    assert refs(call("GET", "/bookings", who=who)) == {three[number]["ref"] for number in seen}


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("venue=torvet", {1}),
        ("space=skolen/hal-b", {2}),
        ("organization=judo", {1, 2}),
        ("status=granted", {0, 1, 2}),
        ("status=refused&status=cancelled", set()),
        ("from={later}", {2}),
        ("from={day}&to={day}", {0, 1, 2}),
        ("page_size=1&page=3", {0}),
    ],
)
def test_list_bookings__filtered__has_those_that_match(call, three, query, seen):
    answer = call("GET", "/bookings?" + query.format(day=tuesday(), later=tuesday(1)), who="administrator")
    assert refs(answer) == {three[number]["ref"] for number in seen}


def test_list_bookings__of_others__hides_contact_data(call, three):
    path = f"/bookings/{three[0]['ref']}"
    assert call("GET", path, who="rival").status_code == 404
    assert call("GET", path, who="caretaker").json["responsible"]["phone"] == "+45 00 00 00 01"


@pytest.mark.parametrize(
    "query", ["page=0", "page_size=1000", "status=lost", "from=2027-02-30", "who=me", "page=9" * 30]
)
def test_list_bookings__with_a_bad_query__is_422_naming_it(call, town, query):
    answer = call("GET", f"/bookings?{query}", who="administrator")
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid")
    assert any(field.startswith(query.partition("=")[0]) for field in answer.json["errors"])
