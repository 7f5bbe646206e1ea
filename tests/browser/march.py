"""The register, the round file of 2025 and its secretariat: all there is before the forum is made."""

import json
from datetime import date
from types import SimpleNamespace

from allocations.models import Decision
from dekom.core.models import OutboxMail, User
from dekom.portal.casefile.load import load_round
from dekom.portal.casefile.read import read
from dekom.portal.demo.letters import RELEASE
from dekom.portal.demo.load import CASE
from forum.models import Forum, ItemCounter
from networks.actions import ship
from networks.enums import RoleKind
from networks.models import Role, Scheme

CATEGORIES = {
    "network": "Kompetansenettverk",
    "UH": "Universitet eller høgskole",
    "centre": "Nasjonalt senter",
    "union": "Fagforening",
    "KS": "KS",
    "PPT": "PPT",
    "Statped": "Statped",
    "private owners": "Private eiere",
}
TOLD = ("recommended", "remark", "conditions", "payout_held", "release_condition", "recommendation_reference", "status")
BEFORE = 5  # matters of the January meeting, which was held without Dekom


def load():
    """The round as its file has it. The drafts that its letters were made from are remembered, and taken away."""
    county = ship.county()
    case = json.loads(CASE.read_text(encoding="utf-8"))
    round_, _result = load_round(read(CASE.read_text(encoding="utf-8")), county, source="Samarbeidsforum i januar")
    Decision.objects.filter(round=round_, payout_held=True).update(release_condition=RELEASE)
    wanted = drafts_of(round_)
    Decision.objects.filter(round=round_).delete()
    forum = Forum.objects.create(county=county, name="Samarbeidsforum")
    forum.schemes.set(Scheme.objects.all())
    ItemCounter.objects.create(forum=forum, year=2025, last=BEFORE)
    staff = [User.objects.create_user(f"{name}@dekom.example", name=name.title()) for name in ("leder", "referent")]
    for person in staff:
        Role.objects.create(user=person, county=county, kind=RoleKind.SECRETARIAT, valid_from=date(2025, 1, 1))
    return SimpleNamespace(
        county=county, case=case, round=round_, forum=forum, chair=staff[0], taker=staff[1], wanted=wanted
    )


def drafts_of(round_):
    """What each draft decision says, by whom it is for."""
    drafts = Decision.objects.filter(round=round_).select_related("network", "fixed_grant")
    return {
        draft.network.code if draft.network else draft.fixed_grant.purpose: {
            name: getattr(draft, name) for name in TOLD
        }
        for draft in drafts
    }


def roster_of(case):
    """The nameless roster as somebody would paste it: a line each of 41 seats, 5 with a deputy who met."""
    lines = ["Representerer;Kategori;Medlem;E-post;Vara;E-post"]
    for number, seat in enumerate(case["meeting"]["seats"], 1):
        cells = [seat["organisation"], CATEGORIES[seat["category"]], f"Medlem {number}", f"m{number}@dekom.example"]
        if seat.get("deputy"):
            cells += [f"Vara {number}", f"v{number}@dekom.example"]
        lines.append(";".join(cells))
    return "\n".join(lines)


def link_in_mail_to(email, part):
    """The personal address that somebody's mail holds."""
    mails = OutboxMail.objects.filter(recipient__email=email, body__contains=part).order_by("-pk")
    return next(word for word in mails[0].body.split() if part in word)
