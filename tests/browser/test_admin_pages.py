"""Every page of the admin, as each of the county's own staff who may see it, read in a real browser."""

import pytest
from django.urls import reverse

from tests.admin_access import RULES
from tests.browser.conftest import STILL
from tests.browser.count import READ
from tests.browser.walk import read
from tests.site.admin import OF_THE_COUNTY, READ_PAGES, fetched, is_read_in_the_browser, pages

pytestmark = [pytest.mark.browser, pytest.mark.no_cover, pytest.mark.usefixtures("demo")]


@pytest.fixture(scope="module")
def more_arguments():
    return STILL


@pytest.mark.parametrize("page", READ_PAGES)
@pytest.mark.parametrize("label", RULES)
def test_admin_reads_well(label, page, visitors, known, record_property):
    url = pages(label).get(page)
    roles = [role for role in OF_THE_COUNTY if url and is_read_in_the_browser(page, role, fetched(label, page, role))]

    found, count = read(page, url, roles, visitors, known)

    record_property(READ, count)
    assert not found, f"{url}\n" + "\n".join(found)


def test_admin_index_reads_well(visitors, known, record_property):
    url = reverse("admin:index")

    found, count = read("admin:index", url, OF_THE_COUNTY, visitors, known)

    record_property(READ, count)
    assert not found, "\n".join(found)
