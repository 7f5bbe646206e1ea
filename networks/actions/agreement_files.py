"""The signed agreement comes to its place, checked by its content as every file is."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.actions.attach import checked
from networks.models import AgreementFile, CooperationAgreement, access_of
from networks.permissions.rooms import leads

MOST_FILES = 20


def _check(agreement: CooperationAgreement, actor: User) -> None:
    if not leads(actor, agreement.network):
        raise DomainError(_("Only the network's leader, or the secretariat, keeps the signed agreement."))


@transaction.atomic
def add(agreement: CooperationAgreement, *, name: str, data: bytes, actor: User, now: datetime) -> AgreementFile:
    """Keep one file.  Raises: DomainError: not theirs to keep, too many, or refused for what it is."""
    held = CooperationAgreement.objects.select_for_update(of=("self",)).select_related("network").get(pk=agreement.pk)
    _check(held, actor)
    if held.files.filter(removed_at=None).count() >= MOST_FILES:
        raise DomainError(_("There is room for {most} files.").format(most=MOST_FILES))
    on_behalf = held.network_id not in access_of(actor).networks
    kept = AgreementFile(agreement=held, **checked(name, data), uploaded_by=actor, uploaded_at=now, on_behalf=on_behalf)
    kept.file.save("", ContentFile(data), save=True)
    return kept


@transaction.atomic
def remove(kept: AgreementFile, *, actor: User, now: datetime) -> None:
    """Take a file away from the page; history and storage keep it.  Raises: DomainError."""
    _check(kept.agreement, actor)
    AgreementFile.objects.filter(pk=kept.pk, removed_at=None).update(removed_at=now)
