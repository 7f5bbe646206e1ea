"""What a report's money comes to today, whatever the report says: granted by the decisions that count, and paid."""

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from allocations.enums.payments import PaymentStatus
from allocations.models import Decision, DecisionLine, Payment
from networks.models import Report


def with_grants(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Each with ``granted_now`` and ``paid``. Of fixed grants, what the recipient has had letters about."""
    current = Decision.objects.current().filter(round=OuterRef("round"))
    of_network = current.filter(network=OuterRef("network")).order_by("-edition").values("decided")[:1]
    lines = DecisionLine.objects.filter(
        decision__round=OuterRef("round"),
        decision__network=None,
        decision__in=Decision.objects.current(),
        recipient=OuterRef("organisation"),
        letter_line__isnull=False,
    )
    of_organisation = lines.order_by().values("recipient").annotate(sum=Sum("amount")).values("sum")
    to_network = Q(decision_line__decision__network=OuterRef("network"))
    to_organisation = Q(decision_line__decision__network=None, recipient=OuterRef("organisation"))
    paid = (
        Payment.objects.filter(to_network | to_organisation, round=OuterRef("round"), status=PaymentStatus.PAID)
        .order_by()
        .values("round")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    return reports.annotate(
        granted_now=Coalesce(Subquery(of_network), Subquery(of_organisation), 0), paid=Coalesce(Subquery(paid), 0)
    )
