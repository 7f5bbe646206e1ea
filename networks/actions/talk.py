"""What people say to each other about a decision basis: comments on a field, questions on the case, being there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import CaseQuestion, Comment, CostLine, DecisionBasis, Measure, Presence
from networks.permissions.writing import may_talk, may_write, writes_for_network
from networks.selectors.basis_people import people_of, secretariat_of
from networks.services.places import Place

LONGEST = 4_000


def _said(text: str) -> str:
    text = text.strip()
    if not text:
        raise DomainError(_("Write something first."))
    if len(text) > LONGEST:
        raise DomainError(_("The text has %(length)s characters; there is room for %(longest)s.")
                          % {"length": len(text), "longest": LONGEST})  # fmt: skip
    return text


@transaction.atomic
def comment(basis: DecisionBasis, place: Place, *, text: str, actor: User, now: datetime) -> Comment:
    """Remark on a field.  Raises: DomainError. LookupError: no such field."""
    if not may_write(actor, basis):
        raise DomainError(_("You do not write in this document."))
    measure = None
    if place.kind == "measure":
        measure = Measure.objects.filter(basis=basis, pk=place.pk or 0).first()
    elif place.kind == "cost":
        line = CostLine.objects.filter(measure__basis=basis, pk=place.pk or 0).select_related("measure").first()
        measure = line.measure if line else None
    if place.kind != "basis" and measure is None:
        raise LookupError(place.key)
    return Comment.objects.create(basis=basis, place=place.key, measure=measure, text=_said(text), author=actor, at=now)


@transaction.atomic
def resolve(comment: Comment, *, actor: User, now: datetime) -> None:
    """Anybody who writes may mark it as resolved; a second time changes nothing.  Raises: DomainError."""
    if not may_write(actor, comment.basis):
        raise DomainError(_("You do not write in this document."))
    Comment.objects.filter(pk=comment.pk, resolved_at=None).update(resolved_by=actor, resolved_at=now)


@transaction.atomic
def ask(basis: DecisionBasis, *, text: str, actor: User, now: datetime) -> CaseQuestion:
    """Ask the other side, who is told by mail.  Raises: DomainError."""
    if not may_talk(actor, basis):
        raise DomainError(_("Only the network and the secretariat ask on the case."))
    by_secretariat = not writes_for_network(actor, basis)
    question = CaseQuestion.objects.create(
        basis=basis, text=_said(text), asked_by=actor, asked_at=now, by_secretariat=by_secretariat
    )
    day = timezone.localdate(now)
    leaders = people_of(basis, day, RoleKind.NETWORK_LEADER, RoleKind.COORDINATOR)
    to = leaders if by_secretariat else secretariat_of(basis, day)
    queue_mail("networks/decision_basis_question", to=to, context={"basis": basis, "question": question})
    return question


@transaction.atomic
def answer(question: CaseQuestion, *, text: str, actor: User, now: datetime) -> None:
    """Answer once; who asked is told by mail.  Raises: DomainError: answered already, or by the side that asked."""
    basis = question.basis
    if not may_talk(actor, basis) or writes_for_network(actor, basis) is not question.by_secretariat:
        raise DomainError(_("The other side answers."))
    answered = CaseQuestion.objects.filter(pk=question.pk, answer="").update(
        answer=_said(text), answered_by=actor, answered_at=now
    )
    if not answered:
        raise DomainError(_("Somebody has answered already."))
    question.refresh_from_db()
    queue_mail("networks/decision_basis_answer", to=[question.asked_by], context={"basis": basis, "question": question})


def here(basis: DecisionBasis, *, place: str, actor: User, now: datetime) -> None:
    """Note that the person has the document open, and where."""
    Presence.objects.bulk_create(
        [Presence(basis=basis, user=actor, place=place[:80], seen_at=now)],
        update_conflicts=True,
        unique_fields=["basis", "user"],
        update_fields=["place", "seen_at"],
    )
