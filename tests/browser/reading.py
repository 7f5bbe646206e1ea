"""Reads one page in the browser, wide and narrow, with JavaScript and without, and says what is wrong with it."""

import re

from tests.browser.server import AXE

WIDE, PHONE, NARROWEST = 1280, 360, 320
WIDTHS = (WIDE, PHONE)  # where axe reads
OPTIONS = {"resultTypes": ["violations"], "preload": False}  # no second fetching of style sheets: none locks the screen

# What is let pass, where, and why: only what Django's admin brings that is not ours
EXCEPTIONS = [
    (
        r"without JavaScript: 'Legg til: ",
        "/admin/",
        "Django adds rows to a table of parts by its own script; each part that is added often has a page of its own",
    ),
    (
        r"without JavaScript: '×'",
        "/admin/",
        "empties a search field that Django's own script makes; without it there is an ordinary list",
    ),
]

TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return "";
    const scrolls = (element) =>
        element && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
    const wide = [...document.body.querySelectorAll("*")].filter((element) =>
        element.getBoundingClientRect().right > room + 1 && !scrolls(element.parentElement));
    return `${document.documentElement.scrollWidth} in ${room}: ` +
        (wide.length ? wide : [document.body]).slice(-1)[0].outerHTML.slice(0, 150);
}"""
RUN_AXE = "async (options) => (await axe.run(options)).violations"
LINES = """() => [...new Set(document.querySelector("main").innerText.split(/\\n|\\t/).map((line) => line.trim()))]"""


def faults(visitors, url):
    """What is wrong with the page at ``url`` for whom the visitors are."""
    tab = visitors.scripted
    tab.open(url, WIDE)
    found = tab.complaints + tab.violations()  # before our scripts, which break the policy themselves
    shown = tab.page.evaluate(LINES)
    bring_axe(tab.page)
    for width in WIDTHS:
        found += too_wide(tab, width) + axe(tab, width)
    found += too_wide(tab, NARROWEST)
    found += faults_without_scripts(visitors.plain, url, shown)
    return [fault for fault in found if not is_let_pass(fault, url)]


def is_let_pass(fault, url):
    return any(re.match(pattern, fault) and url.startswith(start) for pattern, start, _why in EXCEPTIONS)


def faults_without_scripts(tab, url, shown):
    """Everything that the page says with JavaScript it says without."""
    tab.open(url, WIDE)
    missing = set(shown) - set(tab.page.evaluate(LINES))
    hidden = [] if tab.page.locator("h1").is_visible() else ["without JavaScript: no h1"]
    return tab.complaints + hidden + [f"without JavaScript: {line!r} is missing" for line in sorted(missing)]


def too_wide(tab, width):
    tab.page.set_viewport_size({"width": width, "height": 900})
    found = tab.page.evaluate(TOO_WIDE)
    return [f"{width}: scrolls sideways, {found}"] if found else []


def bring_axe(page):
    """What the page must have before axe reads it."""
    page.add_script_tag(url=AXE)


def axe(tab, width):
    violations = tab.page.evaluate(RUN_AXE, OPTIONS)
    return [
        f"{width}: {each['id']} ({len(each['nodes'])}): {each['nodes'][0]['html'][:150]}"
        f" – {each['nodes'][0]['failureSummary'].splitlines()[-1].strip()[:200]}"
        for each in violations
    ]
