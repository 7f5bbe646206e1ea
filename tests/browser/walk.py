"""Takes a page through every role that may see it.

A page is read in the browser where it holds a kind of element that no page of the same view held before it. The frame
around the pages, with its menu by role, is read as each role on the first page.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.browser.reading import WIDTHS, faults
from tests.page_guard import VOID

FIRST_PAGE = "/"
TELLING = ("class", "type", "role", "scope", "lang", "data-color", "data-variant", "data-size")


def read(url, roles, visitors, known):
    """What is wrong, and how much was read. ``known``: the kinds of elements read so far, which it adds to."""
    found, count = [], {"pages": 0, "opened": 0, "views": 0}
    for role in roles:
        response = visitors.everybody.client(role).get(url)
        assert response.status_code == 200, (url, role)
        if not response["Content-Type"].startswith("text/html"):
            continue
        count["pages"] += 1
        kinds = {
            (role if url == FIRST_PAGE else role == "stranger", kind) for kind in kinds_of(response.content.decode())
        }
        if kinds <= known:
            continue
        known |= kinds
        for tab in (visitors.scripted, visitors.plain):
            tab.become(visitors.everybody.cookies(role))
        found += [f"{role} {fault}" for fault in faults(visitors, url)]
        count["opened"] += 1
        count["views"] += len(WIDTHS)
    return found, count


def kinds_of(page):
    """What kinds of elements stand inside a page's frame, whatever its words and numbers, and how headings follow.

    An element's kind is how it and all around it are marked up, and what it is filled with: what axe and the style
    sheets go by.
    """
    reader = _Reader()
    reader.feed(page.partition("<main")[2].partition("</main>")[0])
    reader.close()
    return {*reader.found, tuple(reader.headings)}


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
        kind = hash((self.open[-1].kind, tag, *names, *(given.get(name) for name in TELLING)))
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
