"""Rights where decisions live on: editions, letters' texts and answers, appeals, the journal."""

from allocations.models import Appeal, Decision, DecisionLetter, JournalEntry
from networks.models import County
from tests.access.table import AWAY, row
from tests.access.things import THINGS

COUNTY = {"members": 403, "readers": 200}
SECRETARIAT = {"members": 403, "secretariat": 200, "post": 200}
THINGS |= {
    "trøndelag": lambda: County.objects.get(code="trondelag").pk,
    "issued decision": lambda: Decision.objects.filter(status="issued").earliest("pk").pk,
    "own letter": lambda: DecisionLetter.objects.issued().earliest("pk").pk,
    "appeal": lambda: Appeal.objects.earliest("pk").pk,
    "document": lambda: JournalEntry.objects.earliest("pk").pk,
}
OWN = {"owner_contact": 200, "network_leader": 200, "coordinator": 200, "uh_partner": 200}
ROWS = [
    row("decision_detail", "draft decision", members=404, readers=200),
    row("decision_detail", "issued decision", members=200, payee_registrar=404),
    row("decision_amend", "issued decision", members=403, payee_registrar=404, secretariat=200, post=200),
    row("decision_drop", "issued decision", members=403, payee_registrar=404, secretariat=AWAY, only_post=True),
    row("decision_move", "issued decision", members=403, payee_registrar=404, secretariat=200, post=200),
    row(
        "letter_answer",
        "own letter",
        members=403,
        payee_registrar=404,
        owner_contact=AWAY,
        network_leader=AWAY,
        only_post=True,
    ),
    row("letter_remind", "own letter", members=403, payee_registrar=404, secretariat=200, post=200),
    row("appeal_new", "own letter", members=403, payee_registrar=404, secretariat=200, post=200),
    row("appeal_list", signed_in=200),
    row("appeal_detail", "appeal", members=404, readers=200, **OWN),
    row("appeal_case_pdf", "appeal", members=404, readers=200),
    row(
        "appeal_step",
        "appeal",
        "assess",
        members=404,
        readers=403,
        secretariat=200,
        owner_contact=403,
        network_leader=403,
        coordinator=403,
        uh_partner=403,
        only_post=True,
    ),
    row("letter_template_list", "trøndelag", **COUNTY),
    row("letter_template_edit", "trøndelag", "grant", **SECRETARIAT),
    row("letter_template_preview", "trøndelag", "grant", members=403, secretariat=200, only_post=True),
    row("letterhead_edit", "trøndelag", **SECRETARIAT),
    row("letterhead_logo", "trøndelag", members=403, readers=404),
    row("journal_list", "trøndelag", **COUNTY),
    row("journal_new", "trøndelag", **SECRETARIAT),
    row("journal_csv", "trøndelag", **COUNTY),
    row("journal_json", "trøndelag", **COUNTY),
    row("journal_edit", "document", members=404, readers=403, secretariat=200, post=200),
]
