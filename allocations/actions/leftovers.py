"""Leftover funds become a recommendation, and the recommendation new draft decisions, all in one go."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from allocations.actions import amend, prepare
from allocations.enums import DecisionChange, DecisionStatus
from allocations.enums.payments import HoldKind, LeftoverMethod, PaymentStatus
from allocations.models import (
    Budget,
    Decision,
    FixedGrant,
    LeftoverDistribution,
    LeftoverPart,
    PaymentHold,
)
from allocations.permissions import may_prepare
from allocations.selectors.leftovers import free_since
from allocations.selectors.round_money import money_of
from allocations.services.derivation import step_as_json
from allocations.services.distribution import NamedGrant, Plan, plan_distribution
from allocations.services.leftovers import OverdrawnError
from allocations.services.prorata import share
from dekom.core.errors import DomainError
from dekom.core.kroner import format_kroner
from dekom.core.models import User
from networks.models import Network, Organisation, Round


@transaction.atomic
def distribute(
    round_: Round,
    named: Sequence[NamedGrant],
    *,
    method: str,
    weights: Mapping[str, int],
    unit: int,
    reference: str,
    note: str,
    on: date,
    actor: User,
    now: datetime,
) -> LeftoverDistribution:
    """Keep the recommendation with its derivation, and make a draft decision of each part.

    A network's draft is a new edition of its decision, with what it gets on top; a named grant gets a decision of its
    own. Others than ``actor`` approve them, and the letters go out as all letters do.
    Units: whole kroner.
    Raises: DomainError: with every reason at once.
    """
    if not may_prepare(actor, round_.county_id):
        raise DomainError(_("Only the secretariat distributes leftover funds."))
    Round.objects.select_for_update().get(pk=round_.pk)
    money, today = money_of(round_), localdate(now)
    problems = day_problems(on, last=money.last_distributed_on, today=today)
    if not reference.strip():
        problems.append(_("Say which meeting and item recommends it."))
    if len({grant.purpose for grant in named}) < len(named):
        problems.append(_("Two named grants have the same purpose. Make one of them, or say what sets them apart."))
    available = free_since(money, on, today)
    plan = plan_of(named, available=available, method=method, weights=weights, unit=unit, problems=problems)
    networks = {network.code: network for network in Network.objects.filter(county=round_.county_id, code__in=weights)}
    decisions = _issued(round_, [networks[part.code] for part in plan.networks if part.amount], problems)
    if not plan.named and not any(part.amount for part in plan.networks):
        problems.append(_("Nothing is distributed."))
    if problems:
        raise DomainError(problems)
    last = round_.leftover_distributions.aggregate(last=Max("number"))["last"] or 0
    made = LeftoverDistribution.objects.create(
        round=round_,
        number=last + 1,
        distributed_on=on,
        reference=reference.strip(),
        method=method,
        available=plan.available,
        remainder=plan.remainder,
        note=note.strip(),
        made_by=actor,
        made_at=now,
    )
    LeftoverPart.objects.bulk_create(
        LeftoverPart(
            distribution=made,
            network=networks[part.code],
            amount=part.amount,
            derivation=step_as_json(part.step),
        )
        for part in plan.networks
        if part.amount
    )
    LeftoverPart.objects.bulk_create(
        LeftoverPart(
            distribution=made,
            organisation_id=part.recipient,
            purpose=part.purpose,
            amount=part.amount,
            derivation=step_as_json(part.step),
        )
        for part in plan.named
    )
    for network_part in plan.networks:
        if network_part.amount:
            code = network_part.code
            _new_edition(decisions[networks[code].pk], network_part.amount, reference.strip(), actor, today)
    for grant in named:
        _named_decision(round_, made, grant, reference.strip(), actor, on)
    return made


def day_problems(on: date, *, last: date | None, today: date) -> list[str]:
    """Why money can't be distributed as of the day. ``last``: the recommendation's day of the last distribution."""
    if on > today:
        return [_("The recommendation's day has not come yet.")]
    if last is not None and on < last:
        message = _(
            "The recommendation's day is before that of the last distribution, which took all that was left."
            " Choose %(day)s or later."
        )
        return [message % {"day": date_format(last, "DATE_FORMAT")}]
    return []


def plan_of(
    named: Sequence[NamedGrant],
    *,
    available: int,
    method: str,
    weights: Mapping[str, int],
    unit: int,
    problems: list[str],
) -> Plan:
    """The distribution as it would be; what stands in its way is added to ``problems``."""
    if unit < 1:
        problems.append(_("The rounding unit is at least 1 krone."))
        unit = 1
    if method != LeftoverMethod.NAMED and not any(weights.values()):
        problems.append(_("Choose the networks that share the rest."))
        method = LeftoverMethod.NAMED
    named = [grant for grant in named if grant.recipients]
    try:
        return plan_distribution(available, named, method=method, weights=weights, unit=unit)
    except OverdrawnError as error:
        problems.append(
            _("%(by)s kr more is named than the %(available)s kr that there is.")
            % {"by": format_kroner(error.by), "available": format_kroner(available)}
        )
    return plan_distribution(available, [], method=LeftoverMethod.NAMED, weights={})


def _issued(round_: Round, networks: Sequence[Network], problems: list[str]) -> dict[int, Decision]:
    """The decisions that get a new edition, locked; a network without an issued one is a problem."""
    found = (
        Decision.objects.select_for_update(of=("self",))
        .filter(round=round_, network__in=networks, status=DecisionStatus.ISSUED)
        .exclude(pk__in=Decision.objects.filter(replaces__isnull=False).values("replaces"))
        .order_by("pk")
    )
    decisions = {decision.network_id: decision for decision in found if decision.network_id}
    problems += [
        _("%(network)s has no issued decision, or a new edition of it is under way.") % {"network": network.short_name}
        for network in networks
        if network.pk not in decisions
    ]
    return decisions


def _new_edition(decision: Decision, more: int, reference: str, actor: User, day: date) -> None:
    """The decision with what it gets on top, in the same proportions; a refused network's host gets it, as at first."""
    edition = amend.draft_after(
        decision,
        change=DecisionChange.LEFTOVER,
        reason=_("Leftover funds: %(reference)s") % {"reference": reference},
        actor=actor,
    )
    total = (edition.decided or 0) + more
    prepare.decision(edition, actor=actor, version=edition.version, day=day, fields={"decided": total})
    held = PaymentHold.objects.filter(payment__decision_line__decision=decision, kind=HoldKind.CONDITION)
    is_held = held.filter(payment__status=PaymentStatus.HELD, released_at=None).exists()
    Decision.objects.filter(pk=edition.pk).update(
        recommended=total,
        recommendation_reference=reference,
        payout_held=is_held,
        release_condition=edition.release_condition if is_held else "",
        version=F("version") + 1,
    )


def _named_decision(
    round_: Round, made: LeftoverDistribution, grant: NamedGrant, reference: str, actor: User, on: date
) -> None:
    budget = Budget.objects.get(round=round_)
    names = list(Organisation.objects.filter(pk__in=grant.recipients).values_list("name", flat=True))
    last = budget.fixed_grants.aggregate(last=Max("order"))["last"] or 0
    fixed = FixedGrant.objects.create(
        budget=budget,
        order=last + 1,
        purpose=grant.purpose,
        recipient_name=", ".join(names)[:200],
        amount=grant.amount,
        leftover=made,
    )
    draft = Decision.objects.create(
        round=round_, fixed_grant=fixed, recommended=grant.amount, recommendation_reference=reference
    )
    parts = share(grant.amount, [1] * len(grant.recipients))
    prepare.decision(
        draft,
        actor=actor,
        version=draft.version,
        day=on,
        fields={"decided": grant.amount},
        lines=dict(zip(grant.recipients, parts, strict=True)),
    )
