"""The eleven real bases of 2025 entered through the pages, with their amounts from the case, and handed over."""

import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dekom.portal.casefile.load import load_round
from networks.actions import ship
from networks.enums import BasisStatus, MilestoneKind, RoleKind
from networks.models import CostLine, DecisionBasis, Milestone, Organisation, Role, Submission
from networks.selectors.cost_lines import recipients_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CASE = json.loads((settings.BASE_DIR / "dekom/portal/cases/kompetanseloftet-2025.json").read_text(encoding="utf-8"))
COORDINATION = {"trondheim-malvik": 300_000}
WRITTEN = {
    "partnership": {"process": "Tre møter med UH."},
    "needs": {"needs": "Eierne melder om overganger."},
    "cooperation": {"cooperation": "UH veileder på arbeidsplassen."},
    "coordination": {"coordination": "Koordinator i deltid."},
}


@pytest.fixture
def bases():
    """The round as it was in January 2025: frames adopted, nothing asked for yet."""
    county = ship.county()
    drafts = [{**network, "state": "basis_draft", "requested": None} for network in CASE["networks"]]
    load_round({**CASE, "networks": drafts}, county, source="Samarbeidsforum")
    Milestone.objects.filter(kind=MilestoneKind.DECISION_BASIS).update(date=timezone.localdate() + timedelta(days=9))
    return {basis.network.code: basis for basis in DecisionBasis.objects.select_related("network__county", "round")}


def posted(client, url, fields):
    """The fields as the form sends them: each with the text it started from, which was none."""
    data = {}
    for key, value in fields.items():
        data |= {f"base-{key}": "" if not key.startswith("cost-") else "0", key: value}
    response = client.post(url, data | {"save": "1"})
    assert response.status_code == 302, response.content.decode()[:2000]


def write(client, basis, amount, partner):
    """Everything that the round asks of a basis, through the pages."""

    def page(name, *args):
        return reverse(f"decision_basis_{name}", args=[basis.pk, *args])

    for part, texts in WRITTEN.items():
        posted(client, page("part", part), {f"basis-{name}": text for name, text in texts.items()})
    coordination = COORDINATION.get(basis.network.code, 100_000)
    posted(client, page("part", "coordination"), {"basis-coordination_amount": f"{coordination:,}".replace(",", " ")})
    client.post(page("part", "measures"), {"add_measure": "1"})
    measure = basis.measures.get()
    texts = {
        "title": "Inkluderende praksis",
        "need": "Overganger",
        "plan_goal": "Mål 1",
        "description": "Samlinger",
        "workplace": "I team",
    }
    client.post(page("measure", measure.pk), {"add_cost": "1"})
    first, second = CostLine.objects.filter(measure=measure)
    for_network = (amount - coordination) // 3
    client.post(
        page("measure", measure.pk),
        {f"base-cost-{second.pk}-recipient": "", f"cost-{second.pk}-recipient": str(partner.pk)},
    )
    posted(
        client,
        page("measure", measure.pk),
        {f"measure-{measure.pk}-{name}": text for name, text in texts.items()}
        | {
            f"cost-{first.pk}-amount": str(for_network),
            f"cost-{second.pk}-amount": str(amount - coordination - for_network),
        },
    )


def test_the_eleven_bases_of_2025_are_entered_through_the_pages(client, bases):
    entries = {entry["code"]: entry for entry in CASE["networks"]}
    assert len(bases) == len(entries) == 11
    explained = {}
    for code, basis in bases.items():
        county = basis.network.county
        leader = UserFactory(name=f"Leder {code}")
        Role.objects.create(
            user=leader, kind=RoleKind.NETWORK_LEADER, county=county, network=basis.network, valid_from=date(2024, 1, 1)
        )
        client.force_login(leader)
        partner = Organisation.objects.get(name=entries[code]["development_partner"])
        write(client, basis, entries[code]["requested"], partner)
        submit = reverse("decision_basis_submit", args=[basis.pk])
        page = client.post(submit)
        if page.status_code == 200:  # over or under the frame: it says so, and is told why
            field = "over_frame_reason" if entries[code]["requested"] > entries[code]["frame"] else "under_frame_plan"
            text = page.content.decode()
            explained[code] = ("mer" if "mer enn ramma. Si hvorfor" in text else "mindre", field)
            posted(client, reverse("decision_basis_part", args=[basis.pk, "leftover"]), {f"basis-{field}": "Forklart."})
            page = client.post(submit)
        assert page.status_code == 302, code

    assert explained == {
        "indre-namdal": ("mer", "over_frame_reason"),
        "vaernes": ("mindre", "under_frame_plan"),
        "ytre-namdal": ("mindre", "under_frame_plan"),
    }
    stored = dict(Submission.objects.values_list("basis__network__code", "requested"))
    assert stored == {code: entry["requested"] for code, entry in entries.items()}
    assert sum(stored.values()) == 11_136_907
    assert set(DecisionBasis.objects.values_list("status", flat=True)) == {BasisStatus.SUBMITTED}
    assert all(sum(recipients_of(basis).values()) == stored[code] for code, basis in bases.items())
