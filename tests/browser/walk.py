"""Takes every page through every role that may see it.

All are fetched. Then the browser reads the fewest that hold each view, and each kind of element that any page holds.
``make test-long`` reads every page as every role.
"""

import re
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from lxml.etree import Element

from tests.browser.reading import WIDTHS, faults
from tests.long import IS_LONG
from tests.page_guard import parsed

TELLING = ("type", "role", "scope", "lang", "data-color", "data-variant", "data-size")


class Walk:
    """The pages of a module. Each is fetched before the first is read."""

    def __init__(self, visitors):
        self.visitors = visitors
        self.urls = {}
        self.kinds = {}  # of each page as each role gets it

    def fetch(self, page, view, url, roles):
        """The page as each role gets it from the test client, which reads it too. A file has nothing more to read."""
        self.urls[page] = url
        for role in roles:
            response = self.visitors.everybody.client(role).get(url)
            assert response.status_code == 200, (url, role)
            if response["Content-Type"].startswith("text/html"):
                self.kinds[page, role] = {view, *kinds_of(response.content.decode())}

    @cached_property
    def telling(self):
        """The fewest pages, nearly, that hold all kinds: the one that holds most of those left, again and again."""
        found, left = set(), self.kinds
        while left:
            fullest = max(left, key=lambda each: len(left[each]))
            found.add(fullest)
            unseen = {each: kinds - left[fullest] for each, kinds in left.items()}
            left = {each: kinds for each, kinds in unseen.items() if kinds}
        return found

    def read(self, page):
        """Read the page in the browser: nothing may be wrong with it. Gives how much was read."""
        url = self.urls[page]
        roles = [role for fetched, role in self.kinds if fetched == page]
        opened = [role for role in roles if IS_LONG or (page, role) in self.telling]
        found = []
        for role in opened:
            for tab in (self.visitors.scripted, self.visitors.plain):
                tab.become(self.visitors.everybody.cookies(role))
            found += [f"{role} {fault}" for fault in faults(self.visitors, url)]
        assert not found, f"{url}\n" + "\n".join(found)
        return {"pages": len(roles), "opened": len(opened), "views": len(opened) * len(WIDTHS)}


def kinds_of(page):
    """What kinds of elements stand on a page, whatever its words and numbers, and how headings follow.

    An element's kind is how it and all around it are marked up, and what it is filled with: what axe and the style
    sheets go by. A class that no style sheet and no script names is only a name.
    """
    [body] = parsed(page).xpath("//body")
    headings = body.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6")
    return {*_kinds(body, 0), *pairwise(["body", *(heading.tag for heading in headings)])}


def _kinds(element, around):
    kind = _kind(around, element.tag, *element.items())
    has_words = any((text or "").strip() for text in (element.text, *(child.tail for child in element)))
    yield kind, has_words, len(element) > 0
    for child in element.iterchildren(tag=Element):
        yield from _kinds(child, kind)


@cache
def _kind(around, tag, *attributes):
    names = sorted(f"{name} empty" if value == "" else name for name, value in attributes)
    told = dict(attributes)
    classes = sorted(_named().intersection(told.get("class", "").split()))
    return hash((around, tag, *names, *classes, *map(told.get, TELLING)))


@cache
def _named():
    """Every word of the style sheets and scripts."""
    files = (storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    texts = (Path(file).read_text() for file in files if file.endswith((".css", ".js")))
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}
