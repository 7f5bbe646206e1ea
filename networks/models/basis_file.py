"""Files that belong to a decision basis."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.enums.writing import FileKind
from networks.models.basis import DecisionBasis
from networks.models.checked_file import CheckedFile, own_name


def storage_path(instance: "BasisFile", filename: str) -> str:
    return own_name("bases", instance.basis_id)


@pghistory.track()
class BasisFile(CheckedFile):
    """One attached file: what it is was found from its content, and its checksum was taken as it came in."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(_("file"), upload_to=storage_path)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(name="basis_file_kind_known", condition=Q(kind__in=FileKind.values)),
            models.CheckConstraint(name="basis_file_name_is_no_path", condition=~Q(name__contains="/") & ~Q(name="")),
        ]
