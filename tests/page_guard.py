"""Reads every page that a test fetches: what no page may hold, and what every page must."""

import re
from collections import Counter
from html.parser import HTMLParser

from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNRENDERED = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
# Django's own admin, where we do not write the template: what is let pass there, and why
OURS_ONLY: dict[str, str] = {}


class Page(HTMLParser):
    """What the page holds of what we look for."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.faults = []
        self.ids = Counter()
        self.tags = Counter()
        self.lang = None
        self.texts = Counter()  # how many characters of text are in title and h1
        self._inside = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags[tag] += 1
        if tag not in VOID:
            self._inside.append(tag)
        if found := attributes.get("id"):
            self.ids[found] += 1
        if "id" in attributes and not attributes["id"]:
            self.faults.append(f"<{tag}> with an empty id")
        if tag == "html":
            self.lang = attributes.get("lang")
        if tag == "script" and "src" not in attributes and attributes.get("type") != "application/json":
            self.faults.append("inline script")
        if tag == "style":
            self.faults.append("inline style sheet")
        if "style" in attributes:
            self.faults.append(f"<{tag} style={attributes['style']!r}>")
        if tag == "img" and "alt" not in attributes:
            self.faults.append(f"image without alt: {attributes.get('src')}")
        for name, value in attributes.items():
            if name.startswith("on"):
                self.faults.append(f"inline handler: <{tag} {name}>")
            if name in {"href", "src", "action"} and (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"script in an address: <{tag} {name}>")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._inside.pop()

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        for tag in ("title", "h1"):
            if tag in self._inside and "svg" not in self._inside:
                self.texts[tag] += len(data.strip())


def faults(text):
    """Everything that is wrong with a page, or with a part of one that htmx fetches; nothing if all is well."""
    page = Page(text)
    found = page.faults
    found += [f"id {name!r} stands {count} times" for name, count in page.ids.items() if count > 1]
    if unrendered := UNRENDERED.search(text):
        found.append(f"not rendered: {text[max(0, unrendered.start() - 40) : unrendered.end() + 40]!r}")
    if page.tags["html"]:
        found += ["no lang"] * (not page.lang)
        found += ["no title"] * (not page.texts["title"])
        found += [f"{page.tags['h1']} h1, not one"] * (page.tags["h1"] != 1)
        found += ["empty h1"] * (page.tags["h1"] == 1 and not page.texts["h1"])
        found += [f"{page.tags['main']} main, not one"] * (page.tags["main"] != 1)
    return found


class GuardedClient(Client):
    """Django's test client, which fails the test that is given a page with a fault."""

    def request(self, **request):
        response = super().request(**request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and response.content:
            found = faults(response.content.decode(response.charset))
            assert not found, f"{request.get('PATH_INFO')}: " + "; ".join(found)
        return response
