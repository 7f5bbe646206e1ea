"""Needs reports, measures, plans, agreements and invitations in the admin: found, counted, moved by the actions."""

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.enums import RoleKind
from networks.models import Invitation, NeedsReport
from tests.factories import (
    CompetencePlanFactory,
    CooperationAgreementFactory,
    CostLineFactory,
    DecisionBasisFactory,
    InvitationFactory,
    MeasureFactory,
    NeedFactory,
    NeedsReportFactory,
    NetworkFactory,
    RoundFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def secretary(client, network):
    somebody = person(RoleKind.SECRETARIAT, network.county)
    client.force_login(somebody)
    return somebody


def run(client, model, action, row):
    url = reverse(f"admin:networks_{model}_changelist")
    data = {"action": action, "_selected_action": [row.pk], "confirmed": "1", f"version_{row.pk}": "1"}
    return client.post(url, data, follow=True).content.decode()


def test_a_needs_report_is_submitted_and_opened_by_the_same_actions(client, secretary, network):
    report = NeedsReportFactory(round=RoundFactory(county=network.county), network=network)
    NeedFactory(report=report, text="")

    refused = run(client, "needsreport", "submit_for_owner", report)
    NeedFactory(report=report, text="Lesing")
    run(client, "needsreport", "submit_for_owner", report)
    submitted = NeedsReport.objects.get()

    assert "Skriv minst ett behov" in refused
    assert (submitted.status, submitted.entered_by, submitted.needs.count()) == ("submitted", secretary, 1)
    data = {f"version_{report.pk}": str(submitted.version), "action": "open_again", "confirmed": "1"}
    client.post(reverse("admin:networks_needsreport_changelist"), {**data, "_selected_action": [report.pk]})
    assert NeedsReport.objects.get().status == "draft"


def test_an_invitation_is_withdrawn_by_those_who_may_invite(client, secretary, network):
    mine, other = (InvitationFactory(network=found, sent_at=timezone.now()) for found in (network, NetworkFactory()))

    run(client, "invitation", "send_again", mine)
    run(client, "invitation", "withdraw", mine)
    run(client, "invitation", "withdraw", other)

    found = dict(Invitation.objects.values_list("pk", "serial"))
    assert found == {mine.pk: 2, other.pk: 1}
    assert [*Invitation.objects.filter(revoked_at=None)] == [other]


@pytest.mark.parametrize("model", ["needsreport", "measure", "competenceplan", "cooperationagreement", "invitation"])
def test_query_counts_do_not_grow(client, secretary, network, model, django_assert_max_num_queries):
    counts = []
    for number in range(2):
        round_ = RoundFactory(county=network.county, year=2030 + number)
        NeedFactory(report=NeedsReportFactory(round=round_, network=network))
        CostLineFactory(measure=MeasureFactory(basis=DecisionBasisFactory(round=round_, network=network)), amount=7)
        CompetencePlanFactory(network=NetworkFactory(county=network.county))
        CooperationAgreementFactory(network=NetworkFactory(county=network.county))
        InvitationFactory(network=network)
        with django_assert_max_num_queries(20) as captured:
            response = client.get(reverse(f"admin:networks_{model}_changelist"))
        counts.append(len(captured))
        assert response.context["cl"].result_count == number + 1

    assert counts[0] == counts[1]
