"""Every page can be used by everyone: WCAG 2.1 AA as far as a machine can tell (axe-core), and by keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import LOOKS, Look, Viewer

DAY = "2027-01-12"
PAGES = (
    "/",
    "/venues/",
    "/venues/?q=nowhere",
    f"/venues/skolen?date={DAY}",
    f"/venues/skolen/hal?date={DAY}",
    f"/venues/skolen/bane?date={DAY}",
    f"/venues/torvet?date={DAY}",
    f"/day/skolen?date={DAY}",
    "/day/skolen?date=2027-03-01",
    "/nowhere",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
NARROWEST = 320
"""WCAG 2.1, 1.4.10: nothing needs scrolling in two directions at 320 CSS pixels."""


@pytest.mark.parametrize("path", PAGES)
def test_page__checked_by_axe__has_no_violation(viewer: Viewer, path: str) -> None:
    for look in LOOKS:
        with viewer.page(path, look) as page:
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{look}: {found.generate_report()}"


def test_axe__a_picture_without_words__is_noticed(viewer: Viewer) -> None:
    with viewer.page("/", LOOKS[0]) as page:
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert Axe().run(page, options=RULES).violations_count > 0


@pytest.mark.parametrize("path", PAGES)
def test_page__any_width__needs_no_scrolling_sideways(viewer: Viewer, path: str) -> None:
    for width in (NARROWEST, 390, 768, 1280):
        with viewer.page(path, Look(width, "light", "da")) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_page__any__breaks_no_policy(viewer: Viewer, path: str) -> None:
    context = viewer.browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(viewer.url + path)
    context.close()
    assert [text for text in said if "404" not in text] == []


def test_page__first_tab__skips_to_the_content(viewer: Viewer) -> None:
    with viewer.page("/venues/skolen", Look(1280, "light", "en")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        box = page.locator(".skip").bounding_box()
        assert box
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_page__focus__is_seen(viewer: Viewer) -> None:
    with viewer.page("/venues/", Look(1280, "light", "en")) as page:
        for _ in range(3):
            page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_search__typed_and_entered__finds_the_venue(viewer: Viewer) -> None:
    with viewer.page("/", Look(390, "light", "en")) as page:
        page.get_by_label("Name, place or equipment").fill("hal-a")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Skolen").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Skolen"


def test_week__on_a_telephone__shows_one_day_and_leads_to_the_others(viewer: Viewer) -> None:
    with viewer.page(f"/venues/skolen/hal?date={DAY}", Look(390, "light", "en")) as page:
        table = page.get_by_role("table", name="Hal", exact=True)
        heads = [head.inner_text() for head in table.get_by_role("columnheader").all() if head.is_visible()]
        assert heads[1:] == ["Tue 12 Jan", "Hal-a", "Hal-b"]
        page.get_by_role("link", name="Wednesday 13 January 2027").click()
        assert "date=2027-01-13" in page.url


def test_language__switched__is_the_same_page_in_the_other(viewer: Viewer) -> None:
    with viewer.page(f"/venues/skolen?date={DAY}", Look(1280, "light", "da")) as page:
        page.get_by_role("link", name="English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert "Week 2" in page.locator("h2#week").inner_text()
