"""The network's last decision basis as the beginning of this year's: each year is described anew, not typed anew."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.actions.compose import MOST_MEASURES, members_on
from networks.actions.write import check, locked, saved
from networks.enums import BasisStatus
from networks.enums.plans import PlanStatus
from networks.enums.writing import MEASURE_TEXTS, PART_TEXTS, BasisPart
from networks.models import BasisContent, CostLine, DecisionBasis, Measure, MeasureGoal, MeasureOwner
from networks.selectors.basis_draft import earlier_bases
from networks.selectors.basis_people import recipients

OF_ITS_YEAR = {"over_frame_reason", "under_frame_plan"}  # about a frame that is no longer theirs
TEXTS = [name for names in PART_TEXTS.values() for name in names if name not in OF_ITS_YEAR]
ONCE = ("title", "target_groups", *MEASURE_TEXTS, "partner_id", "partner_role", "years_total")


@transaction.atomic
def last_years(basis: DecisionBasis, *, actor: User, now: datetime) -> int:
    """Bring in texts, measures and costs of the network's last basis; says how many measures.

    What is written already stays: texts fill empty fields only, measures are put last. A measure of several years goes
    on to its next year; one whose last year it was stays behind. Needs belong to their round and are not brought along.

    Raises: DomainError: no draft of theirs, nothing to copy, copied already, or no room.
    """
    basis = locked(basis)
    check(basis, actor=actor, part=BasisPart.MEASURES)
    if basis.status != BasisStatus.DRAFT:
        raise DomainError(_("The decision basis has been submitted: nothing can be copied into it now."))
    source = earlier_bases(basis).select_related("round__scheme", "content").first()
    if source is None:
        raise DomainError(_("The network has no earlier decision basis to copy."))
    if basis.copied_from_id is not None:
        raise DomainError(_("An earlier decision basis is copied already."))
    old = [measure for measure in source.measures.all() if goes_on(measure)]
    last = basis.measures.aggregate(last=Max("order"))["last"] or 0
    if basis.measures.count() + len(old) > MOST_MEASURES:
        raise DomainError(_("There is room for %(most)s measures.") % {"most": MOST_MEASURES})
    note = saved(actor, basis, now)
    _texts(basis, source, note)
    for order, measure in enumerate(old, last + 1):
        _measure(basis, measure, order, note, now)
    basis.copied_from = source
    basis.save(update_fields=["copied_from"])
    return len(old)


def goes_on(measure: Measure) -> bool:
    """Whether the measure may be asked for again: it is of one year, or has years left."""
    return measure.years_total == 1 or measure.year_number < measure.years_total


def _texts(basis: DecisionBasis, source: DecisionBasis, note: dict[str, Any]) -> None:
    old = getattr(source, "content", None)
    if old is None:
        return
    content, _made = BasisContent.objects.get_or_create(basis=basis)
    for name in TEXTS:
        if not getattr(content, name).strip():
            setattr(content, name, getattr(old, name))
    if content.coordination_amount is None:
        content.coordination_amount = old.coordination_amount
    for name, value in note.items():
        setattr(content, name, value)
    content.save()


def _measure(basis: DecisionBasis, old: Measure, order: int, note: dict[str, Any], now: datetime) -> None:
    made = Measure.objects.create(
        basis=basis,
        order=order,
        year_number=old.year_number + 1 if old.years_total > 1 else 1,
        **{name: getattr(old, name) for name in ONCE},
        **note,
    )
    members = basis.network.memberships.on(members_on(basis, now)).filter(
        scheme=basis.round.scheme_id, owner__in=old.owners.all()
    )
    MeasureOwner.objects.bulk_create(
        MeasureOwner(measure=made, owner_id=owner) for owner in members.values_list("owner", flat=True).distinct()
    )
    goals = old.goals.filter(plan__network=basis.network_id, plan__status=PlanStatus.ADOPTED)
    MeasureGoal.objects.bulk_create(MeasureGoal(measure=made, goal=goal) for goal in goals)
    known = {organisation.pk for organisation in recipients(basis)}
    CostLine.objects.bulk_create(
        CostLine(
            measure=made,
            order=line.order,
            kind=line.kind,
            label=line.label,
            recipient_id=line.recipient_id if line.recipient_id in known else None,
            amount=line.amount,
            own_contribution=line.own_contribution,
            **note,
        )
        for line in old.cost_lines.all()
    )
