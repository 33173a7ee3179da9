"""Everyone can see what there is, and who has it when, without signing in."""

import pytest

DAY = "2027-01-12"


def test_start__anyone__finds_a_search_the_kinds_and_the_api(get):
    page = get("/").text
    assert 'action="/venues/"' in page
    assert "Schools" in page
    assert "/api/v1/openapi.json" in page


def test_venues__no_search__lists_all_by_kind_with_counts(get):
    page = get("/venues/").text
    assert "2 venues in all." in page
    assert page.index("Schools") < page.index("Skolen") < page.index("Squares") < page.index("Torvet")
    assert "4 spaces" in page


@pytest.mark.parametrize(
    ("words", "found"), [("skol", "Skolen"), ("HAL-A", "Skolen"), ("TORV", "Torvet"), ("GULV skolen", "Skolen")]
)
def test_venues__search__finds_by_name_and_space(get, words, found):
    page = get(f"/venues/?q={words}").text
    assert f">{found}</a>" in page
    assert f"1 venue of 2 for “{words}”." in page


def test_venues__nothing_found__says_so_and_leads_back(get):
    page = get("/venues/?q=rumskib").text
    assert "0 venues of 2 for “rumskib”." in page
    assert "Show all" in page


def test_venue__week__names_who_has_what_when(get, diary):
    diary(spaces=("skolen/hal",))
    page = get(f"/venues/skolen?date={DAY}").text
    assert "Week 2" in page
    assert "17:00–18:30" in page
    assert "Håndboldklubben" in page


def test_venue__hall_booked__is_one_block_over_both_halves(get, diary):
    diary(spaces=("skolen/hal",))
    assert 'colspan="2"><div>' in get(f"/venues/skolen?date={DAY}").text


def test_venue__half_booked__leaves_the_other_free(get, diary):
    diary()
    page = get(f"/venues/skolen?date={DAY}").text
    assert page.count("Håndboldklubben") == 1
    assert 'colspan="2"><div>' not in page


def test_venue__lanes__are_shown_a_day_at_a_time_and_as_a_line(get, diary):
    diary(spaces=("skolen/bane",), people=6, lanes=2)
    page = get(f"/venues/skolen?date={DAY}").text
    assert page.count("Håndboldklubben") == 2
    assert "lanes 1–2" in page


def test_venue__week__leads_to_the_weeks_around_it(get):
    page = get(f"/venues/skolen?date={DAY}").text
    assert "/venues/skolen?date=2027-01-04#week" in page
    assert "/venues/skolen?date=2027-01-18#week" in page


def test_venue__any__leads_to_its_calendar_and_to_the_api(get):
    page = get("/venues/skolen").text
    assert 'href="webcal://127.0.0.1:8000/calendars/venues/skolen.ics"' in page
    assert 'href="/calendars/venues/skolen.ics"' in page
    assert 'href="/api/v1/venues/skolen"' in page


def test_space__half__shows_the_hall_that_blocks_it(get, diary):
    diary(spaces=("skolen/hal",))
    page = get(f"/venues/skolen/hal-a?date={DAY}").text
    assert "Håndboldklubben" in page
    assert "100 persons" in page
    assert 'href="/calendars/spaces/skolen/hal-a.ics"' in page


@pytest.mark.parametrize("path", ["/venues/skolen", "/venues/skolen/hal-a", "/day/skolen"])
def test_page__someone_responsible__is_never_named(get, diary, path):
    """Behaviour 24: the public never sees names and telephone numbers."""
    diary()
    page = get(f"{path}?date={DAY}").text
    assert "Håndbold" in page
    assert "Ida" not in page
    assert "00 00 00" not in page
    assert "naboen" not in page


@pytest.mark.parametrize("path", ["/venues/skolen", "/venues/skolen/hal-a", "/day/skolen"])
def test_page__text_with_markup__is_escaped(get, diary, path):
    diary(activity="<script>alert('x')</script>")
    page = get(f"{path}?date={DAY}").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_venues__search_with_markup__is_escaped(get):
    page = get("/venues/?q=%22%3E%3Cscript%3E").text
    assert "<script" not in page
