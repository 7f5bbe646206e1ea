"""The recommendation of 12 March 2025 as the demo has it: its sums, its plan deviations, and the drafts it makes."""

import json

import pytest

from allocations.models import Decision
from dekom.portal.demo.letters import RELEASE
from dekom.portal.demo.load import CASE
from forum.models import Recommendation
from forum.selectors.recommendation_facts import whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]
TOLD = (
    "recommended",
    "remark",
    "conditions",
    "payout_held",
    "release_condition",
    "recommendation_reference",
    "status",
    "decided",
)


def told_by(round_):
    return {
        decision.network.code if decision.network else decision.fixed_grant.purpose: {
            name: getattr(decision, name) for name in TOLD
        }
        for decision in Decision.objects.filter(round=round_).select_related("network", "fixed_grant")
    }


def test_what_the_forum_recommended_is_what_the_2025_letters_are_made_from():
    case = {entry["code"]: entry for entry in json.loads(CASE.read_text(encoding="utf-8"))["networks"]}
    made = Recommendation.objects.get(round__year=2025)
    found = whole(made)
    balance, differing = found.balance(), found.findings()
    drafts = told_by(made.round)

    assert (made.status, made.reference) == ("forwarded", "12. mars 2025, sak 8/25")
    assert {code: drafts[code]["recommended"] for code in case} == {
        code: entry["recommended"] for code, entry in case.items()
    }
    assert {code: drafts[code]["remark"] for code in case} == {code: entry["remark"] for code, entry in case.items()}
    assert [code for code in case if drafts[code]["release_condition"] == RELEASE] == ["vaernes"]
    assert (balance.networks, balance.left) == (11_400_000, 1_739_000)
    assert [(each.name, each.given, each.planned, [str(place) for place in each.places]) for each in differing] == [
        ("Møtevirksomhet", 300_000, 400_000, ["budget", "recommendation"]),
        (
            "UH som partner i fellestiltaket (inkl. partner til PPT-ledernettverket)",
            600_000,
            None,
            ["budget", "recommendation"],
        ),
    ]
