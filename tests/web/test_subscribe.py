"""Every venue and space says how to follow it in one's own calendar; search engines may read what it is."""

import json
import re
from html import unescape

import pytest

from booking.model import Venue
from booking.vocabulary import BookingKind
from tests.scenes import Scene

DAY = "2027-01-12"
CALENDARS = {"/venues/skolen": "/calendars/venues/skolen.ics", "/venues/skolen/hal": "/calendars/spaces/skolen/hal.ics"}


@pytest.mark.parametrize("path", CALENDARS)
def test_subscribe__any_page__leads_to_a_calendar_that_is_there(get, client, path):
    page = get(path).text
    shown = {unescape(it) for it in re.findall(r'(?:href|value)="((?:webcal|https?)://[^"]*\.ics)"', page)}
    asked = {re.sub(r"^\w+://[^/]+", "", address) for address in shown}
    assert CALENDARS[path] in asked
    assert all(client.get(address).content_type == "text/calendar; charset=utf-8" for address in asked)
    assert all(len(address) <= 256 for address in shown)


@pytest.mark.parametrize("path", CALENDARS)
def test_subscribe__free_and_taken_time__is_for_programs_and_nothing_to_subscribe_to(get, client, path):
    """Calendar programs show nothing of it."""
    (address,) = re.findall(r'"([^"]*/freebusy/[^"]*)"', get(path).text)
    assert address.startswith("/calendars/")
    assert client.get(address).content_type == "text/calendar; charset=utf-8"


@pytest.mark.parametrize("path", CALENDARS)
@pytest.mark.parametrize(("language", "hours"), [("en", "4 to 24 hours"), ("da", "4 til 24 timer")])
def test_subscribe__any_page__says_how_and_how_soon_in_both_languages(get, path, language, hours):
    page = get(path, language).text
    assert hours in page
    assert all(f"<dt>{program}</dt>" in page for program in ("Google", "Apple", "Outlook", "Thunderbird"))


def test_subscribe__without_scripts__has_the_address_and_no_dead_button(get):
    page = get("/venues/skolen").text
    assert re.search(r'<input [^>]*readonly value="[^"]+/calendars/venues/skolen.ics"', page)
    assert re.search(r"<button [^>]*hidden [^>]*data-copies", page)


def linked(page):
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(data)["@graph"]


def test_linked_data__a_venue__is_a_place_with_address_and_hours(app, get, town):
    with app.app_context():
        scene = Scene(town)
        scene.change(Venue, "torvet", street="Torvet 1", town="Skovlunde")
        scene.open_spans([[0, 480, 1320], [4, 1200, 1560], [6, 0, 1440]], "torvet")
    (place,) = linked(get("/venues/torvet").text)
    assert (place["@type"], place["name"]) == ("Place", "Torvet")
    assert place["address"] == {"@type": "PostalAddress", "streetAddress": "Torvet 1", "addressLocality": "Skovlunde"}
    assert (place["geo"]["latitude"], place["geo"]["longitude"]) == (55.73, 12.36)
    hours = [
        (it["dayOfWeek"].rpartition("/")[2], it["opens"], it["closes"]) for it in place["openingHoursSpecification"]
    ]
    assert hours == [("Monday", "08:00", "22:00"), ("Friday", "20:00", "02:00"), ("Sunday", "00:00", "23:59")]


def test_linked_data__public_events__are_told_once_and_nothing_else(get, diary):
    diary(kind=BookingKind.PUBLIC_EVENT, activity="Høstfest</script>", spaces=("skolen/hal",))
    diary(start="10:00", end="11:00", kind=BookingKind.PRIVATE, activity="Barnedåb")
    diary(start="12:00", end="13:00")
    _, event = linked(get(f"/venues/skolen?date={DAY}").text)
    assert (event["@type"], event["name"]) == ("Event", "Høstfest</script>")
    assert event["url"].endswith("/venues/skolen?date=2027-01-12")
    assert (event["startDate"], event["organizer"]["name"]) == ("2027-01-12T17:00:00+01:00", "Håndboldklubben")


def test_linked_data__a_venue_that_names_nobody__tells_of_no_event(app, get, diary, town):
    diary(kind=BookingKind.PUBLIC_EVENT, activity="Høstfest")
    with app.app_context():
        Scene(town).change(Venue, "skolen", names_users=False)
    assert len(linked(get(f"/venues/skolen?date={DAY}").text)) == 1
