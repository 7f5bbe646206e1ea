"""The recommendation of 12 March 2025: from eleven sheets to the drafts that the round file loads today."""

import json
from datetime import UTC, date, datetime, time

import pytest

from allocations.models import Decision
from dekom.core.models import User
from dekom.portal.demo.letters import RELEASE
from dekom.portal.demo.load import CASE
from forum.actions import groups, settle, sheets
from forum.actions import recommendation as writing
from forum.actions.settle import Result
from forum.enums.sheets import Phase, Verdict
from forum.models import CriteriaSheet, Forum, Item, Meeting
from forum.selectors.recommendation_facts import whole
from networks.models import Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]
NOW = datetime(2025, 3, 12, 12, tzinfo=UTC)
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


def meeting_with_its_matter(round_):
    forum = Forum.objects.get(county=round_.county)
    known = Item.objects.filter(forum=forum, year=2025, number=8).select_related("meeting").first()
    if known:
        return known.meeting, known
    meeting = Meeting.objects.create(
        forum=forum, title="Møtet 12. mars 2025", date=date(2025, 3, 12), starts=time(10), ends=time(16)
    )
    return meeting, Item.objects.create(forum=forum, meeting=meeting, title="Innstilling", year=2025, number=8)


def told_by(round_):
    return {
        decision.network.code if decision.network else decision.fixed_grant.purpose: {
            name: getattr(decision, name) for name in TOLD
        }
        for decision in Decision.objects.filter(round=round_).select_related("network", "fixed_grant")
    }


def test_eleven_sheets_make_the_drafts_that_the_2025_letters_were_made_from():
    case = {entry["code"]: entry for entry in json.loads(CASE.read_text(encoding="utf-8"))["networks"]}
    round_ = Round.objects.get(year=2025)
    secretary = User.objects.get(email="saksbehandler@dekom.example")
    keeper = User.objects.get(email="medlem@dekom.example")
    wanted = told_by(round_)
    Decision.objects.filter(round=round_).delete()
    meeting, item = meeting_with_its_matter(round_)

    assessment = groups.begin(meeting, round_, actor=secretary)
    groups.arrange(assessment, count=1, people=[keeper.pk], actor=secretary)
    round_.recusal_declarations.create(person=keeper, declared_at=NOW)
    groups.move(assessment, Phase.GROUP, actor=secretary)
    for sheet in CriteriaSheet.objects.filter(assessment=assessment).select_related("network"):
        entry = case[sheet.network.code]
        fields = {f"verdict-{pk}": Verdict.FULFILLED for pk in sheet.answers.values_list("criterion", flat=True)}
        fields |= {"amount": str(entry["recommended"]), "remark": entry["remark"]}
        if entry["payout_held"]:
            fields |= {"payout_held": "on", "release_condition": RELEASE}
        for name, text in fields.items():
            sheets.save_field(sheet.pk, name, old="", new=text, actor=keeper, now=NOW)
        sheets.hand_in(sheet, actor=keeper, now=NOW)
    made = writing.build(assessment, item=item, actor=secretary, now=NOW)
    balance, found = whole(made).balance(), whole(made).findings()
    results = {number: Result("Enstemmig vedtatt.") for number in (1, 2, 3, 4)}
    done = settle.settle(made, results=results, actor=secretary, now=NOW)
    settle.forward(done, actor=secretary, now=NOW)

    assert told_by(round_) == wanted
    assert sum(row["recommended"] for code, row in wanted.items() if code in case) == 11_400_000
    assert (balance.networks, balance.left) == (11_400_000, 1_739_000)
    assert done.reference == "12. mars 2025, sak 8/25"
    assert [(each.name, each.given, each.planned, [str(place) for place in each.places]) for each in found] == [
        ("Møtevirksomhet", 300_000, 400_000, ["budget", "recommendation"]),
        (
            "UH som partner i fellestiltaket (inkl. partner til PPT-ledernettverket)",
            600_000,
            None,
            ["budget", "recommendation"],
        ),
    ]
