"""The red thread's pages: what each sees of one krone's way, in the same few queries."""

import pytest
from django.urls import reverse

from allocations.models import FixedGrant
from networks.enums import ForumRole, RoleKind
from networks.models import LegalBasis, Network, Round
from tests.allocations.world import somebody
from tests.factories import (
    BudgetFactory,
    CountyFactory,
    DecisionBasisFactory,
    DecisionFactory,
    FixedGrantFactory,
    MembershipFactory,
    NetworkFactory,
    OwnerFactory,
    RoundFactory,
    person,
)
from tests.factories.needs import NeedsReportFactory
from tests.factories.sheets import CriteriaSheetFactory
from tests.factories.writing import BasisContentFactory, CostLineFactory, MeasureFactory

pytestmark = pytest.mark.django_db


def titles(page):
    return [step["title"] for step in page.context["steps"]]


@pytest.mark.usefixtures("past")
def test_the_auditor_follows_a_krone_from_need_to_report(client, django_assert_num_queries):
    client.force_login(somebody("revisor"))
    round_ = Round.objects.get(year=2024, scheme__code="kompetanseloftet")
    fosen = Network.objects.get(code="fosen")

    # session, user, roles, round, network; basis, sheet, decisions, letters, payments, reports, settlements
    with django_assert_num_queries(12):
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


@pytest.mark.parametrize(
    ("forum_role", "word", "link"),
    [(ForumRole.RECOMMENDS, "Innstilt", "Se innstillingen"), (ForumRole.GIVES_INPUT, "Foreslått", "Se innspillet")],
)
def test_the_regime_says_what_the_amount_is_called(client, forum_role, word, link):
    sheet = CriteriaSheetFactory()
    round_ = sheet.assessment.round
    LegalBasis.objects.filter(pk=round_.legal_basis_id).update(forum_role=forum_role)
    DecisionFactory(round=round_, network=sheet.network, recommended=100)
    client.force_login(person(RoleKind.AUDITOR, round_.county))

    thread = client.get(reverse("thread_detail", args=[round_.pk, sheet.network_id]))
    listed = client.get(reverse("thread_round", args=[round_.pk]))

    assert thread.context["figures"][1]["label"] == word
    assert [step["label"] for step in thread.context["steps"]].count(word) == 1
    assert f">{word}<" in listed.content.decode()


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


@pytest.mark.usefixtures("past")
def test_a_fixed_grant_has_a_thread_of_its_own(client):
    client.force_login(somebody("revisor"))
    grant = FixedGrant.objects.get(budget__round__year=2024)

    page = client.get(reverse("thread_grant", args=[grant.budget.round_id, grant.pk]))

    assert titles(page)[0] == "Gitt av restmidlene"
    links = [step["url"] for step in page.context["steps"] if step["url"]]
    for start in ("/leftovers/", "/decisions/", "/letters/", "/payments/"):
        assert any(link.startswith(start) for link in links), start
    assert [figure["label"] for figure in page.context["figures"]] == ["Satt av", "Innstilt", "Vedtatt", "Utbetalt"]


def test_a_grant_of_another_round_has_no_thread_here(client):
    grant, round_ = FixedGrantFactory(), RoundFactory()
    client.force_login(person(RoleKind.AUDITOR, round_.county))

    assert client.get(reverse("thread_grant", args=[round_.pk, grant.pk])).status_code == 404


def test_the_remark_leads_to_the_sheet_it_was_made_on(client):
    sheet = CriteriaSheetFactory()
    round_ = sheet.assessment.round
    client.force_login(person(RoleKind.AUDITOR, round_.county))

    page = client.get(reverse("thread_detail", args=[round_.pk, sheet.network_id]))

    remark = next(step for step in page.context["steps"] if step["url"] == sheet.get_absolute_url())
    assert (remark["title"], remark["label"]) == ("Merknad etter kriteriene", "Under arbeid")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, count, django_assert_max_num_queries):
    county = CountyFactory()
    rounds = RoundFactory.create_batch(count, county=county)
    for round_ in rounds:
        for network in NetworkFactory.create_batch(count, county=county):
            MembershipFactory(network=network, scheme=round_.scheme)
            DecisionBasisFactory(round=round_, network=network)
            DecisionFactory(round=round_, network=network, status="issued")
        budget = BudgetFactory(round=round_)
        for grant in FixedGrantFactory.create_batch(count, budget=budget):
            DecisionFactory(round=round_, network=None, fixed_grant=grant, status="issued")
    client.force_login(person(RoleKind.AUDITOR, county))

    with django_assert_max_num_queries(8):
        client.get(reverse("thread_list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("thread_detail", args=[round_.pk, network.pk]))
    with django_assert_max_num_queries(10):
        client.get(reverse("thread_grant", args=[round_.pk, grant.pk]))


def test_what_is_asked_for_adds_up_and_every_needs_report_is_linked(client):
    round_ = RoundFactory()
    network = NetworkFactory(county=round_.county)
    basis = DecisionBasisFactory(round=round_, network=network)
    BasisContentFactory(basis=basis, coordination_amount=100_000)
    CostLineFactory(measure=MeasureFactory(basis=basis, title="Kurs"), amount=632_500)
    reports = [
        NeedsReportFactory(
            round=round_, network=network, owner=OwnerFactory(county=round_.county, name=name), status="submitted"
        )
        for name in ("Åfjord", "Osen", "Indre Fosen")
    ]
    NeedsReportFactory(round=round_, network=network, owner=OwnerFactory(county=round_.county, name="Ørland"))
    client.force_login(person(RoleKind.AUDITOR, round_.county))

    needs, measures, *_rest = client.get(reverse("thread_detail", args=[round_.pk, network.pk])).context["steps"]

    assert needs["text"] == "3 behovsmeldinger: Indre Fosen, Osen, Åfjord."
    assert [url for url, _words in needs["links"]] == [each.get_absolute_url() for each in reversed(reports)]
    assert (
        measures["text"]
        .replace("\u00a0", " ")
        .endswith("ber om 732 500 kr. Kurs (632 500 kr); koordinering (100 000 kr)")
    )
    assert (measures["mark"], measures["label"]) == ("work", "Utkast")


def test_a_needs_report_that_is_not_submitted_has_told_nothing(client):
    begun = NeedsReportFactory()
    client.force_login(person(RoleKind.AUDITOR, begun.round.county))

    needs, *_rest = client.get(reverse("thread_detail", args=[begun.round_id, begun.network_id])).context["steps"]

    assert (needs["mark"], needs["label"], needs["text"]) == ("work", "Utkast", "1 utkast, ikke levert.")
