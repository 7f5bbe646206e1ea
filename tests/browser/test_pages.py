"""Every page that the tables of rights open, as each role that may see it, read in a real browser."""

import pytest
from django.urls import reverse

from tests.access import PEOPLE, ROWS
from tests.admin_access import RULES
from tests.browser.count import READ
from tests.browser.walk import read
from tests.site.admin import OF_THE_COUNTY, READ_PAGES, fetched, is_read_in_the_browser, pages
from tests.site.test_access import address

pytestmark = [pytest.mark.browser, pytest.mark.no_cover, pytest.mark.usefixtures("demo")]
OPEN = [row for row in ROWS if 200 in row.statuses.values() and not row.only_post]


@pytest.fixture(scope="module")
def more_arguments():
    """One tab at a time is read here: it need not be drawn by threads of its own, nor smoothly."""
    return ["--disable-threaded-animation", "--disable-threaded-compositing", "--num-raster-threads=1"]


@pytest.fixture(scope="module")
def known():
    """The views and the kinds of elements that have been read."""
    return set()


@pytest.mark.xdist_group("pages")
@pytest.mark.parametrize("row", OPEN, ids=str)
def test_reads_well(row, visitors, known, record_property):
    url = address(row)

    found, count = read(row.name, url, [role for role in PEOPLE if row.fetched(role) == 200], visitors, known)

    record_property(READ, count)
    assert not found, f"{url}\n" + "\n".join(found)


@pytest.mark.xdist_group("pages of the admin")
@pytest.mark.parametrize("page", READ_PAGES)
@pytest.mark.parametrize("label", RULES)
def test_admin_reads_well(label, page, visitors, known, record_property):
    url = pages(label).get(page)
    roles = [role for role in OF_THE_COUNTY if url and is_read_in_the_browser(page, role, fetched(label, page, role))]

    found, count = read(page, url, roles, visitors, known)

    record_property(READ, count)
    assert not found, f"{url}\n" + "\n".join(found)


@pytest.mark.xdist_group("pages of the admin")
def test_admin_index_reads_well(visitors, known, record_property):
    url = reverse("admin:index")

    found, count = read("admin:index", url, OF_THE_COUNTY, visitors, known)

    record_property(READ, count)
    assert not found, "\n".join(found)
