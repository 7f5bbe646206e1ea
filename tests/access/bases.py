"""Rights in the writing of decision bases. Fosen has a draft, Gauldal has submitted; both to other people as well."""

from django.utils import timezone

from networks.models import BasisFile, Comment, DecisionBasis
from tests.access.table import AWAY, row


def _basis(code):
    return DecisionBasis.objects.get(round__year=timezone.localdate().year + 1, network__code=code)


def _measure(code):
    return _basis(code).measures.first().pk


THINGS = {
    "own draft": lambda: _basis("fosen").pk,
    "other's draft": lambda: _basis("indre-namdal").pk,
    "in review": lambda: _basis("vaernes").pk,
    "handed in": lambda: _basis("gauldal").pk,
    "measure": lambda: _measure("fosen"),
    "comment": lambda: Comment.objects.earliest("pk").pk,
    "attached": lambda: BasisFile.objects.get(basis=_basis("fosen")).pk,
    "missing": lambda: 999_999_999,
}

OUT = {"members": 404, "staff": 404}  # who can't even see that it is there
READ = {**OUT, "readers": 200, "partnership": 200, "owner_contact": 200}
WRITE = {**OUT, "readers": 403, "secretariat": 200, "partnership": 200, "owner_contact": 403}
POST = {**OUT, "readers": 403, "secretariat": AWAY, "partnership": AWAY, "owner_contact": 403, "only_post": True}
STAFF = {**OUT, "readers": 403, "secretariat": 200, "partnership": 403, "owner_contact": 403}
LEADER = {"coordinator": 403, "uh_partner": 403}
TAKEN_IN = {  # the secretariat is the first to post: after that the forum and the other networks see it, and may not
    **OUT,
    "readers": 403,
    "secretariat": AWAY,
    "forum": 403,
    "partnership": 403,
    "only_post": True,
}
HIDDEN = {**OUT, "readers": 200}
ROWS = [
    row("decision_basis_matrix", "live round", members=403, readers=200),
    row("decision_basis_detail", "own draft", **READ),
    row("decision_basis_detail", "other's draft", **HIDDEN),
    row("decision_basis_detail", "in review", **{**OUT, "readers": 200, "forum": 200, "partnership": 200}),
    row("decision_basis_read", "own draft", **READ),
    row("decision_basis_pdf", "own draft", **READ),
    row("decision_basis_combined", "own draft", **READ),
    row("decision_basis_part", "own draft", "needs", post=AWAY, **WRITE),
    row("decision_basis_part", "own draft", "files", **WRITE, post=AWAY),
    row("decision_basis_part", "own draft", "measures", **WRITE, post=AWAY),
    row("decision_basis_part", "own draft", "leftover", **WRITE, post=AWAY),
    row("decision_basis_measure", "own draft", "measure", **WRITE, post=AWAY),
    row("decision_basis_measure_remove", "own draft", "measure", **WRITE, post=200),
    row("decision_basis_save", "own draft", **{**POST, "secretariat": 404, "partnership": 404}),
    row("decision_basis_presence", "own draft", **{**POST, "secretariat": 200, "partnership": 200}),
    row("decision_basis_submit", "own draft", **WRITE, post=200),
    row("decision_basis_confirm", "own draft", **{**POST, "secretariat": 403, "partnership": 403, "uh_partner": AWAY}),
    row("decision_basis_receipt", "handed in", **HIDDEN),
    row("decision_basis_take_in", "handed in", **TAKEN_IN),
    row("decision_basis_changes", "handed in", **{**OUT, "readers": 403, "secretariat": 200, "post": 200}),
    row("decision_basis_extend", "own draft", **STAFF, post=200),
    row("decision_basis_ask", "own draft", **POST),
    row("decision_basis_answer", "own draft", "missing", **{**POST, "secretariat": 404, "partnership": 404}),
    row("decision_basis_comment", "own draft", **{**POST, "secretariat": 404, "partnership": 404}),
    row("decision_basis_resolve", "own draft", "comment", **POST),
    row("decision_basis_field", "own draft", "basis-needs", **WRITE, post=AWAY),
    row("decision_basis_file_add", "own draft", **POST),
    row("decision_basis_file", "own draft", "attached", **READ),
    row("decision_basis_file_remove", "own draft", "attached", **POST),
]
