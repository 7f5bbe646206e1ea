"""The site by keyboard, on a phone, and without JavaScript: what a person does, not only what a page shows."""

import pytest
from django.conf import settings

from dekom.portal.demo.load import PASSWORD
from tests.browser.reading import PHONE, WIDE
from tests.demo_database import NOBODY

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
OUTLINED = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
FOCUSED = "() => document.activeElement.id || document.activeElement.textContent.trim()"


def as_role(tab, visitors, role):
    tab.become(visitors.everybody.cookies(role))
    return tab.page


def follow(place):
    """Press a link or a button, and wait for the page it leads to, which may have the same address."""
    with place.page.expect_navigation():
        place.click()


def test_the_first_tab_leads_past_the_menu(visitors):
    page = as_role(visitors.scripted, visitors, "secretariat")
    visitors.scripted.open("/", WIDE)

    page.keyboard.press("Tab")
    link = page.locator(":focus")
    seen = link.get_attribute("href"), link.is_visible(), link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")

    assert (seen, page.evaluate(FOCUSED)) == (("#main", True, True), "main")


def test_whatever_has_the_focus_shows_it(visitors):
    page = as_role(visitors.scripted, visitors, "secretariat")
    visitors.scripted.open("/networks/", WIDE)

    unmarked = []
    for _step in range(25):
        page.keyboard.press("Tab")
        if not page.evaluate(OUTLINED):
            unmarked.append(page.evaluate(FOCUSED))

    assert unmarked == []


@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_menu_opens_on_a_phone(visitors, has_scripts):
    tab = visitors.scripted if has_scripts else visitors.plain
    page = as_role(tab, visitors, "secretariat")
    tab.open("/", PHONE)
    menu = page.locator(".dk-menu nav")
    before = menu.is_visible()

    page.locator(".dk-menu summary").focus()
    page.keyboard.press("Enter")

    assert (before, menu.is_visible()) == (False, True)
    follow(menu.locator("a", has_text="Nettverk"))
    assert page.url == f"{tab.address}/networks/"


def test_signs_in_and_out_without_scripts(visitors):
    tab = visitors.plain
    page = as_role(tab, visitors, "stranger")
    tab.open("/networks/", WIDE)  # closed: leads to the sign-in page, and on afterwards

    page.fill("input[name=login]", NOBODY)
    page.fill("input[name=password]", PASSWORD)
    follow(page.locator("main button[type=submit]"))
    assert page.url == f"{tab.address}/networks/"
    page.locator(".dk-user summary").click()
    follow(page.locator(".dk-user form button"))

    assert page.url.startswith(f"{tab.address}/account/login/")


def test_changes_language_without_scripts(visitors):
    tab = visitors.plain
    page = as_role(tab, visitors, "stranger")
    tab.open("/privacy/", WIDE)
    language = page.locator("html").get_attribute("lang")

    follow(page.locator("footer button[value=nn]"))

    changed = page.locator("html").get_attribute("lang"), page.url
    assert (language, changed) == (settings.LANGUAGE_CODE, ("nn", f"{tab.address}/privacy/"))


def test_filters_without_scripts(visitors):
    tab = visitors.plain
    page = as_role(tab, visitors, "secretariat")
    tab.open("/networks/", WIDE)
    before = page.locator("main").inner_text()

    page.fill("main form input[name=q]", "Fosen")
    follow(page.locator("main form [type=submit]").first)

    after = page.locator("main").inner_text()
    assert "q=Fosen" in page.url
    assert ("Gauldal" in before, "Gauldal" in after, "Fosen" in after) == (True, False, True)


def test_asks_before_it_stores_an_import_without_scripts(visitors):
    """A form with a file, sent empty, comes back with its error."""
    tab = visitors.plain
    page = as_role(tab, visitors, "secretariat")
    tab.open("/people/import/", WIDE)

    page.evaluate("document.querySelectorAll('[required]').forEach((field) => field.removeAttribute('required'))")
    follow(page.locator("main form [type=submit]").first)

    assert page.locator("main [data-color=danger], main .ds-validation-message").first.is_visible()
