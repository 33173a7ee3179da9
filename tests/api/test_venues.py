"""GET /venues and /spaces."""


def test_list_venues__two_of_them__in_pages_by_name(call):
    answer = call("GET", "/venues?page_size=1&page=2")
    assert [venue["slug"] for venue in answer.json] == ["torvet"]
    assert '"total": 2' in answer.headers["X-Pagination"]
    assert 'page=1>; rel="prev"' in answer.headers["Link"].replace("page_size=1&", "")


def test_show_venue__its_spaces__by_position(call):
    venue = call("GET", "/venues/skolen").json
    assert venue["kind"] == "school"
    assert [space["ref"] for space in venue["spaces"]] == ["skolen/hal", "skolen/hal-a", "skolen/hal-b", "skolen/bane"]
    assert venue["position"] is None


def test_show_venue__with_a_position__says_it(call):
    assert call("GET", "/venues/torvet").json["position"] == {"latitude": 55.73, "longitude": 12.36}


def test_show_space__a_lane__says_what_it_needs(call):
    space = call("GET", "/spaces/skolen/bane").json
    assert space["parts"] == [{"unit": "bassin", "name": "Bassin", "lanes": 1, "of": 6}]
    assert space["bookable"] is True


def test_show_venue__unknown__is_a_problem_in_danish(client, town):
    answer = client.get("/api/v1/venues/atlantis")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == "/problems/not-found"
    assert answer.json["title"] == "Ikke fundet"
    assert answer.headers["Content-Language"] == "da"


def test_show_venue__unknown__is_a_problem_in_english(call):
    assert "atlantis" in call("GET", "/venues/atlantis").json["detail"]
    assert call("GET", "/venues/atlantis").json["title"] == "Not found"


def test_show_venue__unchanged__is_not_sent_again(call):
    etag = call("GET", "/venues/skolen").headers["ETag"]
    answer = call("GET", "/venues/skolen", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_show_venue__name_with_nul__is_not_found(call):
    assert call("GET", "/venues/skolen%00").status_code == 404
