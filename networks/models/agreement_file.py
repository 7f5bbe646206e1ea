"""The cooperation agreement as it was signed: scanned, or signed electronically."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.enums.writing import FileKind
from networks.models.agreement import CooperationAgreement
from networks.models.checked_file import CheckedFile, own_name


def agreement_path(instance: "AgreementFile", filename: str) -> str:
    return own_name("agreements", instance.agreement_id)


@pghistory.track()
class AgreementFile(CheckedFile):
    """One file with signatures; a later one does not take an earlier one away."""

    agreement = models.ForeignKey(CooperationAgreement, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(_("file"), upload_to=agreement_path)

    class Meta:
        verbose_name = _("signed agreement")
        verbose_name_plural = _("signed agreements")
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(name="agreement_file_kind_known", condition=Q(kind__in=FileKind.values)),
            models.CheckConstraint(
                name="agreement_file_name_is_no_path", condition=~Q(name__contains="/") & ~Q(name="")
            ),
        ]
