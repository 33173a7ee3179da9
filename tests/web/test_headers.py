"""A browser is told to load nothing but our own, and pages keep to it."""

import re
from pathlib import Path

import pytest

from booking import create_app
from tests.databases import settings

PAGES = ("/", "/venues/", "/venues/skolen", "/venues/skolen/hal", "/day/skolen", "/nowhere")
STYLE = Path(__file__).parent.parent.parent / "booking" / "web" / "static" / "style.css"


@pytest.mark.parametrize("path", PAGES)
def test_page__any__is_protected(get, path):
    headers = get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_page__any__has_nothing_inline_and_nothing_of_others(get, path):
    page = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", get(path).text)
    assert not re.search(r"<script(?! src=)|<script[^>]*>[^<]|<style| style=| on\w+=", page)
    loaded = re.findall(r'(?:src|<link rel="(?:stylesheet|icon)" href)="([^"]+)"', page)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


def test_style__any__loads_nothing_of_others():
    assert not re.search(r"@import|url\(", STYLE.read_text())


def test_page__over_https__promises_to_stay_there(tmp_path):
    config = settings(f"sqlite:///{tmp_path}/x.sqlite", tmp_path, PUBLIC_URL="https://lokaler.example")
    answer = create_app(config).test_client().get("/nowhere")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
