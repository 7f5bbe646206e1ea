"""Every page that the table of rights opens, as each role that may see it, read in a real browser.

Pages whose contents two roles see alike are read once; the frame around them, with its menu by role, is read in full
as each role on the first page.
"""

import re

import pytest
from django.utils.html import escape

from dekom.core.models import User
from tests.access import PEOPLE, ROWS
from tests.browser.count import READ
from tests.browser.reading import WIDTHS, faults
from tests.site.test_access import address

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
FIRST_PAGE = "/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def read(url, roles, visitors):
    """What is wrong, and how much was read."""
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
        seen.add(likeness)
        for tab in (visitors.scripted, visitors.plain):
            tab.become(visitors.everybody.cookies(role))
        found += [f"{role} {fault}" for fault in faults(visitors, url)]
        count["different"] += 1
        count["views"] += len(WIDTHS)
        count["plain"] += 1
    return found, count


def contents(response, email):
    """What the page holds inside its frame, as anybody with the same rights would get it."""
    text = TOKEN.sub("", response.content.decode().partition("<main")[2].partition("</main>")[0])
    person = User.objects.filter(email=email).first()
    return text.replace(email, "").replace(escape(person.name), "") if person else text


@pytest.mark.parametrize("row", [row for row in ROWS if 200 in row.statuses.values() and not row.only_post], ids=str)
def test_reads_well(row, visitors, record_property):
    url = address(row)

    found, count = read(url, [role for role in PEOPLE if row.fetched(role) == 200], visitors)

    record_property(READ, count)
    assert not found, f"{url}\n" + "\n".join(found)
