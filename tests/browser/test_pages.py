"""Every page that the tables of rights open, as each role that may see it, read in a real browser."""

import pytest

from tests.access import PEOPLE, ROWS
from tests.browser.conftest import STILL
from tests.browser.count import READ
from tests.browser.walk import read
from tests.site.test_access import address

pytestmark = [pytest.mark.browser, pytest.mark.no_cover, pytest.mark.usefixtures("demo")]
OPEN = [row for row in ROWS if 200 in row.statuses.values() and not row.only_post]


@pytest.fixture(scope="module")
def more_arguments():
    return STILL


@pytest.mark.parametrize("row", OPEN, ids=str)
def test_reads_well(row, visitors, known, record_property):
    url = address(row)

    found, count = read(row.name, url, [role for role in PEOPLE if row.fetched(role) == 200], visitors, known)

    record_property(READ, count)
    assert not found, f"{url}\n" + "\n".join(found)
