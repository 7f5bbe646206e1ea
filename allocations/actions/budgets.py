"""The round's budget is written here, its fixed grants and coordination extras with it."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from allocations.models import Budget, CoordinationExtra, FixedGrant
from allocations.selectors.adoptions import newest_adoption
from allocations.selectors.bench import budget_input, rounds_with_budget
from allocations.services.balance import balance
from allocations.services.round_input import BudgetInput
from allocations.services.stored import budget_fingerprint
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.kroner import format_kroner
from networks.models import Round


@transaction.atomic
def save(
    round_: Round,
    values: BudgetInput,
    *,
    source: str,
    networks: Mapping[str, int],
    seen: str = "",
    frames_follow: bool = False,
) -> Budget:
    """Write the whole budget; grants keep their rows by their place in the order. ``networks``: keys by code.

    ``seen`` is the fingerprint of the budget that the person had before them; without it nothing is compared.
    ``frames_follow``: the forum is to adopt new frames, so the budget may be less than the adopted ones.

    Units: whole kroner.
    Raises: DomainError: a grant that is taken out has a decision, or the adopted frames are more than what is left.
    StaleStateError: somebody else has changed the budget.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    budget = Budget.objects.select_for_update().filter(round=round_).first() or Budget(round=round_)
    if seen and seen != _stored(round_, networks):
        raise StaleStateError(_("Somebody else has changed this budget in the meantime. Open it again."))
    if not frames_follow and (problem := frames_problem(round_.pk, values)):
        raise DomainError(problem)
    budget.appropriation = values.appropriation
    budget.appropriation_source = source
    budget.common_measures = values.common_measures
    budget.reserve = values.reserve
    budget.coordination_flat = values.coordination_flat
    budget.save()
    _save_grants(budget, values)
    _save_extras(budget, values.coordination_extra, networks)
    return budget


def frames_problem(round_id: int, values: BudgetInput) -> str:
    """By how much the budget is less than what it sets aside and the frames adopted last; empty where it holds.

    Units: whole kroner. Source: bestemmelser om økonomistyring i staten 6.3.
    """
    adoption = newest_adoption(round_id)
    adopted = sum(adoption.frames.values_list("amount", flat=True)) if adoption else 0
    fixed = [grant.amount for grant in values.fixed]
    over = balance(values.appropriation, [(adopted, 0)], fixed, values.common_measures, values.reserve).over
    if not adopted or not over:
        return ""
    return _(
        "The budget lacks %(over)s kr: frames of %(adopted)s kr are adopted. "
        "Raise the appropriation or set less aside. "
        "If the forum is to adopt lower frames, say so in the workbench when you save."
    ) % {"over": format_kroner(over), "adopted": format_kroner(adopted)}


def _stored(round_: Round, networks: Mapping[str, int]) -> str:
    """The fingerprint of what is stored, as the workbench shows it: of extras those to the round's networks."""
    found = rounds_with_budget(Round.objects.all()).get(pk=round_.pk)
    values = budget_input(found)
    extras = {code: amount for code, amount in values.coordination_extra.items() if code in networks}
    budget = getattr(found, "budget", None)
    source = budget.appropriation_source if budget else ""
    return budget_fingerprint(replace(values, coordination_extra=extras), source)


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
