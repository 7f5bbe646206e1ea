"""The secretariat's own texts in letters, block by block, and the letterhead's logo."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allocations.enums import LetterKind
from networks.models import County


@pghistory.track()
class LetterBlock(models.Model):
    """One block of one kind of letter as the county writes it; where there is none, the shipped text stands.

    The text is ours to substitute, never a template that runs: see ``allocations.services.block_text``.
    """

    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="letter_blocks", verbose_name=_("county"))
    kind = models.CharField(_("kind of letter"), max_length=20, choices=LetterKind)
    block = models.CharField(_("block"), max_length=40)
    text_nb = models.TextField(_("text (bokmål)"))
    text_nn = models.TextField(_("text (nynorsk)"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("last changed by"),
    )
    edited_at = models.DateTimeField(_("last changed at"), editable=False)

    class Meta:
        verbose_name = _("text block")
        verbose_name_plural = _("text blocks")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind", "block"],
                name="letter_block_one_per_kind_and_block",
                violation_error_message=_("The letter has this block already."),
            ),
            models.CheckConstraint(name="letter_block_kind_known", condition=Q(kind__in=LetterKind.values)),
            models.CheckConstraint(
                name="letter_block_in_both_forms",
                condition=~Q(text_nb="") & ~Q(text_nn=""),
                violation_error_message=_("A block is written in both bokmål and nynorsk."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.block}"


@pghistory.track(exclude=["logo"])
class Letterhead(models.Model):
    """What stands above the sender's name: a checked image with a text for those who don't see it."""

    county = models.OneToOneField(County, on_delete=models.CASCADE, related_name="letterhead", verbose_name=_("county"))
    logo = models.BinaryField(editable=False)  # PNG, drawn anew by us: see ``allocations.services.logo``
    alt_nb = models.CharField(_("text for those who don't see it (bokmål)"), max_length=200)
    alt_nn = models.CharField(_("text for those who don't see it (nynorsk)"), max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), editable=False)

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        constraints = [
            models.CheckConstraint(
                name="letterhead_logo_has_a_text",
                condition=~Q(alt_nb="") & ~Q(alt_nn=""),
                violation_error_message=_("The logo has a text in both language forms."),
            )
        ]

    def __str__(self) -> str:
        return str(self.county)
