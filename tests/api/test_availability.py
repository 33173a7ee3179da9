"""GET /availability and /spaces/…/occupancy."""

from urllib.parse import urlencode

import pytest

from tests.town import tuesday


@pytest.fixture
def search(call):
    def send(**query):
        times = {"start": f"{tuesday()}T17:00", "end": f"{tuesday()}T18:30"}
        return call("GET", f"/availability?{urlencode({**times, **query}, doseq=True)}")

    return send


def found(answer):
    return {offer["ref"]: offer["free"] for offer in answer.json["offers"]}


def test_search__nothing_booked__finds_every_space_that_fits(search):
    assert set(found(search(people=50))) == {"skolen/hal", "skolen/hal-a", "skolen/hal-b", "torvet/torvet"}


def test_search__half_taken__leaves_the_other_half(search, booked):
    """Behaviour 1: a half blocks the whole, not the other half."""
    booked()
    assert set(found(search(kind="hall"))) == {"skolen/hal-b"}


def test_search__taken_once_in_a_series__is_shown_only_with_partial(search, booked):
    booked("rival", organization="judo", start=f"{tuesday(1)}T17:00", end=f"{tuesday(1)}T18:00")
    weekly = {"rrule": "FREQ=WEEKLY;COUNT=4", "venue": "skolen", "kind": "hall"}
    assert set(found(search(**weekly))) == {"skolen/hal-b"}
    partly = found(search(**weekly, partial="true"))
    assert partly == {"skolen/hal-b": [0, 1, 2, 3], "skolen/hal": [0, 2, 3], "skolen/hal-a": [0, 2, 3]}


def test_search__with_an_organization__says_the_verdict(search):
    offers = search(organization="haandbold", people=24, kind="hall").json["offers"]
    assert {offer["verdict"]["outcome"] for offer in offers} == {"granted"}


def test_search__near_a_venue__has_it_first(search):
    assert search(near="torvet").json["offers"][0]["ref"] == "torvet/torvet"


def test_search__what_is_shown_free__can_be_booked(search, booked):
    """Behaviour 19: search and booking use one function."""
    booked()
    for ref in found(search(kind="hall")):
        booked("rival", organization="judo", spaces=[ref])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"start": "yesterday"}, "start"),
        ({"end": "2020-01-01T10:00"}, "end"),
        ({"rrule": "FREQ=SECONDLY"}, "rrule"),
        ({"people": "-1"}, "people"),
        ({"people": "many"}, "people"),
        ({"tags": "x"}, "tags"),
    ],
)
def test_search__with_a_bad_query__names_the_field(search, query, field):
    answer = search(**query)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


@pytest.mark.parametrize("query", [{"near": "atlantis"}, {"organization": "nobody"}])
def test_search__for_something_unknown__is_404(search, query):
    assert search(**query).status_code == 404


def test_show_occupancy__booked__says_when_but_never_who(call, booked):
    booked(setup_minutes=15)
    answer = call("GET", f"/spaces/skolen/hal/occupancy?from={tuesday()}&to={tuesday()}")
    assert [(it["start"][11:16], it["end"][11:16], it["core"]) for it in answer.json] == [
        ("16:45", "17:00", False),
        ("17:00", "18:30", True),
    ]
    assert "Ida" not in answer.get_data(as_text=True)
    assert "00 00 01" not in answer.get_data(as_text=True)


def test_show_occupancy__without_a_period__names_both_fields(call):
    assert set(call("GET", "/spaces/skolen/hal/occupancy").json["errors"]) == {"from", "to"}
