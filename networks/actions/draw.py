"""A need is drawn into the network's decision basis: a measure says that it answers it."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.enums import BasisStatus
from networks.models import DecisionBasis, Measure, MeasureNeed, MeasureOwner, Need

OPEN = (BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED)
TITLE = 80  # characters of a need make a new measure's first title


def _basis(need: Need) -> DecisionBasis:
    """The network's basis, held; made where frames have not yet.  Raises: DomainError: it is handed over."""
    report = need.report
    DecisionBasis.objects.get_or_create(round_id=report.round_id, network_id=report.network_id)
    basis = DecisionBasis.objects.select_for_update(of=("self",)).get(round=report.round_id, network=report.network_id)
    if basis.status not in OPEN:
        raise DomainError(_("The decision basis is handed over: no need can be drawn into it now."))
    return basis


@transaction.atomic
def need(need: Need, *, measure: Measure | None, actor: User) -> Measure:
    """Let the measure answer the need, or a new measure made of it. The owner takes part in it from now on.

    Nothing that is written in the measure changes, but for the words of the need, which are put last.
    Raises: DomainError: never submitted, the basis is handed over, another network's measure, or drawn already.
    """
    if need.report.first_submitted_at is None:
        raise DomainError(_("The owner has not submitted this need."))
    basis = _basis(need)
    if measure is None:
        last = basis.measures.aggregate(last=Max("order"))["last"] or 0
        measure = Measure.objects.create(
            basis=basis,
            order=last + 1,
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
def release(answer: MeasureNeed) -> None:
    """The measure no longer answers the need; what is written in it stays.  Raises: DomainError: handed over."""
    _basis(answer.need)
    answer.delete()
