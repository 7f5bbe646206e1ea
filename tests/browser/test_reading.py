"""The reader of pages sees what it is there to see: shown a page with a fault of each kind."""

from urllib.parse import urlsplit

import pytest

from tests.browser.reading import faults
from tests.browser.walk import kinds_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
POLICY = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'self'"}
PAGE = """<!doctype html><html lang="nb"><head><title>A</title><link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/wide.css"></head><body><main><h1>A</h1>{}</main>
<script src="/added.js"></script></body></html>"""
FILES = {
    "/bad/": (
        POLICY,
        PAGE.format('<input type="text"><p class="wide">B</p><p id="c"></p><img src="/gone.png" alt="">'),
    ),
    "/inline/": (POLICY, PAGE.format("<script>1</script>")),
    "/good/": (POLICY, PAGE.format("<p>B</p>")),
    "/wide.css": ({"Content-Type": "text/css"}, "body { margin: 0 } .wide { width: 340px }"),
    "/added.js": (
        {"Content-Type": "text/javascript"},
        "if (document.getElementById('c')) { document.getElementById('c').textContent = 'only by script'; oops(); }",
    ),
}


def given(tab):
    """The browser finds our made-up files where it looks for the site's."""
    for path in FILES:
        tab.page.route(f"{tab.address}{path}", hand_over)


def hand_over(route):
    headers, body = FILES[urlsplit(route.request.url).path]
    route.fulfill(headers=headers, body=body)


@pytest.fixture
def readers(visitors):
    tabs = (visitors.scripted, visitors.plain)
    for tab in tabs:
        given(tab)
    yield visitors
    for tab in tabs:
        tab.page.unroute_all()


def test_finds_nothing_in_a_good_page(readers):
    assert faults(readers, "/good/") == []


def test_finds_what_is_wrong(readers):
    found = "\n".join(faults(readers, "/bad/"))

    for fault in (
        "1280: label (1): <input",
        "360: label (1): <input",
        "320: scrolls sideways, 340 in 320: <p class=",
        "script: oops is not defined",
        f"404: {readers.scripted.address}/gone.png",
        "without JavaScript: 'only by script' is missing",
    ):
        assert fault in found, found


def test_finds_what_the_policy_forbids(readers):
    found = faults(readers, "/inline/")

    assert any(fault.startswith("CSP: script-src-elem: inline") for fault in found), found


def test_words_do_not_make_a_new_kind_of_element():
    page = '<main id="a"><p class="b">{}</p><ul>{}</ul><br/></main>'

    assert kinds_of(page.format("One", "<li>1</li>")) == kinds_of(page.format("Another", "<li>2</li><li>3</li>"))


@pytest.mark.parametrize(
    "other",
    [
        '<p class="c">B</p>',
        '<p class="b" id="d">B</p>',
        '<p class="b"></p>',
        '<div><p class="b">B</p></div>',
        "<h3>B</h3>",
    ],
)
def test_what_looks_otherwise_is_a_new_kind(other):
    assert not kinds_of(f"<main><h2>A</h2>{other}</main>") <= kinds_of(
        '<main><h2>A</h2><p class="b">B</p><p>C</p></main>'
    )
