"""Takes a page through every role that may see it.

A view's first page is read in the browser, and after it each page that holds a kind of element which no page held
before. The frame around the pages, with its menu by role, is read as each role on the first page. ``make test-long``
reads every page as every role.
"""

import os
import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

from tests.browser.reading import WIDTHS, faults
from tests.page_guard import VOID

FIRST_PAGE = "/"
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
    frame = role if url == FIRST_PAGE else role == "stranger"
    return {view, *((frame, kind) for kind in kinds_of(response.content.decode()))}


def kinds_of(page):
    """What kinds of elements stand inside a page's frame, whatever its words and numbers, and how headings follow.

    An element's kind is how it and all around it are marked up, and what it is filled with: what axe and the style
    sheets go by. A class that no style sheet and no script names is only a name.
    """
    reader = _Reader()
    reader.feed(page.partition("<main")[2].partition("</main>")[0])
    reader.close()
    return reader.found | set(pairwise(["main", *reader.headings]))


@cache
def _named():
    """Every word of the style sheets and scripts."""
    files = (storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    texts = (Path(file).read_text() for file in files if file.endswith((".css", ".js")))
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}


@dataclass
class _Element:
    tag: str
    kind: int
    filled: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [_Element("main", 0)]
        self.found = set()
        self.headings = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        names = sorted(f"{name} empty" if value == "" else name for name, value in attrs)
        classes = sorted(_named().intersection((given.get("class") or "").split()))
        kind = hash((self.open[-1].kind, tag, *names, *classes, *(given.get(name) for name in TELLING)))
        self.open[-1].filled.add("elements")
        self.open.append(_Element(tag, kind))
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(tag)
        if tag in VOID:
            self._end()

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._end()

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self._end() != tag:
            pass

    def handle_data(self, data):
        if data.strip():
            self.open[-1].filled.add("words")

    def _end(self):
        element = self.open.pop()
        self.found.add((element.kind, *sorted(element.filled)))
        return element.tag
