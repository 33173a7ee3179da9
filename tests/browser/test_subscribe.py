"""The address of a calendar is copied by keyboard alone, and is there to copy by hand without scripts."""

from playwright.sync_api import expect

from tests.browser.conftest import Look, Viewer

LOOK = Look(390, "light", "en")


def test_subscribe__copy_pressed_by_keyboard__says_so_and_keeps_the_focus(viewer: Viewer) -> None:
    with viewer.page("/venues/skolen", LOOK) as page:
        button = page.get_by_role("button", name="Copy", exact=True)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#calendar-copied")).to_have_text("The address is copied.")
        expect(button).to_be_focused()


def test_subscribe__without_scripts__has_the_address_and_no_dead_button(viewer: Viewer) -> None:
    context = viewer.browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(f"{viewer.url}/venues/skolen")
    address = page.get_by_label("Or copy the address into your calendar program:").input_value()
    assert address.endswith("/calendars/venues/skolen.ics")
    expect(page.get_by_role("button", name="Copy", exact=True)).to_have_count(0)
    context.close()
