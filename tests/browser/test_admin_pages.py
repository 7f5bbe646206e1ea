"""Every page of the admin, as each of the county's own staff who may see it, read in a real browser."""

import pytest
from django.urls import reverse

from tests.access import PEOPLE
from tests.admin_access import RULES
from tests.browser.conftest import STILL
from tests.browser.count import READ
from tests.site.admin import OF_THE_COUNTY, fetched, is_read_in_the_browser, pages

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
INDEX = "admin:index"


@pytest.fixture(scope="module")
def more_arguments():
    return STILL


def test_admin_index_answers(walk):
    walk.fetch(INDEX, INDEX, reverse(INDEX), OF_THE_COUNTY)


@pytest.mark.parametrize("label", RULES)
def test_admin_answers(label, walk):
    for page, url in pages(label).items():
        roles = [role for role in PEOPLE if is_read_in_the_browser(page, role, fetched(label, page, role))]
        walk.fetch((label, page), page, url, roles)


def test_admin_index_reads_well(walk, record_property):
    record_property(READ, walk.read(INDEX))


@pytest.mark.parametrize("label", RULES)
def test_admin_reads_well(label, walk, record_property):
    for page in pages(label):
        record_property(READ, walk.read((label, page)))
