"""What the secretariat does with a submitted decision basis."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.actions.moves import move
from networks.enums import BasisStatus, RoleKind
from networks.enums.writing import BasisPart
from networks.models import ChangeRequest, DecisionBasis, Extension, Measure, PartMark
from networks.permissions.writing import may_review
from networks.selectors.basis_people import people_of


@transaction.atomic
def take_in(basis: DecisionBasis) -> None:
    """Lock the basis and let the forum read it.  Raises: DomainError, StaleStateError."""
    move(basis, BasisStatus.IN_REVIEW)


@transaction.atomic
def request_changes(basis: DecisionBasis, *, reason: str, now: datetime) -> None:
    """Send the whole basis back to the network with a reason, also after review has begun.

    Raises: DomainError (no reason, or not a declared move), StaleStateError.
    """
    if not reason.strip():
        raise DomainError(_("Write what the network should change, and why."))
    move(basis, BasisStatus.CHANGES_REQUESTED, change_reason=reason.strip())
    queue_mail("networks/decision_basis_changes_requested", to=_writers(basis, now), context={"basis": basis})


@transaction.atomic
def request_changes_in(
    basis: DecisionBasis, reasons: Mapping[tuple[str, int | None], str], *, actor: User, now: datetime
) -> None:
    """Ask for changes in some parts, or measures, each with its reason. Only these can be written in until then.

    Raises: DomainError (no part or no reason, not a declared move), StaleStateError.
    """
    asked = {place: reason.strip() for place, reason in reasons.items() if reason.strip()}
    if not asked:
        raise DomainError(_("Write what the network should change, and why."))
    names = {measure.pk: measure.title for measure in Measure.objects.filter(basis=basis)}
    told = [f"{_name(part, measure, names)}: {reason}" for (part, measure), reason in asked.items()]
    request_changes(basis, reason="\n".join(told), now=now)
    for (part, measure), reason in asked.items():
        PartMark.objects.filter(basis=basis, part=part, measure=measure).delete()
        ChangeRequest.objects.create(
            basis=basis, part=part, measure_id=measure, reason=reason, asked_by=actor, asked_at=now
        )


def _name(part: str, measure: int | None, names: Mapping[int, str]) -> str:
    label = str(BasisPart(part).label)
    return label if measure is None else f"{label}, «{names[measure]}»"


@transaction.atomic
def extend(basis: DecisionBasis, *, until: date, reason: str, actor: User, now: datetime) -> Extension:
    """Give the network more time, with a reason that every reader sees.

    Raises: DomainError: not the secretariat's, no reason, submitted already, or a day that gives no more time.
    """
    if not may_review(actor, basis):
        raise DomainError(_("Only the secretariat gives an extension."))
    if not reason.strip():
        raise DomainError(_("Write why the network gets more time."))
    if basis.submitted_at is not None:
        raise DomainError(_("It is submitted already."))
    due = basis.round.milestones.filter(kind="decision_basis").values_list("date", flat=True).first()
    if until < timezone.localdate(now) or (due is not None and until <= due):
        raise DomainError(_("The new deadline must be later than the round's, and not be over."))
    given = Extension.objects.create(basis=basis, until=until, reason=reason.strip(), given_by=actor, given_at=now)
    queue_mail(
        "networks/decision_basis_extended", to=_writers(basis, now), context={"basis": basis, "extension": given}
    )
    return given


@transaction.atomic
def close(basis: DecisionBasis) -> None:
    """The governor has decided on it.  Raises: DomainError, StaleStateError."""
    move(basis, BasisStatus.DECIDED)


def _writers(basis: DecisionBasis, now: datetime) -> list[User]:
    return list(people_of(basis, timezone.localdate(now), RoleKind.NETWORK_LEADER, RoleKind.COORDINATOR))
