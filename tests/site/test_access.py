"""Every address × every role of tests/access: who is refused, and what a posting gives.

Those who may fetch an address are the browser's, which reads what they get (tests/browser/test_pages.py).
"""

import pytest
from django.urls import reverse

from tests.access import PEOPLE, ROWS, THINGS
from tests.site.addresses import is_admin, patterns
from tests.site.conftest import status_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def address(row):
    return reverse(row.name, args=[THINGS[thing]() if thing in THINGS else thing for thing in row.things])


def test_every_address_has_a_row():
    listed = {row.name for row in ROWS}
    existing = {name for name in patterns() if not is_admin(name)}

    assert (existing - listed, listed - existing) == (set(), set())


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_not_fetch(row, client_of):
    url = address(row)
    refused = {role: row.fetched(role) for role in PEOPLE if row.fetched(role) != 200}

    found = {role: status_of(client_of(role).get(url)) for role in refused}

    assert found == refused


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_post(row, client_of):
    url = address(row)

    found = {role: status_of(client_of(role).post(url)) for role in PEOPLE}

    assert found == {role: row.posted(role) for role in PEOPLE}
