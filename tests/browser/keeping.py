"""What tests of kept texts have in common: typing, leaving, coming back, and what is offered then."""

import pytest
from django.conf import settings

from dekom.portal.demo.load import PASSWORD
from tests.access import PEOPLE
from tests.browser.people import basis_of, go, path
from tests.browser.visitor import Everybody

OFFER = ".dk-kept"


@pytest.fixture
def text(request):
    """What one test writes, and no other."""
    return f"Skrevet før økta tok slutt: {request.node.name}."


def press(place):
    """By the keyboard, as it must be possible everywhere."""
    place.focus()
    place.page.keyboard.press("Enter")


def comment_page():
    basis = basis_of()
    return path(basis, "part", "needs")


def write_comment(page, text):
    press(page.locator("[data-field=basis-needs] .dk-fieldlinks summary"))
    page.fill("#say-basis-needs", text)


def sign_in(page, role):
    page.fill("input[name=login]", PEOPLE[role])
    page.fill("input[name=password]", PASSWORD)
    press(page.locator("main button[type=submit]"))
    page.wait_for_url(lambda url: "/account/login" not in url)


def become(page, role):
    """Somebody else sits down at the same machine and signs in, whose browser keeps what it keeps."""
    page.context.clear_cookies()
    cookies = [*Everybody().cookies(role), (settings.CSRF_COOKIE_NAME, "t" * 32)]  # as signing in makes a token anew
    page.context.add_cookies([{"name": name, "value": value, "url": page.base} for name, value in cookies])


def reopened(page, where):
    """The tab is closed, and the page opened in another."""
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.base = page.base
    go(again, where)
    return again


def offered(page):
    page.locator(OFFER, has_text="som ikke ble lagret").wait_for()
    return page.locator(OFFER)


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('dekom:keep:')).length")
