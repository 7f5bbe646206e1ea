"""Takes a page through every role that may see it.

Each page whose contents differ from those of the roles before is opened and measured. Axe and the browser without
JavaScript read it where it holds a kind of element that they have not read on a page of the same view. The frame
around the pages, with its menu by role, is read in full as each role on the first page.
"""

import re

from django.utils.html import escape

from dekom.core.models import User
from tests.access import PEOPLE
from tests.browser.reading import WIDTHS, faults

FIRST_PAGE = "/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def read(url, roles, visitors, known):
    """What is wrong, and how much was read. ``known``: the kinds of elements read so far, which it adds to."""
    found, count, seen = [], {"pages": 0, "different": 0, "views": 0, "plain": 0}, set()
    for role in roles:
        response = visitors.everybody.client(role).get(url)
        assert response.status_code == 200, (url, role)
        if not response["Content-Type"].startswith("text/html"):
            continue
        count["pages"] += 1
        likeness = role if url == FIRST_PAGE else (role == "stranger", contents(response, PEOPLE[role]))
        if likeness in seen:
            continue
        if url == FIRST_PAGE:
            known.clear()
        plain = not seen or not url.startswith("/admin/")  # the admin's own scripts do not ask who is there
        before = len(known)
        seen.add(likeness)
        for tab in (visitors.scripted, visitors.plain):
            tab.become(visitors.everybody.cookies(role))
        found += [f"{role} {fault}" for fault in faults(visitors, url, known=known, plain=plain)]
        is_new = len(known) > before
        count["different"] += 1
        count["views"] += len(WIDTHS) * is_new
        count["plain"] += plain and is_new
    return found, count


def contents(response, email):
    """What the page holds inside its frame, as anybody with the same rights would get it."""
    text = TOKEN.sub("", response.content.decode().partition("<main")[2].partition("</main>")[0])
    person = User.objects.filter(email=email).first()
    return text.replace(email, "").replace(escape(person.name), "") if person else text
