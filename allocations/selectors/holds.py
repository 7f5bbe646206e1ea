"""What holds payments: computed from what is the case, and set by persons or by the decision. Three queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from allocations.enums.payments import HoldKind
from allocations.models import Appeal, Payee, PayeeChange, Payment, PaymentHold
from allocations.models.payment import PaymentQuerySet
from allocations.services.holds import HoldFacts, Reason, computed_holds
from networks.enums import ReportStatus
from networks.models import Report

Subject = tuple[str, int | None]  # who owes a report: a network, or an organisation


@dataclass(frozen=True)
class Hold:
    """One reason that a payment waits, as the page shows it. ``row`` is what a person can release."""

    kind: HoldKind
    about: str = ""
    until: date | None = None
    row: PaymentHold | None = None

    def __str__(self) -> str:
        return f"{self.kind.label}. {self.about}".strip()


def with_facts(payments: PaymentQuerySet) -> PaymentQuerySet:
    """Payments with all that their holds, pages and files tell of, in two queries."""
    changing = PayeeChange.objects.pending().filter(organisation=OuterRef("recipient"))
    suspending = Appeal.objects.suspending().order_by("received_on")
    on_the_decision = suspending.filter(  # whichever edition it is on: a later one does not settle it
        Q(decision__network=OuterRef("decision_line__decision__network"))
        | Q(decision__fixed_grant=OuterRef("decision_line__decision__fixed_grant")),
        decision__round=OuterRef("round"),
    )
    on_its_set_off = suspending.filter(settlement__set_offs__payment=OuterRef("pk"))
    holds = PaymentHold.objects.select_related("set_by", "released_by").order_by("set_at", "pk")
    return (
        payments.select_related(
            "recipient__payee",
            "letter",
            "round__scheme",
            "decision_line__decision__network",
            "decision_line__decision__fixed_grant",
            "attested_by",
            "payment_list",
        )
        .annotate(
            account_is_changing=Exists(changing),
            appealed_on=Coalesce(
                *(Subquery(each.values("received_on")[:1]) for each in (on_the_decision, on_its_set_off))
            ),
        )
        .prefetch_related(Prefetch("holds", holds))
    )


def holds_of(payments: Iterable[Any], day: date) -> dict[int, list[Hold]]:
    """By payment; they come from ``with_facts``. One query."""
    rows = list(payments)
    missing, accepted = _reports(rows, day)
    return {payment.pk: [*stored_holds(payment), *_computed(payment, day, missing, accepted)] for payment in rows}


def stored_holds(payment: Payment) -> list[Hold]:
    """What somebody, or the decision, holds it for today."""
    return [Hold(HoldKind(row.kind), row.reason, row=row) for row in payment.holds.all() if row.released_at is None]


def payee_of(payment: Payment) -> Payee | None:
    payee: Payee | None = getattr(payment.recipient, "payee", None)
    return payee


def _computed(
    payment: Any,
    day: date,
    missing: Mapping[Subject, list[Report]],
    accepted: set[tuple[int, str, int | None]],
) -> list[Hold]:
    payee, subject = payee_of(payment), _subject(payment)
    facts = HoldFacts(
        has_account=payee is not None,
        account_is_changing=payment.account_is_changing,
        cooling_until=payee.cooling_until if payee else None,
        reports_missing=tuple(
            str(report.round) for report in missing.get(subject, []) if report.round_id != payment.round_id
        ),
        waits_for_report=payment.after_report and (payment.round_id, *subject) not in accepted,
        appeal=date_format(payment.appealed_on) if payment.appealed_on else "",
    )
    return [_hold(reason) for reason in computed_holds(facts, day)]


def _subject(payment: Payment) -> Subject:
    network = payment.decision_line.decision.network_id
    return ("network", network) if network else ("organisation", payment.recipient_id)


def _reports(payments: list[Any], day: date) -> tuple[dict[Subject, list[Report]], set[tuple[int, str, int | None]]]:
    """Overdue reports by who owes them, and which rounds' reports are accepted."""
    subjects = {_subject(payment) for payment in payments}
    rounds = {payment.round_id for payment in payments}
    being_written = Q(status__in=[ReportStatus.OPEN, ReportStatus.CHANGES_REQUESTED], due_on__lt=day)
    reports = (
        Report.objects.filter(
            Q(network__in=[key for kind, key in subjects if kind == "network"])
            | Q(organisation__in=[key for kind, key in subjects if kind == "organisation"])
        )
        .filter(being_written | Q(status=ReportStatus.ACCEPTED, round__in=rounds))
        .select_related("round__scheme")
        .order_by("round__year", "pk")
    )
    missing: dict[Subject, list[Report]] = defaultdict(list)
    accepted = set()
    for report in reports:
        subject = ("network", report.network_id) if report.network_id else ("organisation", report.organisation_id)
        if report.status == ReportStatus.ACCEPTED:
            accepted.add((report.round_id, *subject))
        else:
            missing[subject].append(report)
    return missing, accepted


def _hold(reason: Reason) -> Hold:
    return Hold(reason.kind, reason.about, reason.until)
