"""The columns of the table of rights, and how a row is read.

Read a row so: ``row("network_history", "fosen", members=403, readers=200)`` – of the network Fosen, everybody with
a role in the county is refused, those who read all of it are let in, and whoever is not named gets what RULE says.
Later words go over earlier ones. The data is the demo's. The admin's pages are in tests/admin_access.py.
"""

from dataclasses import dataclass

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
