"""The red thread's pages: what each sees of one krone's way, in the same few queries."""

import pytest
from django.urls import reverse

from networks.enums import RoleKind
from networks.models import Network, Round
from tests.allocations.world import somebody
from tests.factories import (
    CountyFactory,
    DecisionBasisFactory,
    DecisionFactory,
    MembershipFactory,
    NetworkFactory,
    RoundFactory,
    person,
)

pytestmark = pytest.mark.django_db


def titles(page):
    return [step["title"] for step in page.context["steps"]]


@pytest.mark.usefixtures("past")
def test_the_auditor_follows_a_krone_from_need_to_report(client):
    client.force_login(somebody("revisor"))
    round_ = Round.objects.get(year=2024, scheme__code="kompetanseloftet")
    fosen = Network.objects.get(code="fosen")

    page = client.get(reverse("thread_detail", args=[round_.pk, fosen.pk]))

    links = [step["url"] for step in page.context["steps"] if step["url"]]
    assert titles(page)[-1] == "Det som var igjen"
    for start in ("/letters/", "/payments/", "/reports/", "/decisions/"):
        assert any(link.startswith(start) for link in links), start
    assert [figure["value"] for figure in page.context["figures"]][1:] == [
        "600\u00a0000",
        "600\u00a0000",
        "480\u00a0000",
        "560\u00a0000",
    ]


@pytest.mark.usefixtures("past")
def test_another_network_sees_what_is_theirs_to_see(client):
    client.force_login(somebody("leder"))
    round_ = Round.objects.get(year=2024, scheme__code="kompetanseloftet")

    page = client.get(reverse("thread_detail", args=[round_.pk, Network.objects.get(code="gauldal").pk]))

    assert not any(step["url"].startswith(("/payments/", "/reports/", "/letters/")) for step in page.context["steps"])


@pytest.mark.usefixtures("past")
def test_the_round_shows_its_networks_with_sums(client):
    client.force_login(somebody("revisor"))
    round_ = Round.objects.get(year=2024, scheme__code="kompetanseloftet")

    page = client.get(reverse("thread_round", args=[round_.pk]))

    lines = {line.name: (line.decided, line.paid) for line in page.context["found"].lines if line.network}
    assert lines == {
        "Fosen": (600_000, 480_000),
        "Gauldal": (820_000, 656_000),
        "Ytre Namdal": (420_000, 336_000),
    }


def test_a_stranger_finds_nothing(client):
    round_ = RoundFactory()
    network = NetworkFactory(county=round_.county)
    client.force_login(person(RoleKind.AUDITOR))

    assert client.get(reverse("thread_round", args=[round_.pk])).status_code == 404
    assert client.get(reverse("thread_detail", args=[round_.pk, network.pk])).status_code == 404
    assert client.get(reverse("thread_list")).context["found"].lines == []


def test_a_network_of_another_county_has_no_thread_in_the_round(client):
    round_ = RoundFactory()
    client.force_login(person(RoleKind.AUDITOR, round_.county))

    assert client.get(reverse("thread_detail", args=[round_.pk, NetworkFactory().pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, count, django_assert_max_num_queries):
    county = CountyFactory()
    rounds = RoundFactory.create_batch(count, county=county)
    for round_ in rounds:
        for network in NetworkFactory.create_batch(count, county=county):
            MembershipFactory(network=network, scheme=round_.scheme)
            DecisionBasisFactory(round=round_, network=network)
            DecisionFactory(round=round_, network=network, status="issued")
    client.force_login(person(RoleKind.AUDITOR, county))

    with django_assert_max_num_queries(8):
        client.get(reverse("thread_list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("thread_detail", args=[round_.pk, network.pk]))
