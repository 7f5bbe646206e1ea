"""The demo's 2025 round on its way from drafts to letters, step by step, for tests that begin somewhere on it."""

from django.utils import timezone

from allocations.actions import approve, issue, prepare
from allocations.enums import DecisionStatus
from allocations.models import DecisionLetter
from dekom.core.models import User
from networks.models import Round


def the_round():
    return Round.objects.select_related("county", "scheme", "legal_basis").get(
        scheme__code="kompetanseloftet", year=2025
    )


def somebody(name):
    """One of the demo's people: «saksbehandler», «beslutter» and so on."""
    return User.objects.get(email=f"{name}@dekom.example")


def prepared():
    round_ = the_round()
    prepare.from_recommendations(round_, actor=somebody("saksbehandler"), day=timezone.localdate())
    return round_


def approved():
    round_ = prepared()
    seen = dict(round_.decisions.filter(status=DecisionStatus.DRAFT).values_list("pk", "version"))
    approve.decisions(round_, seen, actor=somebody("beslutter"), now=timezone.now())
    return round_


def ordered(*recipients):
    """With names: only these recipients' letters."""
    round_ = approved()
    chosen = [line.recipient_id for line in issue.lines_ready(round_) if line.recipient.name in recipients]
    issue.order(round_, actor=somebody("beslutter"), now=timezone.now(), recipients=chosen or None)
    return round_


def issue_all():
    while issue.issue_next(now=timezone.now()):
        pass


def issued(*recipients):
    round_ = ordered(*recipients)
    issue_all()
    return round_


def letter_to(name):
    return DecisionLetter.objects.get(recipient__name=name, round=the_round())
