"""A real browser, and the town served to it with a full day of bookings."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from booking import create_app
from booking.model import db
from booking.services import cancellations, closures
from booking.services.actors import SYSTEM
from booking.services.closures import Closing
from booking.services.targets import Scope
from booking.vocabulary import BookingKind
from calendars.zone import days, zone
from tests.databases import Databases, settings
from tests.services.diary import LONG_BEFORE, book
from tests.serving import served
from tests.town import founded

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
MISSING = "The browser tests need Chromium: install it (Debian: apt-get install chromium), or set SAMBRUG_NO_BROWSER=1."
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks at a page."""

    width: int
    scheme: Literal["light", "dark"]
    language: str


LOOKS = (Look(390, "dark", "da"), Look(1280, "light", "en"))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Opens pages of the served town."""

    browser: Browser
    url: str

    @contextmanager
    def page(self, path: str, look: Look) -> Iterator[Page]:
        context = self.browser.new_context(
            viewport={"width": look.width, "height": 900}, color_scheme=look.scheme, locale=look.language
        )
        page = context.new_page()
        page.goto(self.url + path)
        try:
            yield page
        finally:
            context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if os.environ.get("SAMBRUG_NO_BROWSER") == "1":
        pytest.skip("SAMBRUG_NO_BROWSER=1")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def viewer(browser: Browser, kinds: dict[str, Databases], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewer]:
    url = kinds["sqlite"].create()
    directory = tmp_path_factory.mktemp("browser")
    _fill(url, tmp_path_factory)
    with served(url, directory, workers=1) as server:
        yield Viewer(browser, server.url)


def _fill(url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A day as full as a large school's: every kind of entry that a sheet can have, thirty in all."""
    app = create_app(settings(url, tmp_path_factory.mktemp("fill")))
    founded(app)
    with app.app_context():
        book("00:00", "02:00", spaces=("skolen/hal",), organization="judo", people=180, kind=BookingKind.OVERNIGHT)
        for hour in range(7, 22):
            book(f"{hour:02}:00", f"{hour:02}:50", setup_minutes=5, rrule="FREQ=DAILY;COUNT=3")
            book(f"{hour:02}:00", f"{hour + 1:02}:00", spaces=("skolen/bane",), people=6, lanes=1 + hour % 4)
        cancelled = book("22:00", "23:00", organization="judo", kind=BookingKind.PRIVATE).ref
        cancellations.cancel(cancelled, Scope.ALL, None, "", None, SYSTEM, LONG_BEFORE.replace(day=31))
        day = LONG_BEFORE.date().replace(2027, 1, 14)
        closed = Closing(days(day, day, zone("Europe/Copenhagen")), True, "Pumpen skiftes")
        closures.close("skolen", "bane", closed, SYSTEM, LONG_BEFORE)
        db.engine.dispose()
