"""Takes a page through every role that may see it.

A view's first page is read in the browser, and after it each page that holds a kind of element which no page held
before. ``make test-long`` reads every page as every role.
"""

import os
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from lxml.etree import Element

from tests.browser.reading import WIDTHS, faults
from tests.page_guard import parsed

TELLING = ("type", "role", "scope", "lang", "data-color", "data-variant", "data-size")
EVERY_PAGE = os.environ.get("HYPOTHESIS_PROFILE") == "long"


def read(view, url, roles, visitors, known):
    """What is wrong, and how much was read. ``known``: what was read so far, which it adds to."""
    found, unread = [], {role: kinds for role in roles if (kinds := fetched(view, url, role, visitors))}
    count = {"pages": len(unread), "opened": 0, "views": 0}
    while unread:
        role = max(unread, key=lambda role: len(unread[role] - known))  # the fullest first: it often shows all
        kinds = unread.pop(role)
        if kinds <= known and not EVERY_PAGE:
            break
        known |= kinds
        for tab in (visitors.scripted, visitors.plain):
            tab.become(visitors.everybody.cookies(role))
        found += [f"{role} {fault}" for fault in faults(visitors, url)]
        count["opened"] += 1
        count["views"] += len(WIDTHS)
    return found, count


def fetched(view, url, role, visitors):
    """What there is to read on the page, which the test client reads too; nothing if it is a file."""
    response = visitors.everybody.client(role).get(url)
    assert response.status_code == 200, (url, role)
    if not response["Content-Type"].startswith("text/html"):
        return set()
    return {view, *kinds_of(response.content.decode())}


def kinds_of(page):
    """What kinds of elements stand on a page, whatever its words and numbers, and how headings follow.

    An element's kind is how it and all around it are marked up, and what it is filled with: what axe and the style
    sheets go by. A class that no style sheet and no script names is only a name.
    """
    [body] = parsed(page).xpath("//body")
    headings = body.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6")
    return {*_kinds(body, 0), *pairwise(["body", *(heading.tag for heading in headings)])}


def _kinds(element, around):
    attributes = sorted(f"{name} empty" if value == "" else name for name, value in element.items())
    classes = sorted(_named().intersection(element.get("class", "").split()))
    kind = hash((around, element.tag, *attributes, *classes, *(element.get(name) for name in TELLING)))
    has_words = any((text or "").strip() for text in (element.text, *(child.tail for child in element)))
    yield kind, has_words, len(element) > 0
    for child in element.iterchildren(tag=Element):
        yield from _kinds(child, kind)


@cache
def _named():
    """Every word of the style sheets and scripts."""
    files = (storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    texts = (Path(file).read_text() for file in files if file.endswith((".css", ".js")))
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}
