"""What stands for each partner in a decision basis, and whether they have confirmed it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from networks.enums import PARTNER_KINDS
from networks.models import CostLine, DecisionBasis, EstimateConfirmation, Organisation


@dataclass(frozen=True)
class Estimate:
    """Amounts are whole kroner. A confirmation of another amount holds no more."""

    organisation: Organisation
    amount: int
    confirmation: EstimateConfirmation | None

    @property
    def is_confirmed(self) -> bool:
        return self.confirmation is not None and self.confirmation.amount == self.amount


def estimates(basis: DecisionBasis) -> list[Estimate]:
    """One for each partner that is to receive something, or has confirmed something; in three queries at most."""
    lines = CostLine.objects.filter(measure__basis=basis, recipient__kind__in=PARTNER_KINDS).order_by()
    amounts: dict[int, int] = dict(lines.values_list("recipient").annotate(Sum("amount")))
    rows = EstimateConfirmation.objects.filter(basis=basis).select_related("by")
    confirmed = {row.organisation_id: row for row in rows}
    found = Organisation.objects.filter(pk__in={*amounts, *confirmed}).order_by("name")
    return [Estimate(each, amounts.get(each.pk, 0), confirmed.get(each.pk)) for each in found]


def unconfirmed(found: Iterable[Estimate]) -> dict[str, int]:
    """Partners' names and what they have not confirmed."""
    return {each.organisation.name: each.amount for each in found if not each.is_confirmed}
