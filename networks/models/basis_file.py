"""Files that belong to a decision basis. The bytes lie in the file storage, outside every address of the site."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.enums.writing import FileKind
from networks.models.basis import DecisionBasis


def storage_path(instance: "BasisFile", filename: str) -> str:
    """A name of our own: nothing that a person typed becomes part of a path."""
    return f"bases/{instance.basis_id}/{uuid.uuid4().hex}"


@pghistory.track()
class BasisFile(models.Model):
    """One attached file: what it is was found from its content, and its checksum was taken as it came in."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    pages = models.PositiveIntegerField(_("pages"), null=True)
    file = models.FileField(_("file"), upload_to=storage_path)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    on_behalf = models.BooleanField(_("entered on behalf"), default=False)
    removed_at = models.DateTimeField(_("removed at"), null=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(name="basis_file_kind_known", condition=Q(kind__in=FileKind.values)),
            models.CheckConstraint(name="basis_file_name_is_no_path", condition=~Q(name__contains="/") & ~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
