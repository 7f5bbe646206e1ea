"""What a decision basis is made of: measures and costs come and go, parts are marked ready, partners confirm."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.actions.write import check, locked, saved
from networks.enums.writing import BasisPart
from networks.models import CostLine, DecisionBasis, EstimateConfirmation, Measure, MeasureOwner, PartMark
from networks.permissions.writing import may_write, partner_of
from networks.selectors.basis_people import recipients
from networks.services.cost_paste import PastedLine

MOST_MEASURES = 40
MOST_LINES = 60


@transaction.atomic
def measure(basis: DecisionBasis, *, actor: User, now: datetime) -> Measure:
    """Add a measure, in which all the network's owners take part.  Raises: DomainError."""
    basis = locked(basis)
    check(basis, actor=actor, part=BasisPart.MEASURES)
    made = Measure.objects.create(basis=basis, order=next_order(basis), **saved(actor, basis, now))
    CostLine.objects.create(measure=made, order=1, **saved(actor, basis, now))
    members = basis.network.memberships.on(members_on(basis, now)).filter(scheme=basis.round.scheme_id)
    MeasureOwner.objects.bulk_create(
        MeasureOwner(measure=made, owner_id=owner) for owner in members.values_list("owner", flat=True).distinct()
    )
    return made


def next_order(basis: DecisionBasis) -> int:
    """Where another measure stands.  Raises: DomainError: there is no room for one."""
    if basis.measures.count() >= MOST_MEASURES:
        raise DomainError(_("There is room for %(most)s measures.") % {"most": MOST_MEASURES})
    last: int | None = basis.measures.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def members_on(basis: DecisionBasis, now: datetime) -> date:
    """The day on which the network's members are those of the round: today, or the first day of its year."""
    return max(timezone.localdate(now), date(basis.round.year, 1, 1))


@transaction.atomic
def without_measure(basis: DecisionBasis, measure: Measure, *, actor: User) -> None:
    """Take a measure out, with its costs. The history keeps it.  Raises: DomainError."""
    basis = locked(basis)
    check(basis, actor=actor, part=BasisPart.MEASURES)
    measure.delete()
    for order, pk in enumerate(basis.measures.values_list("pk", flat=True), 1):
        Measure.objects.filter(pk=pk).exclude(order=order).update(order=order)


@transaction.atomic
def cost(basis: DecisionBasis, measure: Measure, *, actor: User, now: datetime) -> CostLine:
    """Add an empty cost.  Raises: DomainError."""
    basis = locked(basis)
    check(basis, actor=actor, part=BasisPart.MEASURES, measure=measure.pk)
    return _add_line(basis, measure, {}, actor, now)


@transaction.atomic
def pasted(
    basis: DecisionBasis, measure: Measure, lines: Sequence[PastedLine], *, actor: User, now: datetime
) -> list[CostLine]:
    """Add costs from a spreadsheet; lines that nothing was written in make room.

    Units: whole kroner.  Raises: DomainError: locked, or a recipient that nobody knows by that name.
    """
    basis = locked(basis)
    check(basis, actor=actor, part=BasisPart.MEASURES, measure=measure.pk)
    known = recipients_by_name(basis)
    unknown = sorted({line.recipient for line in lines if line.recipient and line.recipient.casefold() not in known})
    if unknown:
        raise DomainError(
            _("Nobody is called %(names)s here. Write the name as it stands in the list of recipients.")
            % {"names": ", ".join(f"«{name}»" for name in unknown)}
        )
    measure.cost_lines.filter(amount=0, own_contribution=0, label="").delete()
    return [
        _add_line(
            basis,
            measure,
            {
                "label": line.label,
                "recipient_id": known.get(line.recipient.casefold()),
                "amount": line.amount,
                "own_contribution": line.own,
            },
            actor,
            now,
        )
        for line in lines
    ]


def recipients_by_name(basis: DecisionBasis) -> dict[str, int]:
    """Owners of the network and partners, by their name in small letters."""
    return {organisation.name.casefold(): organisation.pk for organisation in recipients(basis)}


def _add_line(basis: DecisionBasis, measure: Measure, fields: dict[str, Any], actor: User, now: datetime) -> CostLine:
    if measure.cost_lines.count() >= MOST_LINES:
        raise DomainError(_("There is room for %(most)s costs in a measure.") % {"most": MOST_LINES})
    last = measure.cost_lines.aggregate(last=Max("order"))["last"] or 0
    return CostLine.objects.create(measure=measure, order=last + 1, **fields, **saved(actor, basis, now))


@transaction.atomic
def without_cost(basis: DecisionBasis, line: CostLine, *, actor: User) -> None:
    """Take a cost out.  Raises: DomainError."""
    basis = locked(basis)
    check(basis, actor=actor, part=BasisPart.MEASURES, measure=line.measure_id)
    line.delete()


@transaction.atomic
def ready(
    basis: DecisionBasis, part: str, *, measure: int | None = None, is_ready: bool, actor: User, now: datetime
) -> None:
    """Mark a part, or a measure, as ready, or take the mark away. Where changes are asked for: that they are made.

    Raises: DomainError.
    """
    basis = locked(basis)
    check(basis, actor=actor, part=part, measure=measure)
    marks = PartMark.objects.filter(basis=basis, part=part, measure=measure)
    if is_ready and not marks.exists():
        PartMark.objects.create(basis=basis, part=part, measure_id=measure, by=actor, at=now)
    if not is_ready:
        marks.delete()
    basis.change_requests.filter(part=part, measure=measure, closed_at=None).update(
        made_at=now if is_ready else None, made_by=actor if is_ready else None
    )


@transaction.atomic
def estimate(basis: DecisionBasis, *, actor: User, now: datetime) -> EstimateConfirmation:
    """The university confirms what stands for it now.  Raises: DomainError: not a partner of this network."""
    basis = locked(basis)
    partner = partner_of(actor, basis)
    if partner is None or not may_write(actor, basis):
        raise DomainError(_("Only the university's own people confirm its estimate."))
    lines = CostLine.objects.filter(measure__basis=basis, recipient=partner)
    amount = lines.aggregate(sum=Sum("amount"))["sum"] or 0
    confirmed, _made = EstimateConfirmation.objects.update_or_create(
        basis=basis, organisation_id=partner, defaults={"amount": amount, "by": actor, "at": now}
    )
    return confirmed
