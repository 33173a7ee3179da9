"""GET, POST, PATCH and DELETE /feeds."""

import pytest

from tests.queries import counted

CLUB = {"organization": "haandbold", "label": "U13"}


def test_add__ones_own__answers_the_address_this_once(call, client):
    made = call("POST", "/feeds", CLUB, who="member")
    assert (made.status_code, made.json["organization"], made.json["venues"]) == (201, "haandbold", [])
    assert made.json["address"].endswith(f"/calendars/private/{made.json['token']}.ics")
    assert len(made.json["address"]) <= 256
    assert made.headers["Location"] == f"/api/v1/feeds/{made.json['id']}"
    calendar = client.get(f"/calendars/private/{made.json['token']}.ics")
    assert (calendar.status_code, calendar.mimetype) == (200, "text/calendar")
    for path in ("/feeds", f"/feeds/{made.json['id']}"):
        answer = call("GET", path, who="member")
        assert answer.status_code == 200
        assert made.json["token"] not in answer.text
        assert '"address"' not in answer.text


def test_add__of_venues__shows_where_one_works(call):
    for venues in (["skolen"], []):
        made = call("POST", "/feeds", {"venues": venues}, who="caretaker")
        assert (made.status_code, made.json["venues"], made.json["organization"]) == (201, venues, None)


def test_rename__with_the_version_that_was_read__is_done(call):
    path = _made(call)
    version = call("GET", path, who="member").headers["ETag"]
    assert call("PATCH", path, {"label": "Ny"}, who="member").status_code == 428
    renamed = call("PATCH", path, {"label": "Ny"}, who="member", headers={"If-Match": version})
    assert (renamed.status_code, renamed.json["label"], renamed.json["version"]) == (200, "Ny", 2)
    assert call("PATCH", path, {"label": "Nyere"}, who="member", headers={"If-Match": version}).status_code == 412
    assert [feed["label"] for feed in call("GET", "/feeds", who="member").json] == ["Ny"]


def test_revoke__one__is_410_from_then_on(call, client):
    made = call("POST", "/feeds", CLUB, who="member").json
    gone = call("DELETE", f"/feeds/{made['id']}", who="member")
    assert (gone.status_code, gone.data) == (204, b"")
    assert call("GET", "/feeds", who="member").json == []
    assert call("DELETE", f"/feeds/{made['id']}", who="member").status_code == 404
    assert client.get(f"/calendars/private/{made['token']}.ics").status_code == 410


@pytest.mark.parametrize("who", ["rival", "officer", "administrator"])
def test_feed__of_another__is_404(call, who):
    path = _made(call)
    assert call("GET", path, who=who).status_code == 404
    assert call("PATCH", path, {"label": "Min"}, who=who, headers={"If-Match": '"1"'}).status_code == 404
    assert call("DELETE", path, who=who).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize("number", ["0", "77", "9" * 18, "9" * 30, "9" * 5000, "-1", "x", "1.0"])
def test_feed__that_is_not_there__is_404(call, method, number):
    body, headers = ({"label": "Min"}, {"If-Match": '"1"'}) if method == "PATCH" else (None, {})
    assert call(method, f"/feeds/{number}", body, who="member", headers=headers).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/feeds"), ("POST", "/feeds"), ("GET", "/feeds/1"), ("DELETE", "/feeds/1")]
)
def test_feed__without_sign_in__is_401(call, method, path):
    assert call(method, path, {} if method == "POST" else None).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "organization"),
        ({"organization": "haandbold", "venues": []}, "organization"),
        ({"organization": 7}, "organization"),
        ({"venues": "skolen"}, "venues"),
        ({"organization": "haandbold", "label": "x" * 101}, "label"),
        ({"organization": "haandbold", "token": "mine"}, "token"),
    ],
)
def test_add__what_cannot_be_read__names_the_field(call, body, field):
    answer = call("POST", "/feeds", body, who="member")
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_list__many__asks_the_database_no_more_often(app, call):
    _made(call)
    call("GET", "/feeds", who="member")
    with counted(app) as few:
        call("GET", "/feeds", who="member")
    for _ in range(9):
        _made(call)
    with counted(app) as many:
        assert len(call("GET", "/feeds", who="member").json) == 10
    assert len(many) == len(few)


def _made(call):
    return f"/feeds/{call('POST', '/feeds', CLUB, who='member').json['id']}"
