"""The caretaker's sheet of a full day fits on one or two pages of A4."""

import re

from tests.browser.conftest import Look, Viewer

A4 = {"width": 595, "height": 842}
"""Points."""


def test_day__printed__is_one_or_two_pages_of_a4(viewer: Viewer) -> None:
    with viewer.page("/day/skolen?date=2027-01-12", Look(1280, "light", "da")) as page:
        assert page.locator(".entries tbody tr").count() >= 30
        paper = page.pdf(prefer_css_page_size=True)
    boxes = [tuple(round(float(side)) for side in box.split()) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", paper)]
    assert 1 <= len(re.findall(rb"/Type /Page\b", paper)) <= 2
    assert set(boxes) == {(0, 0, A4["width"], A4["height"])}


def test_day__printed__has_boxes_to_tick_and_nothing_to_click(viewer: Viewer) -> None:
    with viewer.page("/day/skolen?date=2027-01-12", Look(1280, "light", "en")) as page:
        page.emulate_media(media="print")
        assert page.get_by_text("checked").first.is_visible()
        assert not page.get_by_role("link", name="English").is_visible()
        assert not page.get_by_role("button", name="Show").is_visible()
