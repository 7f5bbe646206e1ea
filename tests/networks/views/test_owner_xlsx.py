"""The owners found, as a spreadsheet."""

import io

import pytest
from openpyxl import load_workbook

from networks.enums import OrganisationKind, RoleKind
from tests.factories import CountyFactory, MembershipFactory, NetworkFactory, OwnerFactory, person

URL = "/owners.xlsx"
pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def member(client, county):
    somebody = person(RoleKind.COORDINATOR, county, language="en")
    client.force_login(somebody)
    return somebody


def rows(response):
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(response.content)).active]


def test_has_what_the_list_shows(client, county, member):
    owner = OwnerFactory(county=county, name="Ørland", number="5057", organisation_number="974760673", is_made_up=True)
    MembershipFactory(owner=owner, network=NetworkFactory(county=county, name="Kompetansenettverk Fosen"))
    OwnerFactory(name="Elsewhere")

    response = client.get(URL)

    assert response["Content-Disposition"] == 'attachment; filename="dekom-owners.xlsx"'
    assert rows(response)[1:] == [["Ørland", "5057", "Municipality", "Fosen", "974760673", "Neutral", "Yes"]]


def test_follows_the_filters_of_the_list(client, county, member):
    OwnerFactory(county=county, name="Private", kind=OrganisationKind.PRIVATE_OWNER)
    OwnerFactory(county=county, name="Public")

    assert [row[0] for row in rows(client.get(URL, {"kind": "private_owner"}))[1:]] == ["Private"]


def test_a_name_is_never_a_formula(client, county, member):
    OwnerFactory(county=county, name='=HYPERLINK("https://example.com")')

    cell = load_workbook(io.BytesIO(client.get(URL).content)).active["A2"]

    assert (cell.value, cell.data_type) == ('=HYPERLINK("https://example.com")', "s")


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_does_not_grow(client, county, member, item_count, django_assert_num_queries):
    for _ in range(item_count):
        MembershipFactory(network=NetworkFactory(county=county))

    with django_assert_num_queries(6):  # session, user, roles, kinds, owners, memberships
        response = client.get(URL)

    assert len(rows(response)) == item_count + 1


def test_stranger_is_asked_to_sign_in(client):
    assert client.get(URL).url == f"/account/login/?next={URL}"


def test_refuses_to_be_posted_to(client, member):
    assert client.post(URL).status_code == 405
