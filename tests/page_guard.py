"""Reads every page that a test fetches: what no page may hold, and what every page must."""

import re
from collections import Counter
from html.parser import HTMLParser

from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
JSON_OF_THE_ADMIN = re.compile(r'data-inline-formset="[^"]*"')  # ends in braces of its own
PLACEHOLDERS = re.compile(  # the secretariat's own, where it writes them
    r"<textarea[^>]*data-placeholders[^>]*>.*?</textarea>|<code data-placeholder=[^>]*>.*?</code>", re.DOTALL
)
UNRENDERED = re.compile(r"\{\{[^{}]*\}\}|\{%|%\}|\{#|#\}")


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
        if "id" in attributes:
            self.ids[attributes["id"]] += 1
        if tag == "html":
            self.lang = attributes.get("lang")
        self.faults += element_faults(tag, attributes)

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


def element_faults(tag, attributes):
    """What stands in the page that should stand in a file of its own, and what is left out."""
    if tag == "script" and "src" not in attributes and attributes.get("type") != "application/json":
        yield "inline script"
    if tag == "style":
        yield "inline style sheet"
    if tag == "img" and "alt" not in attributes:
        yield f"image without alt: {attributes.get('src')}"
    if attributes.get("id") == "":
        yield f"<{tag}> with an empty id"
    for name, value in attributes.items():
        is_script = name in {"href", "src", "action"} and (value or "").strip().lower().startswith("javascript:")
        if name == "style" or name.startswith("on") or is_script:
            yield f"<{tag} {name}={value!r}>"


def faults(text):
    """Everything that is wrong with a page, or with a part of one that htmx fetches; nothing if all is well."""
    page = Page(text)
    found = page.faults
    found += [f"id {name!r} stands {count} times" for name, count in page.ids.items() if count > 1]
    text = PLACEHOLDERS.sub("", JSON_OF_THE_ADMIN.sub("", text))
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
