"""Recusals: what is declared, noticed and ruled. What follows from the register is computed (``forum.models.ties``)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.enums.sheets import RecusalGround, RecusalSource, Ruling
from networks.models import Network, Round


@pghistory.track()
class Recusal(models.Model):
    """One person's tie to one network in one round, as somebody said it or as the forum has ruled on it.

    Source: forvaltningsloven §§ 6 and 8 as used on the forum: the body decides, and the member takes no part.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="recusals", verbose_name=_("round"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals", verbose_name=_("person")
    )
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="recusals", verbose_name=_("network"))
    ground = models.CharField(_("ground"), max_length=20, choices=RecusalGround)
    source = models.CharField(_("where it is from"), max_length=10, choices=RecusalSource)
    note = models.CharField(_("what the tie is"), max_length=300, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("said by")
    )
    raised_at = models.DateTimeField(_("said at"), editable=False)
    ruling = models.CharField(_("ruling"), max_length=20, choices=Ruling, default=Ruling.OPEN, editable=False)
    ruling_reference = models.CharField(_("ruled in"), max_length=200, blank=True, editable=False)
    ruling_note = models.CharField(_("grounds of the ruling"), max_length=300, blank=True, editable=False)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("recorded by"),
    )
    ruled_at = models.DateTimeField(_("ruled at"), null=True, editable=False)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "network"],
                name="recusal_one_per_person_and_network",
                violation_error_message=_("This is said already."),
            ),
            models.CheckConstraint(
                name="recusal_words_known",
                condition=Q(ground__in=RecusalGround.values, source__in=RecusalSource.values, ruling__in=Ruling.values),
            ),
            models.CheckConstraint(
                name="recusal_other_ties_are_told",
                condition=~Q(ground=RecusalGround.OTHER) | ~Q(note=""),
                violation_error_message=_("Say what the tie is."),
            ),
            models.CheckConstraint(
                name="recusal_ruled_iff_recorded",
                condition=Q(ruling=Ruling.OPEN, ruled_by=None, ruled_at=None, ruling_reference="")
                | (
                    ~Q(ruling=Ruling.OPEN) & Q(ruled_by__isnull=False, ruled_at__isnull=False) & ~Q(ruling_reference="")
                ),
                violation_error_message=_("A ruling says where it was made, when, and who recorded it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.network}"

    @property
    def is_ruled(self) -> bool:
        return self.ruling != Ruling.OPEN


@pghistory.track()
class RecusalDeclaration(models.Model):
    """A person has looked through a round's networks and said what they are tied to, before reading anything."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="recusal_declarations", verbose_name=_("round")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="recusal_declarations",
        verbose_name=_("person"),
    )
    declared_at = models.DateTimeField(_("declared at"))

    class Meta:
        verbose_name = _("declaration of recusal")
        verbose_name_plural = _("declarations of recusal")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                name="recusal_declared_once_a_round",
                violation_error_message=_("The person has declared in this round already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.round}"
