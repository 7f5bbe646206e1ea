"""Every page that the tables of rights open, as each role that may see it, read in a real browser."""

from functools import cache

import pytest

from dekom.core import pdf
from forum import rendering
from tests.access import PEOPLE, ROWS
from tests.browser.conftest import STILL
from tests.browser.count import READ
from tests.site.test_access import address

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
OPEN = [row for row in ROWS if 200 in row.statuses.values() and not row.only_post]


@pytest.fixture(scope="module")
def more_arguments():
    return STILL


@pytest.fixture(scope="module", autouse=True)
def _each_file_is_drawn_once():
    """The same HTML gives the same bytes: a file is drawn for the first role that fetches it."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (pdf, rendering):
            patched.setattr(module, "render_archive_pdf", cache(pdf.render_archive_pdf))
        yield


@pytest.mark.parametrize("row", OPEN, ids=str)
def test_answers(row, walk):
    walk.fetch(str(row), row.name, address(row), [role for role in PEOPLE if row.fetched(role) == 200])


@pytest.mark.parametrize("row", OPEN, ids=str)
def test_reads_well(row, walk, record_property):
    record_property(READ, walk.read(str(row)))
