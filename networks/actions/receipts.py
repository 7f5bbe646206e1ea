"""The receipt of a submitted decision basis: a PDF of what was handed over, kept and mailed. The worker does it."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dekom.core.filenames import file_name
from dekom.core.mail import Attached, queue_mail
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Submission
from networks.rendering import submission_pdf
from networks.selectors.basis_people import people_of


@transaction.atomic
def send_next(*, now: datetime, taken: list[Any] | None = None) -> bool:
    """Make the PDF of one submitted version and mail it. Says whether there was one that waited.

    ``taken``: as of a sweep (``dekom.core.sweeps``).
    """
    taken = [] if taken is None else taken
    waiting = Submission.objects.filter(receipt_at=None).exclude(pk__in=taken)
    locked = waiting.select_for_update(skip_locked=True, of=("self",))
    submission = locked.select_related(
        "basis__network", "basis__round__scheme", "basis__round__legal_basis", "by"
    ).order_by("at").first()  # fmt: skip
    if submission is None:
        return False
    taken.append(submission.pk)
    pdf = submission_pdf(submission)
    submission.pdf, submission.sha256, submission.receipt_at = pdf, hashlib.sha256(pdf).hexdigest(), now
    submission.save(update_fields=["pdf", "sha256", "receipt_at"])
    basis = submission.basis
    leaders = people_of(basis, timezone.localdate(now), RoleKind.NETWORK_LEADER)
    to: dict[int, User] = {person.pk: person for person in leaders}
    if submission.by is not None:
        to[submission.by.pk] = submission.by
    queue_mail(
        "networks/decision_basis_received",
        to=to.values(),
        context={
            "basis": basis,
            "by": submission.by.name if submission.by else basis.network.name,
            "submission": submission,
        },
        attachments=[Attached(copy_name(submission), "application/pdf", pdf)],
    )
    return True


def copy_name(submission: Submission) -> str:
    basis = submission.basis
    return file_name(basis.round.legal_basis.basis_name, basis.network.short_name, basis.round.year, ending="pdf")
