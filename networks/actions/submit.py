"""Handing documents over to the forum."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.actions.moves import move
from networks.actions.write import locked
from networks.basis_words import told
from networks.enums import BasisStatus
from networks.models import BasisContent, DecisionBasis, Submission
from networks.permissions.writing import is_on_behalf, is_secretariat
from networks.selectors.basis_draft import Draft, bases_with_all, draft_of
from networks.selectors.basis_snapshot import snapshot
from networks.services.basis_rules import Code, problems


def basis_problems(basis: DecisionBasis, *, actor: User, now: datetime) -> list[str]:
    """Every reason why the basis can't be submitted yet, naming the section and the fix.

    A basis that came on paper, of which only the amount is entered, needs no more than that.
    """
    if not basis.measures.exists() and not BasisContent.objects.filter(basis=basis).exists():
        return [] if basis.requested is not None else [_("Fill in the amount that you ask for.")]
    draft = _draft(basis, now)
    found = problems(draft.facts)
    if is_secretariat(actor, basis):
        found = [finding for finding in found if finding.code != Code.LATE]  # they gave the deadline
    return [told(finding, draft).text for finding in found]


def _draft(basis: DecisionBasis, now: datetime) -> Draft:
    return draft_of(bases_with_all(DecisionBasis.objects.filter(pk=basis.pk)).get(), timezone.localdate(now))


@transaction.atomic
def decision_basis(basis: DecisionBasis, *, actor: User, now: datetime) -> Submission:
    """Hand the basis over to the forum as it stands now; the worker mails a receipt with a copy.

    Raises: DomainError (with every reason at once), StaleStateError.
    """
    held = locked(basis)  # what is written from here on comes too late
    if found := basis_problems(held, actor=actor, now=now):
        raise DomainError(found)
    held.change_requests.filter(closed_at=None).update(closed_at=now)
    move(basis, BasisStatus.SUBMITTED, submitted_at=now, change_reason="")
    return _kept(basis, actor=actor, now=now)


def _kept(basis: DecisionBasis, *, actor: User, now: datetime) -> Submission:
    """The version as it was handed over."""
    draft = _draft(basis, now)
    last = basis.submissions.aggregate(last=Max("number"))["last"] or 0
    due = draft.basis.round_deadline
    return Submission.objects.create(
        basis=basis,
        number=last + 1,
        at=now,
        by=actor,
        on_behalf=is_on_behalf(actor, basis),
        is_late=not last and due is not None and timezone.localdate(now) > due,
        requested=basis.requested or 0,
        frame=basis.frame,
        content=snapshot(draft),
    )
