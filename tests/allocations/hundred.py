"""Many ordered letters in a database of their own, and workers that issue them, as processes."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from allocations.actions import issue
from allocations.actions.notices import order_notice
from allocations.enums import UNSPENT_KINDS, DecisionChange, DecisionOutcome, DecisionStatus, LetterKind, LetterStatus
from allocations.models import Decision, DecisionLetter, DecisionLine, FixedGrant, Payee
from networks.actions import restore
from networks.enums import BasisStatus, OrganisationKind
from networks.models import DecisionBasis, Network, NetworkHost, Organisation
from tests.allocations.world import somebody, the_round
from tests.template_database import connected_to_copy

CHANGES = {
    LetterKind.AMENDMENT: DecisionChange.AMENDMENT,
    LetterKind.LEFTOVER: DecisionChange.LEFTOVER,
    LetterKind.APPEAL_REVERSED: DecisionChange.APPEAL,
}
UNSPENT = {"lines": [{"label": "Formål", "unspent": 900, "set_off": 900}], "against_year": 2026}
NOTICES = {
    **dict.fromkeys(UNSPENT_KINDS, UNSPENT),
    LetterKind.REMINDER: {"subject": "report", "was_due": "2026-06-15", "new_deadline": "2026-07-01"},
    LetterKind.APPEAL_FORWARDED: {"received_on": "2025-05-02", "assessment": "Vi holder fast på vedtaket."},
}


@contextmanager
def ordered_letters(drafts_database, count, kinds=(LetterKind.GRANT,)):
    """A copy of the demo where ``count`` letters wait for a worker, of these kinds by turns. Gives its address."""
    name = f"{drafts_database}_{count}_letters"
    with connected_to_copy(drafts_database, name):
        order(count, kinds)
        yield address_of(name)


def order(count, kinds):
    round_, now = the_round(), timezone.now()
    for number in range(count):
        kind, recipient = kinds[number % len(kinds)], new_recipient(round_, number, now)
        if kind in NOTICES:
            before = a_letter_from_before(round_, recipient, number, now)
            with transaction.atomic():
                order_notice(
                    kind,
                    about=before,
                    recipient=recipient,
                    round_=round_,
                    particulars=NOTICES[kind],
                    actor=somebody("beslutter"),
                    now=now,
                )
        else:
            approved_decision(round_, recipient, number, kind, now)
    issue.order(round_, actor=somebody("beslutter"), now=now)
    waiting = DecisionLetter.objects.waiting()
    assert waiting.count() == count
    assert set(waiting.values_list("kind", flat=True)) == {str(kind) for kind in kinds[:count]}


def new_recipient(round_, number, now):
    organisation = Organisation.objects.create(
        county=round_.county,
        kind=OrganisationKind.OTHER_EXPERT,
        name=f"Mottaker {number:03}",
        postal_address="Postboks 999",
        postal_code="7999",
        postal_place="Ås",
    )
    Payee.objects.create(
        organisation=organisation,
        organisation_number="315260183",
        account_number="12346281942",
        registered_by=somebody("registrator"),
        registered_at=now,
    )
    return organisation


def approved_decision(round_, recipient, number, kind, now):
    """A decision that somebody has approved, of the kind that its letter shall be."""
    amount = 0 if kind == LetterKind.REFUSAL else 1000 + number
    fields = {
        "round": round_,
        "recommended": amount,
        "decided": amount,
        "recommendation_reference": "12. mars 2025, sak 8/25",
        **subject(round_, recipient, number, kind, now),
    }
    if kind == LetterKind.REFUSAL:
        fields |= {"outcome": DecisionOutcome.REFUSAL, "grounds": "Tiltaket oppfyller ikke kriteriene."}
    if kind == LetterKind.PARTIAL:
        fields |= {"outcome": DecisionOutcome.PARTIAL, "grounds": "Ramma er det nettverket kan få."}
    if kind in CHANGES:
        old = Decision.objects.create(**fields | {"decided": 500})
        DecisionLine.objects.create(decision=old, recipient=recipient, amount=500)
        for status in (DecisionStatus.APPROVED, DecisionStatus.ISSUED):
            Decision.objects.filter(pk=old.pk).update(status=status, approved_at=now)
        fields |= {"replaces": old, "edition": 2, "change": CHANGES[kind], "change_reason": "Nye opplysninger."}
    decision = Decision.objects.create(**fields)
    DecisionLine.objects.create(decision=decision, recipient=recipient, amount=amount)
    Decision.objects.filter(pk=decision.pk).update(status=DecisionStatus.APPROVED, approved_at=now)


def subject(round_, recipient, number, kind, now):
    """What the decision is for: a network that asked for more, or a fixed grant."""
    if kind != LetterKind.PARTIAL:
        grant = FixedGrant.objects.create(
            budget=round_.budget, order=100 + number, purpose=f"Formål {number:03}", recipient_name="", amount=1000
        )
        return {"fixed_grant": grant}
    name = f"Nettverk {number:03}"
    network = Network.objects.create(county=round_.county, code=f"nett-{number}", name=name)
    begun = timezone.localdate(now) - timedelta(days=400)
    NetworkHost.objects.create(network=network, owner_id=recipient.pk, valid_from=begun, mandate="Avtalen")
    basis = DecisionBasis.objects.create(round=round_, network=network, frame=5000)
    restore.decision_basis(basis, requested=4000, to=BasisStatus.IN_REVIEW, submitted_at=now, reason="")
    return {"network": network}


def a_letter_from_before(round_, recipient, number, now):
    """Issued elsewhere: it has a number and a hash, and no file."""
    letter = DecisionLetter.objects.create(
        county=round_.county,
        round=round_,
        recipient=recipient,
        language="nb",
        amount=900,
        ordered_at=now,
        next_attempt_at=now,
        loaded=True,
    )
    DecisionLetter.objects.filter(pk=letter.pk).update(
        status=LetterStatus.ISSUED, number=number + 1, year=2024, sha256=f"{number:064x}", issued_at=now
    )
    letter.refresh_from_db()
    return letter


def address_of(name):
    database = settings.DATABASES["default"]
    return f"postgres://{database['USER']}@{quote(database['HOST'], safe='')}:{database['PORT']}/{name}"


def start_worker(address, *options):
    """A worker as production runs it."""
    environment = {**os.environ, "DATABASE_URL": address, "EMAIL_URL": "dummymail:"}
    command = [sys.executable, "manage.py", "worker", *options]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL)
