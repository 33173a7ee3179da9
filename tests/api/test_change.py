"""PATCH /bookings/{ref}."""

import pytest

from tests.town import tuesday


@pytest.fixture
def change(call):
    """Change as a client does: read, then send with the ETag that was read."""

    def send(ref, body, query="", who="member"):
        etag = call("GET", f"/bookings/{ref}", who=who).headers["ETag"]
        return call("PATCH", f"/bookings/{ref}{query}", body, who=who, headers={"If-Match": etag})

    return send


def test_change__without_if_match__is_428(call, booked):
    answer = call("PATCH", f"/bookings/{booked()['ref']}", {"people": 20}, who="member")
    assert (answer.status_code, answer.json["type"]) == (428, "/problems/version-missing")


@pytest.mark.parametrize("version", ['"99"', '"nonsense"', "nonsense", '"1", "2"'])
def test_change__with_another_version__is_412(call, booked, version):
    headers = {"If-Match": version}
    answer = call("PATCH", f"/bookings/{booked()['ref']}", {"people": 20}, who="member", headers=headers)
    assert (answer.status_code, answer.json["type"]) == (412, "/problems/stale")


def test_change__the_whole__is_judged_and_gets_a_new_version(booked, change):
    booking = booked()
    answer = change(booking["ref"], {"people": 20})
    assert answer.status_code == 200
    assert answer.json["people"] == 20
    assert answer.json["version"] == booking["version"] + 1
    assert answer.json["verdict"]["outcome"] == "granted"
    assert answer.headers["ETag"].startswith(f'"{answer.json["version"]}-')


def test_change__one_occurrence__moves_only_that(booked, change):
    """Behaviour 16: one occurrence."""
    ref = booked(rrule="FREQ=WEEKLY;COUNT=3")["ref"]
    body = {
        "scope": "one",
        "occurrence": f"{tuesday(1)}T17:00",
        "start": f"{tuesday(1)}T19:00",
        "end": f"{tuesday(1)}T20:00",
    }
    times = [it["start"][11:16] for it in change(ref, body).json["occurrences"]]
    assert times == ["17:00", "19:00", "17:00"]


def test_change__this_and_following__goes_on_as_another_booking(call, booked, change):
    """Behaviour 16: this and following."""
    ref = booked(rrule="FREQ=WEEKLY;COUNT=3")["ref"]
    body = {"scope": "following", "occurrence": f"{tuesday(1)}T17:00", "start": f"{tuesday(1)}T18:00"}
    later = change(ref, body).json
    assert later["ref"] != ref
    assert [it["start"][11:16] for it in later["occurrences"]] == ["18:00", "18:00"]
    before = call("GET", f"/bookings/{ref}", who="member").json
    assert [it["status"] for it in before["occurrences"]] == ["granted", "cancelled", "cancelled"]


def test_change__to_a_taken_place__is_409_and_changes_nothing(call, booked, change):
    booked("rival", organization="judo", spaces=["skolen/hal-b"])
    ref = booked()["ref"]
    before = call("GET", f"/bookings/{ref}", who="member").json
    answer = change(ref, {"spaces": ["skolen/hal-b"]})
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/clash")
    assert call("GET", f"/bookings/{ref}", who="member").json == before


def test_change__against_a_rule__is_422_with_the_findings(booked, change):
    answer = change(booked()["ref"], {"people": 500})
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/refused")
    assert answer.json["findings"][0]["rule"] == "capacity"


def test_change__dry_run__says_the_verdict_and_changes_nothing(call, booked, change):
    ref = booked()["ref"]
    before = call("GET", f"/bookings/{ref}", who="member").json
    answer = change(ref, {"people": 20}, "?dry_run=true")
    assert answer.json["verdict"]["outcome"] == "granted"
    assert change(ref, {"people": 500}, "?dry_run=true").json["verdict"]["outcome"] == "refused"
    assert call("GET", f"/bookings/{ref}", who="member").json == before


def test_change__note_in_a_dry_run__changes_nothing(call, booked, change):
    ref = booked()["ref"]
    change(ref, {"note": "new"}, "?dry_run=true")
    assert call("GET", f"/bookings/{ref}", who="member").json["note"] == ""


def test_change__note__needs_no_verdict(booked, change):
    answer = change(booked()["ref"], {"note": "We bring goals."})
    assert (answer.json["note"], answer.json["verdict"]) == ("We bring goals.", None)


def test_change__of_nothing__is_422(booked, change):
    assert list(change(booked()["ref"], {}).json["errors"]) == ["body"]
