"""Frames as adopted: what each network may plan for, in versions."""

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from allocations.models.key import AllocationKey
from networks.models import Network, Round


@pghistory.track(exclude=["inputs", "steps"])
class FrameAdoption(models.Model):
    """One adopted version of a round's frames, with where the decision stands. The newest counts."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="frame_adoptions", verbose_name=_("round"))
    version = models.PositiveSmallIntegerField(_("version"))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    reason = models.TextField(_("reason for the change"), blank=True)
    item_number = models.CharField(_("item number"), max_length=20, blank=True)
    key = models.ForeignKey(
        AllocationKey,
        on_delete=models.PROTECT,
        related_name="adoptions",
        null=True,
        blank=True,
        verbose_name=_("distribution key"),
    )
    inputs = models.JSONField(null=True, editable=False)  # budget and key as they were: the adoption's own copy
    steps = models.JSONField(null=True, editable=False)  # from the appropriation to what is shared by head counts
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("adopted frames")
        verbose_name_plural = _("adopted frames")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "version"],
                name="frame_adoption_one_per_version",
                violation_error_message=_("The round has frames of this version already."),
            ),
            models.CheckConstraint(
                name="frame_adoption_change_has_a_reason",
                condition=models.Q(version=1) | ~models.Q(reason=""),
                violation_error_message=_("A later version of the frames needs a reason."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="frame_adoption_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.round}, {self.version}"


@pghistory.track(exclude=["derivation"])
class Frame(models.Model):
    """One network's frame in an adopted version, coordination included. Whole kroner."""

    adoption = models.ForeignKey(
        FrameAdoption, on_delete=models.PROTECT, related_name="frames", verbose_name=_("adopted frames")
    )
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="frames", verbose_name=_("network"))
    amount = models.PositiveBigIntegerField(_("frame"))  # whole kroner
    derivation = models.JSONField(null=True, editable=False)  # head counts, last year, and every step to the amount

    class Meta:
        verbose_name = _("frame")
        verbose_name_plural = _("frames")
        constraints = [
            models.UniqueConstraint(
                fields=["adoption", "network"],
                name="frame_one_per_network_and_version",
                violation_error_message=_("The network has a frame in this version already."),
            )
        ]
        triggers = [pgtrigger.Protect(name="frame_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.network)
