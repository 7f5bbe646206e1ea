"""Reads every page that a test fetches: what no page may hold, and what every page must."""

import re
from collections import Counter

from django.test import Client
from lxml import etree

JSON_OF_THE_ADMIN = re.compile(r'data-inline-formset="[^"]*"')  # ends in braces of its own
PLACEHOLDERS = re.compile(  # the secretariat's own, where it writes them
    r"<textarea[^>]*data-placeholders[^>]*>.*?</textarea>|<code data-placeholder=[^>]*>.*?</code>", re.DOTALL
)
UNRENDERED = re.compile(r"\{\{[^{}]*\}\}|\{%|%\}|\{#|#\}")
PARSER = etree.HTMLParser(encoding="utf-8")  # quick, in C: it reads ten thousand pages

IN_A_FILE_OF_ITS_OWN = """//@style | //@*[starts-with(name(), "on")] | (//@href | //@src | //@action)[
    starts-with(translate(normalize-space(), "JAVSCRIPT", "javscript"), "javascript:")]"""
SENDS = 'button[@type="submit" and not(@form)]'  # the first of a form is the one that Enter in a box presses
ENTER_REMOVES = f"""//form[.//input[not(@type="hidden")] and count(.//{SENDS}) > 1]/descendant::{SENDS}[1][
    starts-with(@name, "remove") or @name = "unready" or @name = "withdraw" or @data-color = "danger"]"""
ELEMENTS = (
    ('//script[not(@src) and not(@type = "application/json")]', "inline script"),
    ("//style", "inline style sheet"),
    ("//img[not(@alt)]", "image without alt"),
    ('//*[@id = ""]', "empty id"),
    (ENTER_REMOVES, "Enter removes something"),
)


def parsed(text):
    return etree.fromstring(text.encode(), parser=PARSER)


def faults(text):
    """Everything that is wrong with a page, or with a part of one that htmx fetches; nothing if all is well."""
    page = parsed(text)
    found = [f"{fault}: {shown(element)}" for path, fault in ELEMENTS for element in page.xpath(path)]
    found += [f"<{at.getparent().tag} {at.attrname}={str(at)!r}>" for at in page.xpath(IN_A_FILE_OF_ITS_OWN)]
    found += [f"id {name!r} stands {count} times" for name, count in Counter(page.xpath("//@id")).items() if count > 1]
    text = PLACEHOLDERS.sub("", JSON_OF_THE_ADMIN.sub("", text))
    if unrendered := UNRENDERED.search(text):
        found.append(f"not rendered: {text[max(0, unrendered.start() - 40) : unrendered.end() + 40]!r}")
    return [*found, *faults_of_a_whole(page)] if "<html" in text else found


def faults_of_a_whole(page):
    headings = page.xpath("//h1")
    words = "".join(page.xpath("//h1//text()[not(ancestor::svg)]")).strip()
    mains = len(page.xpath("//main"))
    if not page.get("lang"):
        yield "no lang"
    if not page.xpath("normalize-space(//head/title)"):
        yield "no title"
    if len(headings) != 1:
        yield f"{len(headings)} h1, not one"
    elif not words:
        yield "empty h1"
    if mains != 1:
        yield f"{mains} main, not one"


def shown(element):
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)[:100]


class GuardedClient(Client):
    """Django's test client, which fails the test that is given a page with a fault."""

    def request(self, **request):
        response = super().request(**request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and response.content:
            found = faults(response.content.decode(response.charset))
            assert not found, f"{request.get('PATH_INFO')}: " + "; ".join(found)
        return response
