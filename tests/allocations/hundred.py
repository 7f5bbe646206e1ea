"""A hundred ordered letters in a database of their own, and workers that issue them, as processes."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from allocations.actions import issue
from allocations.enums import DecisionStatus
from allocations.models import Decision, DecisionLine, FixedGrant, Payee
from networks.enums import OrganisationKind
from networks.models import Organisation
from tests.allocations.world import somebody, the_round
from tests.template_database import connected_to_copy


@contextmanager
def ordered_letters(drafts_database, count):
    """A copy of the demo where ``count`` letters wait for a worker. Gives the address of the database."""
    name = f"{drafts_database}_{count}_letters"
    with connected_to_copy(drafts_database, name):
        order(count)
        yield address_of(name)


def order(count):
    round_, now, registrar = the_round(), timezone.now(), somebody("registrator")
    for number in range(count):
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
            registered_by=registrar,
            registered_at=now,
        )
        grant = FixedGrant.objects.create(
            budget=round_.budget, order=100 + number, purpose=f"Formål {number:03}", recipient_name="", amount=1000
        )
        decision = Decision.objects.create(
            round=round_,
            fixed_grant=grant,
            recommended=1000 + number,
            decided=1000 + number,
            recommendation_reference="12. mars 2025, sak 8/25",
        )
        DecisionLine.objects.create(decision=decision, recipient=organisation, amount=1000 + number)
        Decision.objects.filter(pk=decision.pk).update(status=DecisionStatus.APPROVED, approved_at=now)
    assert len(issue.order(round_, actor=somebody("beslutter"), now=now)) == count


def address_of(name):
    database = settings.DATABASES["default"]
    return f"postgres://{database['USER']}@{quote(database['HOST'], safe='')}:{database['PORT']}/{name}"


def start_worker(address, *options):
    """A worker as production runs it."""
    environment = {**os.environ, "DATABASE_URL": address, "EMAIL_URL": "dummymail:"}
    command = [sys.executable, "manage.py", "worker", *options]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL)
