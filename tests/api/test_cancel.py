"""POST /bookings/{ref}/cancel."""

from booking.services import rulebooks
from booking.services.actors import SYSTEM
from tests.town import FOUNDED, RULES, tuesday

SERIES = "FREQ=WEEKLY;COUNT=4"


def test_cancel__all__frees_every_time(call, booked, wish):
    ref = booked(rrule=SERIES)["ref"]
    answer = call("POST", f"/bookings/{ref}/cancel", {"reason": "ill"}, who="member")
    assert answer.status_code == 200
    assert answer.json["status"] == "cancelled"
    assert answer.json["occurrences"][0]["reason"] == "ill"
    assert call("POST", "/bookings/preview", wish(rrule=SERIES)).json["outcome"] == "granted"


def test_cancel__one__leaves_the_others(call, booked):
    """Behaviour 16: one occurrence."""
    ref = booked(rrule=SERIES)["ref"]
    body = {"scope": "one", "occurrence": f"{tuesday(1)}T17:00"}
    answer = call("POST", f"/bookings/{ref}/cancel", body, who="member")
    assert [it["status"] for it in answer.json["occurrences"]] == ["granted", "cancelled", "granted", "granted"]


def test_cancel__following__leaves_what_came_before(call, booked):
    """Behaviour 16: this and following."""
    ref = booked(rrule=SERIES)["ref"]
    body = {"scope": "following", "occurrence": f"{tuesday(2)}T17:00"}
    answer = call("POST", f"/bookings/{ref}/cancel", body, who="member")
    assert [it["status"] for it in answer.json["occurrences"]] == ["granted", "granted", "cancelled", "cancelled"]


def test_cancel__again__is_409(call, booked):
    ref = booked()["ref"]
    call("POST", f"/bookings/{ref}/cancel", {}, who="member")
    answer = call("POST", f"/bookings/{ref}/cancel", {}, who="member")
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/conflict")


def test_cancel__with_an_old_version__is_412(call, booked):
    ref = booked()["ref"]
    etag = call("GET", f"/bookings/{ref}", who="member").headers["ETag"]
    assert call("POST", f"/bookings/{ref}/cancel", {}, who="member", headers={"If-Match": '"7"'}).status_code == 412
    assert call("POST", f"/bookings/{ref}/cancel", {}, who="member", headers={"If-Match": etag}).status_code == 200


def test_cancel__by_another_organization__finds_nothing(call, booked):
    assert call("POST", f"/bookings/{booked()['ref']}/cancel", {}, who="rival").status_code == 404


def test_cancel__one_without_saying_which__names_the_field(call, booked):
    answer = call("POST", f"/bookings/{booked()['ref']}/cancel", {"scope": "one"}, who="member")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["occurrence"])


def test_cancel__late__is_done_and_told(app, town, call, booked):
    """DK-52."""
    rule = '[[rule]]\nuse = "cancellation"\ndays = 60\nsource = "DK-52"'
    with app.app_context():
        late = RULES.replace('version = "1"', 'version = "2"').replace("2020-01-01", "2020-01-02")
        rulebooks.load(f"{late}\n{rule}", SYSTEM, FOUNDED)
    answer = call("POST", f"/bookings/{booked()['ref']}/cancel", {}, who="member")
    assert (answer.status_code, answer.json["status"]) == (200, "cancelled")
    [finding] = answer.json["findings"]
    assert (finding["rule"], finding["effect"], finding["source"]) == ("cancellation", "inform", "DK-52")
    assert "17:00, so it counts as cancelled late." in finding["message"]
