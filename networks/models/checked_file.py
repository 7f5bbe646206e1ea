"""What every file that people hand in keeps: what it is by its content, its checksum, who brought it and when."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.enums.writing import FileKind


def own_name(folder: str, pk: int) -> str:
    """A name of our own: nothing that a person typed becomes part of a path."""
    return f"{folder}/{pk}/{uuid.uuid4().hex}"


class CheckedFile(models.Model):
    """The bytes lie in the file storage, outside every address of the site; ``file`` says where."""

    name = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    pages = models.PositiveIntegerField(_("pages"), null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    on_behalf = models.BooleanField(_("entered on behalf"), default=False)
    removed_at = models.DateTimeField(_("removed at"), null=True)

    file: models.FileField

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
