"""Networks in the admin: periods that may not overlap, choices of the own county, history, search."""

import pytest
from django.urls import reverse

from networks.enums import RoleKind
from networks.models import NetworkHost
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("admin:networks_network_changelist")


@pytest.fixture
def county():
    return factories.CountyFactory()


@pytest.fixture
def network(county):
    return factories.NetworkFactory(county=county, name="Kompetansenettverk Fosen", code="fosen")


@pytest.fixture
def secretary(client, county):
    person = factories.person(RoleKind.SECRETARIAT, county, language="en")
    client.force_login(person)
    return person


def page(network):
    return reverse("admin:networks_network_change", args=[network.pk])


def table(prefix, *rows, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for place, row in enumerate(rows):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def network_data(network, **tables):
    data = {
        "county": network.county_id,
        "name": network.name,
        "code": network.code,
        "public_schools": 3,
        "private_schools": 0,
        "ppt_offices": 1,
    }
    for prefix in ("memberships", "hosts", "partnerships"):
        data |= tables.get(prefix) or table(prefix)
    return data


def errors(response):
    return [
        error
        for formset in response.context["inline_admin_formsets"]
        for form in formset.formset.forms
        for error in form.non_field_errors()
    ]


def test_a_day_is_typed_in_the_browsers_own_field(client, secretary, network):
    host = factories.NetworkHostFactory(network=network)

    content = client.get(page(network)).content.decode()

    assert f'<input type="date" name="hosts-0-valid_from" value="{host.valid_from:%Y-%m-%d}"' in content


def test_one_host_ends_and_the_next_begins_in_one_go(client, secretary, network):
    old = factories.NetworkHostFactory(network=network)
    new = factories.OwnerFactory(county=network.county)
    rows = [
        {
            "id": old.pk,
            "network": network.pk,
            "owner": old.owner_id,
            "valid_from": "2020-01-01",
            "valid_to": "2025-06-30",
        },
        {"network": network.pk, "owner": new.pk, "valid_from": "2025-07-01"},
    ]

    response = client.post(page(network), network_data(network, hosts=table("hosts", *rows, initial=1)))

    assert response.status_code == 302
    assert list(NetworkHost.objects.order_by("valid_from").values_list("owner", flat=True)) == [old.owner_id, new.pk]


def test_two_hosts_at_a_time_are_refused_in_words(client, secretary, network):
    owners = [factories.OwnerFactory(county=network.county) for _ in range(2)]
    rows = [{"network": network.pk, "owner": owner.pk, "valid_from": "2025-01-01"} for owner in owners]

    response = client.post(page(network), network_data(network, hosts=table("hosts", *rows)))

    assert (response.status_code, NetworkHost.objects.count()) == (200, 0)
    assert errors(response) == ["The network has another host at that time."]


def test_an_owner_in_another_network_is_refused_in_words(client, secretary, network):
    membership = factories.MembershipFactory(network__county=network.county)
    row = {
        "network": network.pk,
        "owner": membership.owner_id,
        "scheme": membership.scheme_id,
        "valid_from": "2025-01-01",
    }

    response = client.post(page(network), network_data(network, memberships=table("memberships", row)))

    assert (response.status_code, network.memberships.count()) == (200, 0)
    assert errors(response) == ["The owner is in a network of this scheme already at that time."]


def test_a_period_that_ends_before_it_begins_is_refused_in_words(client, secretary, network):
    owner = factories.OwnerFactory(county=network.county)
    row = {"network": network.pk, "owner": owner.pk, "valid_from": "2025-01-01", "valid_to": "2024-01-01"}

    response = client.post(page(network), network_data(network, hosts=table("hosts", row)))

    assert (response.status_code, network.hosts.count()) == (200, 0)
    assert errors(response) == ["The period ends before it begins."]


def test_another_countys_owner_is_no_choice(client, secretary, network):
    row = {"network": network.pk, "owner": factories.OwnerFactory().pk, "valid_from": "2025-01-01"}

    response = client.post(page(network), network_data(network, hosts=table("hosts", row)))

    assert (response.status_code, network.hosts.count()) == (200, 0)


def test_a_network_is_found_by_its_owner(client, secretary, network):
    factories.NetworkFactory(county=network.county)
    factories.MembershipFactory(network=network, owner__name="Ørland")

    response = client.get(LIST, {"q": "ørland"})

    assert [found.pk for found in response.context["cl"].result_list] == [network.pk]


def test_networks_stand_in_norwegian_order(client, secretary, county):
    for name in ("Ås", "Ørland", "Ærlig", "Zeta", "alfa"):
        factories.NetworkFactory(county=county, name=name)

    response = client.get(LIST)

    assert [found.name for found in response.context["cl"].result_list] == ["alfa", "Zeta", "Ærlig", "Ørland", "Ås"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_for_more_rows(client, secretary, county, count, django_assert_num_queries):
    for network in factories.NetworkFactory.create_batch(count, county=county):
        factories.MembershipFactory(network=network)
        factories.NetworkHostFactory(network=network)
        factories.PartnershipFactory(network=network)

    with django_assert_num_queries(11):
        response = client.get(LIST)

    assert response.context["cl"].result_count == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_no_more_for_more_parts(client, secretary, network, count, django_assert_num_queries):
    for _ in range(count):
        factories.MembershipFactory(network=network)
        factories.PartnershipFactory(network=network)

    with django_assert_num_queries(11):
        response = client.get(page(network))

    assert len(response.context["inline_admin_formsets"][0].formset.queryset) == count


def test_the_lists_sums_are_of_all_rows(client, secretary, county):
    factories.NetworkFactory(county=county, public_schools=12, private_schools=1)
    factories.NetworkFactory(county=county, public_schools=30)
    factories.NetworkFactory(public_schools=500)

    response = client.get(LIST)

    assert list(response.context["cl"].sum_cells()) == ["0", "42", "1", "0", "", ""]


def test_history_tells_who_changed_what_and_what_happened_to_the_parts(client, secretary, network):
    membership = factories.MembershipFactory(network=network)
    owner = membership.owner
    row = {
        "id": membership.pk,
        "network": network.pk,
        "owner": owner.pk,
        "scheme": membership.scheme_id,
        "valid_from": "2020-01-01",
        "valid_to": "2025-12-31",
    }
    client.post(page(network), network_data(network, memberships=table("memberships", row, initial=1)))

    response = client.get(reverse("admin:networks_network_history", args=[network.pk]))

    told = [
        (entry.who, entry.what, entry.thing, [(change.label, change.old, change.new) for change in entry.changes])
        for entry in response.context["entries"]
    ]
    me = secretary.name
    assert (me, "Changed", "Membership", [("To and with", "–", "Dec. 31, 2025")]) in told
    assert (me, "Changed", "Network", [("Public schools", "0", "3"), ("PPT offices", "0", "1")]) in told
    assert [what for _who, what, thing, _changes in told if thing == "Network"] == ["Changed", "Added"]
