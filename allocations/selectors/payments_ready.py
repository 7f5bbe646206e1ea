"""How many payments a person can attest or order today, counted by the database.

The same rules as ``attest_problems`` and ``order_problems``, which tell every reason of each payment. A test compares.
"""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, When

from allocations.enums import DecisionStatus
from allocations.enums.payments import PaymentStatus
from allocations.models import PaymentHold
from allocations.models.payment import PaymentQuerySet
from allocations.selectors.holds import with_facts
from dekom.core.models import User
from networks.enums import ReportStatus
from networks.models import Report

DECISION = "decision_line__decision"


def to_attest(payments: PaymentQuerySet, user: User, day: date) -> PaymentQuerySet:
    """Those that nothing holds, and that the person neither decided on, nor released, nor registered the account of."""
    released = PaymentHold.objects.filter(payment=OuterRef("pk"), released_by=user)
    approved = Q(**{f"{DECISION}__approved_by": user})
    return _free(payments.filter(status=PaymentStatus.PLANNED), day).exclude(
        _worked_on(user) | approved | _registered(user) | Exists(released)
    )


def to_order(payments: PaymentQuerySet, user: User, day: date) -> PaymentQuerySet:
    """Attested ones that nothing holds, and that the person may order."""
    by_registrar = Q(attested_by=F("recipient__payee__registered_by")) | Q(
        attested_by=F("recipient__payee__confirmed_by")
    )
    return _free(payments.filter(status=PaymentStatus.ATTESTED), day).exclude(
        Q(attested_by=user) | _worked_on(user) | _registered(user) | by_registrar
    )


def _free(payments: PaymentQuerySet, day: date) -> PaymentQuerySet:
    """Those without a hold, set or computed, of decisions that count."""
    held = PaymentHold.objects.filter(payment=OuterRef("pk"), released_at=None)
    reports = Report.objects.filter(Q(network=OuterRef(f"{DECISION}__network")) | Q(organisation=OuterRef("reporter")))
    overdue = reports.filter(status__in=[ReportStatus.OPEN, ReportStatus.CHANGES_REQUESTED], due_on__lt=day)
    accepted = reports.filter(status=ReportStatus.ACCEPTED, round=OuterRef("round"))
    cooled = Q(recipient__payee__cooling_until=None) | Q(recipient__payee__cooling_until__lte=day)
    nothing: dict[str, Any] = {"account_is_changing": False, "appealed_on": None}  # as ``with_facts`` names them
    return (
        with_facts(payments)
        .annotate(reporter=Case(When(**{f"{DECISION}__network": None}, then=F("recipient"))))
        .filter(cooled, recipient__payee__isnull=False, **nothing)
        .filter(Q(after_report=False) | Exists(accepted))
        .exclude(Exists(held) | Exists(overdue.exclude(round=OuterRef("round"))))
        .exclude(**{f"{DECISION}__status": DecisionStatus.REPLACED})
    )


def _worked_on(user: User) -> Q:
    hands = Q(**{f"{DECISION}__prepared_by": user}) | Q(**{f"{DECISION}__edited_by": user})
    return hands | Q(**{f"{DECISION}__worked_on_by__contains": [user.pk]})


def _registered(user: User) -> Q:
    return Q(recipient__payee__registered_by=user) | Q(recipient__payee__confirmed_by=user)
