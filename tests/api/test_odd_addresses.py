"""Octets in an address that are no text: an error of the caller's on either database, and never a fault of ours."""

import pytest

ODD = ["%00", "hal%00", "%01", "%FF", "%ED%A0%80", "%0D%0AX:y", "%2E%2E", "x" * 3000]
NAMED = [
    "/{}",
    "/venues/{}",
    "/venues/{}/spaces",
    "/venues/{}/hours",
    "/venues/{}/closures",
    "/venues/{}/day?date=2027-01-12",
    "/spaces/skolen/{}",
    "/spaces/{}/hal/occupancy?from=2027-01-12&to=2027-01-13",
    "/organizations/{}",
    "/bookings/{}",
    "/bookings/{}/letter",
    "/feeds/{}",
    "/rulebook/simulations/{}",
]
ASKED = [
    "/bookings?{}",
    "/bookings?venue={}",
    "/bookings?organization={}",
    "/bookings?from={}",
    "/availability?start=2027-01-12T17:00&end=2027-01-12T18:00&near={}",
    "/availability?start=2027-01-12T17:00&end=2027-01-12T18:00&tag={}",
    "/availability?start=2027-01-12T17:00&end=2027-01-12T18:00&organization={}",
    "/spaces/skolen/hal/occupancy?from={}&to=2027-01-13",
    "/rulebook?date={}",
]


@pytest.mark.parametrize("odd", ODD)
def test_address__with_a_name_that_is_no_text__is_404(call, odd):
    for path in NAMED:
        answer = call("GET", path.format(odd), who="officer")
        assert (answer.status_code, answer.content_type) == (404, "application/problem+json"), path


@pytest.mark.parametrize("odd", ODD)
def test_query__that_is_no_text__is_an_error_of_the_callers_or_finds_nothing(call, odd):
    for path in ASKED:
        assert call("GET", path.format(odd), who="officer").status_code in (200, 400, 404, 422), path
