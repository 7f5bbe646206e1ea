"""Lists that everybody may open hold nothing of a county to those who have no business there."""

import pytest

from dekom.core.models import User
from networks.enums import OWNER_KINDS
from networks.models import Network, Organisation
from tests.access import PEOPLE, ROWS
from tests.demo_database import NOBODY, OUTSIDER, SUPERUSER
from tests.site.test_access import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
STRANGERS = ("stranger", "nobody", "outsider")
PUBLIC = {  # pages that name the county's own to everybody, and why
    "key_explanation",  # automated case handling is documented and public
    "frame_explanation",  # the same, for one network's frame
    "meeting_call_out",  # the signed link from one deputy's own mail
}
OPEN = [
    row
    for row in ROWS
    if any(row.fetched(role) == 200 for role in STRANGERS)
    and not row.name.startswith("account_")
    and row.name not in PUBLIC
]


def secrets():
    """What names the demo's county, its networks, its owners and its people."""
    people = User.objects.exclude(email__in=(NOBODY, OUTSIDER, SUPERUSER))
    return {
        *people.values_list("email", flat=True),
        *Organisation.objects.filter(kind__in=OWNER_KINDS).values_list("name", flat=True),
        *(network.short_name for network in Network.objects.all()),
        "14 239 000".replace(" ", "\u00a0"),
    }


@pytest.mark.parametrize("row", OPEN, ids=str)
def test_shows_nothing_of_another_county(row, client_of):
    url = address(row)

    shown = {role: client_of(role).get(url) for role in STRANGERS if row.fetched(role) == 200}

    found = {
        (role, secret)
        for role, response in shown.items()
        for secret in secrets()
        if secret in response.content.decode(errors="replace")
    }
    assert found == set()


def test_the_same_words_are_there_for_those_who_may_read_them(client_of):
    """Else the test above would look for nothing."""
    text = (
        client_of("secretariat").get("/networks/").content.decode()
        + client_of("secretariat").get("/owners/").content.decode()
    )

    assert PEOPLE["secretariat"] in text
    assert {secret for secret in secrets() if secret in text} >= {
        network.short_name for network in Network.objects.all()
    }
