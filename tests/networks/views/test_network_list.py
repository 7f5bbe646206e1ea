"""The register of networks."""

from datetime import date

import pytest
from django.urls import reverse

from networks.enums import RoleKind
from tests.factories import (
    CountyFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkHostFactory,
    OwnerFactory,
    PartnerFactory,
    PartnershipFactory,
    person,
)

URL = reverse("network_list")


@pytest.fixture
def county(db):
    return CountyFactory()


@pytest.fixture
def secretary(county):
    return person(RoleKind.SECRETARIAT, county, language="en")


def shown(client, **query):
    return [line.network for line in client.get(URL, query).context["page"]]


def test_a_line_tells_who_is_in_it_today(client, secretary, county):
    network = NetworkFactory(county=county, public_schools=20, private_schools=3)
    for name in ("Øst", "Aust"):
        MembershipFactory(network=network, owner=OwnerFactory(county=county, name=name))
    MembershipFactory(network=network, valid_to=date(2021, 1, 1))
    NetworkHostFactory(network=network, owner=OwnerFactory(county=county, name="Vert"))
    PartnershipFactory(network=network, partner=PartnerFactory(name="NTNU"))
    client.force_login(secretary)

    [line] = client.get(URL).context["page"]

    assert (line.owners, line.host, line.partners, line.schools) == (["Aust", "Øst"], "Vert", ["NTNU"], 23)


def test_an_owner_in_two_schemes_is_one_owner(client, secretary, county):
    membership = MembershipFactory(network=NetworkFactory(county=county))
    MembershipFactory(network=membership.network, owner=membership.owner)
    client.force_login(secretary)

    [line] = client.get(URL).context["page"]

    assert line.owners == [membership.owner.name]


def test_search_and_filters(client, secretary, county):
    fosen = NetworkFactory(county=county, name="Kompetansenettverk Fosen")
    gauldal = NetworkFactory(county=county, name="Kompetansenettverk Gauldal")
    membership = MembershipFactory(network=fosen, owner=OwnerFactory(county=county, name="Ørland"))
    partnership = PartnershipFactory(network=gauldal)
    client.force_login(secretary)

    assert shown(client) == [fosen, gauldal]
    assert shown(client, q="GAUL") == [gauldal]
    assert shown(client, q="ørland") == [fosen]
    assert shown(client, scheme=membership.scheme.name) == [fosen]
    assert shown(client, partner=partnership.partner.name) == [gauldal]
    assert shown(client, q="gaul", scheme=membership.scheme.name) == []


def test_norwegian_order(client, secretary, county):
    names = ["Zet", "Ærlig", "Øst", "Ås"]
    for name in reversed(names):
        NetworkFactory(county=county, name=f"Kompetansenettverk {name}")
    client.force_login(secretary)

    assert [network.short_name for network in shown(client)] == names


def test_no_networks_says_so(client, secretary):
    client.force_login(secretary)

    assert "No networks yet" in client.get(URL).text


def test_another_county_is_left_out(client, secretary):
    NetworkFactory()
    client.force_login(secretary)

    assert shown(client) == []


def test_nobody_signed_in(client):
    assert client.get(URL).headers["Location"] == f"/account/login/?next={URL}"


def test_wrong_method(client, secretary):
    client.force_login(secretary)

    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, secretary, county, count, django_assert_num_queries):
    for network in NetworkFactory.create_batch(count, county=county):
        MembershipFactory(network=network)
        PartnershipFactory(network=network)
    client.force_login(secretary)

    with django_assert_num_queries(4):  # session, user, roles, networks
        response = client.get(URL)

    assert len(response.context["page"]) == count
