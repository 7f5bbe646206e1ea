"""Who may open what: every address of the site × every role. The tests walk it; an address without a row fails.

Read a row so: ``row("network_history", "fosen", members=403, readers=200)`` – of the network Fosen, everybody with
a role in the county is refused, those who read all of it are let in, and whoever is not named gets what RULE says.
Later words go over earlier ones. The data is the demo's. The admin's pages are in tests/admin_access.py.
"""

from dataclasses import dataclass

from django.utils import timezone

from allocations.models import AllocationKey, Decision, DecisionLetter
from dekom.core.models import OutboxMail
from forum.models import Forum
from networks.models import Network, Organisation, Round
from tests.demo_database import NOBODY, OUTSIDER, SUPERUSER

SIGN_IN = "sign-in"  # sent to the sign-in page
AWAY = 302  # sent somewhere else

# --- The columns: design § 7, and those whom it does not name

PEOPLE = {
    "stranger": None,  # not signed in
    "nobody": NOBODY,
    "outsider": OUTSIDER,
    "secretariat": "saksbehandler@dekom.example",
    "decision_maker": "beslutter@dekom.example",
    "payee_registrar": "registrator@dekom.example",
    "auditor": "revisor@dekom.example",
    "forum_member": "medlem@dekom.example",
    "forum_deputy": "vara@dekom.example",
    "network_leader": "leder@dekom.example",  # of Fosen, as the two that follow
    "coordinator": "koordinator@dekom.example",
    "uh_partner": "uh@dekom.example",
    "owner_contact": "eier@dekom.example",  # of Ørland, in Fosen
    "superuser": SUPERUSER,
}
READERS = ("secretariat", "decision_maker", "auditor", "superuser")
MEMBERS = tuple(role for role in PEOPLE if role not in {"stranger", "nobody", "outsider"})
SIGNED_IN = tuple(role for role in PEOPLE if role != "stranger")
GROUPS = {
    "everybody": tuple(PEOPLE),
    "signed_in": SIGNED_IN,
    "members": MEMBERS,  # with a role in the demo's county
    "readers": READERS,  # who read all in the county
    "staff": (*READERS, "payee_registrar"),
    "forum": ("forum_member", "forum_deputy"),
    "partnership": ("network_leader", "coordinator", "uh_partner"),
}
RULE = {"stranger": SIGN_IN, "nobody": 404, "outsider": 404}  # everything is closed unless opened


@dataclass(frozen=True)
class Row:
    """One address, and what each role gets there by fetching it (or by posting, where it only takes that)."""

    name: str
    things: tuple[str, ...]
    statuses: dict[str, int | str]
    post: int | None  # what a posting without data gives those who may fetch; None: it is refused with 405
    only_post: bool

    def __str__(self):
        return " ".join((self.name, *self.things))

    @property
    def is_open(self):
        return self.statuses["stranger"] != SIGN_IN

    def fetched(self, role):
        refused = SIGN_IN if role == "stranger" and not self.is_open else 405
        return refused if self.only_post else self.statuses[role]

    def posted(self, role):
        status = self.statuses[role]
        if self.only_post or status == SIGN_IN:
            return status
        if self.post is None:
            return 405
        return self.post if status == 200 else status


def row(name, *things, post=None, only_post=False, **said):
    statuses = dict(RULE)
    for who, status in said.items():
        statuses |= dict.fromkeys(GROUPS.get(who, (who,)), status)
    if missing := PEOPLE.keys() - statuses.keys():
        raise ValueError(f"{name}: nothing said of {', '.join(sorted(missing))}")
    if unknown := statuses.keys() - PEOPLE.keys():
        raise ValueError(f"{name}: no such role as {', '.join(sorted(unknown))}")
    return Row(name, things, statuses, post, only_post)


# --- What the addresses are about, found in the demo's data


def _round(year):
    return Round.objects.get(county__code="trondelag", year=year).pk


def _network(code):
    return Network.objects.get(county__code="trondelag", code=code).pk


def _key(version):
    return AllocationKey.objects.get(round=_round(timezone.localdate().year + 1), version=version).pk


THINGS = {
    "forum": lambda: Forum.objects.get(county__code="trondelag").pk,
    "round 2025": lambda: _round(2025),
    "live round": lambda: _round(timezone.localdate().year + 1),
    "fosen": lambda: _network("fosen"),  # a draft in the live round
    "gauldal": lambda: _network("gauldal"),  # in review there
    "melhus": lambda: Organisation.objects.get(number="5028").pk,  # hosts Gauldal, whose 2025 letter is a draft
    "ørland": lambda: Organisation.objects.get(number="5057").pk,  # hosts Fosen, whose 2025 letter is issued
    "draft decision": lambda: Decision.objects.get(round__year=2025, network__code="innherred").pk,
    "letter": lambda: DecisionLetter.objects.issued().get().pk,
    "adopted key": lambda: _key(1),
    "draft key": lambda: _key(2),
    "mail": lambda: OutboxMail.objects.earliest("pk").pk,
}

OWN_ACCOUNTS = {"owner_contact": 200, "network_leader": 200}
ROWS = [
    # The roof
    row("home", signed_in=200),
    row("profile", signed_in=200, post=200),
    row("set_language", everybody=400, only_post=True),
    row("accessibility", everybody=200, post=200),
    row("privacy", everybody=200),
    row("healthz", everybody=200),
    # Rounds and networks
    row("round_list", signed_in=200),
    row("round_detail", "round 2025", members=200),
    row("round_detail", "live round", members=200),
    row("round_xlsx", "round 2025", members=200),
    row("round_history", "round 2025", members=403, readers=200),
    # The workbench and what it explains
    row("workbench", "live round", members=403, readers=200, forum=200, post=200),
    row("key_new", "live round", members=403, secretariat=200, superuser=200, post=AWAY),
    row("key_explanation", "live round", members=200),
    row("frame_explanation", "live round", "fosen", members=200),
    row("ledger", "live round", members=403, readers=200, forum=200),
    row("key_xlsx", "adopted key", members=403, readers=200, forum=200),
    row("key_pdf", "adopted key", members=403, readers=200, forum=200),
    row("key_adopt", "draft key", members=404, readers=403, secretariat=200, superuser=200, post=200),
    row("key_propose", "adopted key", members=403, secretariat=AWAY, superuser=AWAY, only_post=True),
    row("key_take_back", "adopted key", members=403, secretariat=AWAY, superuser=AWAY, only_post=True),
    row("key_remove", "adopted key", members=403, secretariat=AWAY, superuser=AWAY, only_post=True),
    row("network_list", signed_in=200),
    row("network_detail", "fosen", members=200),
    row("network_detail", "gauldal", members=200),
    row("network_history", "fosen", members=403, readers=200),
    # Decisions and letters
    row("decision_list", "round 2025", members=403, readers=200),
    row("decisions_prepare", "round 2025", members=403, secretariat=AWAY, only_post=True),
    row("decisions_approve", "round 2025", members=403, decision_maker=200, post=200),
    row("decision_edit", "draft decision", members=404, readers=403, secretariat=200, post=200),
    row("letter_list", "round 2025", members=403, readers=200),
    row("letters_issue", "round 2025", members=403, decision_maker=AWAY, only_post=True),
    row("letter_terms_edit", "round 2025", members=403, secretariat=200, post=200),
    row("letter_preview", "round 2025", "melhus", members=403, readers=200),
    row("letter_preview_pdf", "round 2025", "melhus", members=403, readers=200),
    row("letters_zip", "round 2025", members=403, readers=200),
    row("my_letters", signed_in=200),
    row("letter_detail", "letter", members=200, payee_registrar=404),
    row("letter_pdf", "letter", members=200, payee_registrar=404),
    row("payee_list", signed_in=403, **OWN_ACCOUNTS, payee_registrar=200, auditor=200, superuser=200),
    row("payee_edit", "ørland", members=403, payee_registrar=200, post=200),
    row("mail_list", signed_in=403, secretariat=200, outsider=200),
    row("mail_retry", "mail", signed_in=403, secretariat=AWAY, outsider=404, only_post=True),
    # The register
    row("owner_list", signed_in=200),
    row("owner_xlsx", signed_in=200),
    row("partner_list", signed_in=200),
    row("person_list", members=404, staff=200, outsider=200),
    row("people_import", members=404, staff=403, secretariat=200, superuser=200, outsider=200, post=200),
    row("people_import_preview", members=404, staff=403, secretariat=AWAY, superuser=AWAY, outsider=AWAY, post=AWAY),
    row("head_count_list", members=404, staff=200, outsider=200),
    row("head_count_import", members=404, staff=403, secretariat=200, superuser=200, outsider=200, post=200),
    row(
        "head_count_import_preview",
        members=404,
        staff=403,
        secretariat=AWAY,
        superuser=AWAY,
        outsider=AWAY,
        post=AWAY,
    ),
    row("people_import_template", members=404, staff=403, secretariat=200, superuser=200, outsider=200),
    # The forum
    row("forum_list", signed_in=200, members=AWAY),  # leads to the only one there is
    row("forum_detail", "forum", members=200),
    # Accounts
    row("account_login", everybody=AWAY, stranger=200, post=200),
    row("account_logout", signed_in=200, stranger=AWAY, post=AWAY),
    row("account_signup", everybody=AWAY, stranger=200, post=200),
    row("account_inactive", everybody=200),
    row("account_reauthenticate", signed_in=200, post=200),
    row("account_change_password", signed_in=200, post=200),
    row("account_set_password", signed_in=AWAY, post=AWAY),
    row("account_reset_password", everybody=200, post=200),
    row("account_reset_password_done", everybody=200),
    row("account_reset_password_from_key", "1", "made-up", everybody=200, post=200),
    row("account_reset_password_from_key_done", everybody=200),
]
