"""Every page that the tables of rights open, as each role that may see it, read in a real browser."""

import pytest
from django.urls import reverse

from tests.access import PEOPLE, ROWS
from tests.admin_access import RULES
from tests.browser.count import READ
from tests.browser.walk import read
from tests.site.admin import STAFF, fetched, pages
from tests.site.test_access import address

pytestmark = [pytest.mark.browser, pytest.mark.no_cover, pytest.mark.usefixtures("demo")]
OPEN = [row for row in ROWS if 200 in row.statuses.values() and not row.only_post]
OF_THE_COUNTY = [role for role in STAFF if role != "outsider"]  # who is a secretariat too, elsewhere
ADMIN_PAGES = ("changelist", "add", "change", "delete", "history")


@pytest.mark.parametrize("row", OPEN, ids=str)
def test_reads_well(row, visitors, record_property):
    url = address(row)

    found, count = read(url, [role for role in PEOPLE if row.fetched(role) == 200], visitors)

    record_property(READ, count)
    assert not found, f"{url}\n" + "\n".join(found)


@pytest.mark.parametrize("page", ADMIN_PAGES)
@pytest.mark.parametrize("label", RULES)
def test_admin_reads_well(label, page, visitors, record_property):
    url = pages(label).get(page)
    roles = [role for role in OF_THE_COUNTY if url and fetched(label, page, role) == 200]

    found, count = read(url, roles, visitors)

    record_property(READ, count)
    assert not found, f"{url}\n" + "\n".join(found)


def test_admin_index_reads_well(visitors, record_property):
    url = reverse("admin:index")

    found, count = read(url, OF_THE_COUNTY, visitors)

    record_property(READ, count)
    assert not found, "\n".join(found)
