"""Settlements of what Fosen left of the made-up year, their letters issued, and appeals on them."""

from django.utils import timezone

from allocations.actions import appeals, issue, settle
from allocations.models import Appeal, Settlement
from networks.models import Organisation, Report
from tests.allocations.world import somebody


def report():
    return Report.objects.select_related("round__county", "round__scheme", "network").get(
        network__code="fosen", round__year=2024
    )


def proposed(kind, amount=40_000):
    return settle.propose(
        report(),
        recipient=Organisation.objects.get(name="Ørland"),
        kind=kind,
        amount=amount,
        reason="Samlingen ble ikke holdt",
        actor=somebody("saksbehandler"),
        now=timezone.now(),
    )


def decided(kind, amount=40_000):
    """The only settlement, decided, with its letter issued. What the demo proposes itself is taken away."""
    Settlement.objects.filter(status="proposed").delete()
    made = settle.decide(proposed(kind, amount), actor=somebody("beslutter"), now=timezone.now())
    assert issue.issue_next(now=timezone.now())
    made.letter.refresh_from_db()
    return made


def appealed(settlement, **more):
    fields = {"grounds": "Samlingen er holdt nå", "late_reason": "", "suspends": False} | more
    return appeals.receive(
        settlement.letter,
        received_on=timezone.localdate(),
        actor=somebody("saksbehandler"),
        now=timezone.now(),
        **fields,
    )


def assessed(appeal):
    return appeals.assess(appeal, assessment="Medhold.", actor=somebody("saksbehandler"), version=appeal.version)


def reversed_(appeal, reason="Samlingen var utsatt"):
    ready = assessed(appeal)
    made = appeals.reverse(ready, reason=reason, actor=somebody("beslutter"), now=timezone.now(), version=ready.version)
    assert made is None
    return Appeal.objects.get(pk=appeal.pk)
