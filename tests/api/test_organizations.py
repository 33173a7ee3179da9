"""GET, POST and PATCH /organizations."""

import pytest

NEW = {"slug": "skak", "name": "Skakklubben", "kind": "association", "track": "assignment", "members": 40}


def test_add_organization__by_an_officer__is_201(call):
    answer = call("POST", "/organizations", NEW, who="officer")
    assert answer.status_code == 201
    assert answer.headers["Location"] == "/api/v1/organizations/skak"
    assert call("GET", "/organizations/skak", who="officer").json == answer.json


def test_add_organization__again__is_409(call):
    call("POST", "/organizations", NEW, who="officer")
    assert call("POST", "/organizations", NEW, who="officer").status_code == 409


def test_read_organizations__by_a_member__are_their_own(call):
    assert [it["slug"] for it in call("GET", "/organizations", who="member").json] == ["haandbold"]
    assert call("GET", "/organizations/haandbold", who="member").status_code == 200
    assert call("GET", "/organizations/judo", who="member").status_code == 404


def test_add_organization__by_a_member__is_403(call):
    assert call("POST", "/organizations", NEW, who="member").status_code == 403


@pytest.mark.parametrize("slug", ["Skak Klub", "skåk", "", "-", "a" * 81, "a/b"])
def test_add_organization__slug_that_is_no_address__names_the_field(call, slug):
    answer = call("POST", "/organizations", {**NEW, "slug": slug}, who="officer")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["slug"])


def test_list_organizations__by_name__in_pages(call):
    answer = call("GET", "/organizations?page_size=1", who="officer")
    assert [it["slug"] for it in answer.json] == ["haandbold"]
    assert '"total": 2' in answer.headers["X-Pagination"]


def test_change_organization__by_a_member__keeps_to_what_is_theirs(call):
    etag = call("GET", "/organizations/haandbold", who="member").headers["ETag"]
    headers = {"If-Match": etag}

    def change(**values):
        return call("PATCH", "/organizations/haandbold", values, who="member", headers=headers)

    assert change(track="letting").status_code == 403
    assert change(for_disabled=True).status_code == 403
    answer = change(members=99, young_members=60)
    assert (answer.status_code, answer.json["members"], answer.json["version"]) == (200, 99, 2)
    assert (answer.json["young_members"], answer.json["for_disabled"]) == (60, False)
    assert change(members=98).status_code == 412


def test_change_organization__without_if_match__is_428(call):
    assert call("PATCH", "/organizations/haandbold", {"members": 99}, who="member").status_code == 428
