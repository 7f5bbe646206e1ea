"""A need is drawn into the network's decision basis: a measure says that it answers it."""

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.actions.compose import next_order
from networks.actions.write import check, locked
from networks.enums import BasisStatus
from networks.enums.writing import BasisPart
from networks.models import DecisionBasis, Measure, MeasureNeed, MeasureOwner, Need

OPEN = (BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED)
TITLE = 80  # characters of a need make a new measure's first title


def _basis(need: Need) -> DecisionBasis:
    """The network's basis, held; made where frames have not yet.  Raises: DomainError: it is handed over."""
    report = need.report
    found, _made = DecisionBasis.objects.get_or_create(round_id=report.round_id, network_id=report.network_id)
    basis = locked(found)
    if basis.status not in OPEN:
        raise DomainError(_("The decision basis is handed over: no need can be drawn into it now."))
    return basis


@transaction.atomic
def need(need: Need, *, measure: Measure | None, actor: User) -> Measure:
    """Let the measure answer the need, or a new measure made of it. The owner takes part in it from now on.

    Nothing that is written in the measure changes, but for the words of the need, which are put last.
    Raises: DomainError: never submitted, the basis is handed over or sent back without a request for changes here, no
    room for another measure, another network's measure, or drawn already.
    """
    if need.report.first_submitted_at is None:
        raise DomainError(_("The owner has not submitted this need."))
    basis = _basis(need)
    check(basis, actor=actor, part=BasisPart.MEASURES, measure=measure.pk if measure else None)
    if measure is None:
        measure = Measure.objects.create(
            basis=basis,
            order=next_order(basis),
            title=Truncator(" ".join(need.text.split())).chars(TITLE),
            target_groups=need.target_groups,
            institutions=need.institutions,
            partner=need.wished_partner,
        )
    elif measure.basis_id != basis.pk:
        raise DomainError(_("The measure belongs to another decision basis."))
    measure = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    _answer, made = MeasureNeed.objects.get_or_create(need=need, measure=measure)
    if not made:
        raise DomainError(_("The measure answers this need already."))
    told = f"{need.report.owner}: {need.text.strip()}"
    if told not in measure.need:
        measure.need = f"{measure.need}\n\n{told}".strip()
        measure.saved_by = actor
        measure.save(update_fields=["need", "saved_by"])
    MeasureOwner.objects.get_or_create(measure=measure, owner_id=need.report.owner_id)
    return measure


@transaction.atomic
def release(answer: MeasureNeed, *, actor: User) -> None:
    """The measure no longer answers the need; what is written in it stays.

    Raises: DomainError: handed over, or sent back without a request for changes here.
    """
    check(_basis(answer.need), actor=actor, part=BasisPart.MEASURES, measure=answer.measure_id)
    answer.delete()
