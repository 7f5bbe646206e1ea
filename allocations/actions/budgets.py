"""The round's budget is written here, its fixed grants and coordination extras with it."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from allocations.models import Budget, CoordinationExtra, FixedGrant
from allocations.services.round_input import BudgetInput
from dekom.core.errors import DomainError
from networks.models import Round


@transaction.atomic
def save(round_: Round, values: BudgetInput, *, source: str, networks: Mapping[str, int]) -> Budget:
    """Write the whole budget; grants keep their rows by their place in the order. ``networks``: keys by code.

    Units: whole kroner.
    Raises: DomainError: a grant that is taken out has a decision.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    budget = Budget.objects.select_for_update().filter(round=round_).first() or Budget(round=round_)
    budget.appropriation = values.appropriation
    budget.appropriation_source = source
    budget.common_measures = values.common_measures
    budget.reserve = values.reserve
    budget.coordination_flat = values.coordination_flat
    budget.save()
    _save_grants(budget, values)
    _save_extras(budget, values.coordination_extra, networks)
    return budget


def _save_grants(budget: Budget, values: BudgetInput) -> None:
    rows = list(budget.fixed_grants.filter(leftover=None).order_by("order"))
    for place, grant in enumerate(values.fixed):
        row = rows[place] if place < len(rows) else FixedGrant(budget=budget, order=_next(rows, place))
        told = (row.purpose, row.recipient_name, row.amount)
        if row.pk is None or told != (grant.purpose, grant.recipient, grant.amount):
            row.purpose, row.recipient_name, row.amount = grant.purpose, grant.recipient, grant.amount
            row.save()
    for row in rows[len(values.fixed) :]:
        try:
            row.delete()
        except ProtectedError as error:
            raise DomainError(
                _("«%(purpose)s» has a decision, and can't be taken out of the budget.") % {"purpose": row.purpose}
            ) from error


def _next(rows: list[FixedGrant], place: int) -> int:
    return (rows[-1].order if rows else 0) + 1 + place - len(rows)


def _save_extras(budget: Budget, extras: Mapping[str, int], networks: Mapping[str, int]) -> None:
    rows = {row.network.code: row for row in budget.coordination_extras.select_related("network")}
    for code, row in rows.items():
        if not extras.get(code):
            row.delete()
    for code, amount in extras.items():
        known = rows.get(code)
        if not amount or (known and known.amount == amount):
            continue
        row = known or CoordinationExtra(budget=budget, network_id=networks[code])
        row.amount = amount
        row.save()
