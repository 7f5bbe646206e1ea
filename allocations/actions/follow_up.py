"""What follows when a letter is issued: the decision's state, the basis, the report, and word to the recipient."""

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from allocations.actions import open_reports, plan_payments
from allocations.enums import DecisionStatus, LetterStatus
from allocations.models import Decision, DecisionLetter, DecisionLine
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.actions import review
from networks.enums import NETWORK_ROLES, BasisStatus, OrganisationKind, RoleKind
from networks.models import DecisionBasis, Role


def after_issue(letter: DecisionLetter, *, now: datetime) -> None:
    """Push what a newly issued letter means. In the transaction that issues it."""
    decisions = list(
        Decision.objects.select_for_update(of=("self",))
        .filter(lines__letter_line__letter=letter)
        .select_related("round", "network", "fixed_grant")
        .order_by("pk")
    )
    unlettered = DecisionLine.objects.exclude(recipient__kind=OrganisationKind.GOVERNOR).exclude(
        letter_line__letter__status=LetterStatus.ISSUED
    )
    for decision in decisions:
        if not unlettered.filter(decision=decision).exists():
            close(decision)
        if decision.decided:  # where nothing is given, nothing is to be reported
            open_reports.open_report(decision, letter, now=now)
        else:
            open_reports.tell_reports(decision, language=letter.language)
    plan_payments.plan(letter, now=now)
    queue_mail("allocations/letter_issued", to=people_at(letter, now), context={"county": letter.county})


def close(decision: Decision) -> None:
    """The decision is issued when its last letter is; the edition before it is replaced, and the basis decided."""
    Decision.objects.filter(pk=decision.pk, status=DecisionStatus.APPROVED).update(
        status=DecisionStatus.ISSUED, version=F("version") + 1
    )
    Decision.objects.filter(replaced_by=decision, status=DecisionStatus.ISSUED).update(
        status=DecisionStatus.REPLACED, version=F("version") + 1
    )
    basis = DecisionBasis.objects.filter(
        round=decision.round_id, network=decision.network_id, status=BasisStatus.IN_REVIEW
    ).first()
    if basis is not None:
        review.close(basis)


def people_at(letter: DecisionLetter, now: datetime) -> QuerySet[User]:
    """Who reads the letter for the recipient: its contacts, and the people of the network whose money it hosts."""
    about = letter.about if letter.about_id and letter.about else letter  # a notice goes to whoever has the letter
    hosted = about.lines.filter(as_host=True).values("decision_line__decision__network")
    roles = Role.objects.on(timezone.localdate(now)).filter(
        Q(kind__in=[RoleKind.OWNER_CONTACT, RoleKind.UH_PARTNER], organisation=letter.recipient_id)
        | Q(kind__in=NETWORK_ROLES, network__in=hosted)
    )
    return User.objects.filter(roles__in=roles, is_active=True).distinct().order_by("pk")
