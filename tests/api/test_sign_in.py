"""Bearer tokens."""

import pytest


@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic dXNlcjpwYXNz", "Bearer", "Bearer " + "x" * 5000])
def test_sign_in__with_a_bad_token__is_401_even_where_none_is_needed(call, header):
    answer = call("GET", "/venues", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json["type"] == "/problems/not-signed-in"


@pytest.mark.parametrize("path", ["/bookings", "/organizations", "/organizations/judo", "/bookings/ABC"])
def test_sign_in__without_a_token_where_one_is_needed__is_401(call, path):
    assert call("GET", path).status_code == 401


def test_sign_in__before_the_body_is_read__says_nothing_about_it(call):
    assert call("POST", "/bookings", {"nonsense": 1}).status_code == 401


@pytest.mark.parametrize("path", ["/venues", "/venues/skolen", "/spaces/skolen/hal", "/venues/skolen/hours"])
def test_sign_in__what_is_public__needs_no_token(call, path):
    assert call("GET", path).status_code == 200
