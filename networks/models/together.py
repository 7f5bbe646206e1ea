"""Writing together: who is in the document, what they say to each other, what is ready."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.enums.writing import BasisPart
from networks.models.basis import DecisionBasis
from networks.models.measure import Measure
from networks.models.organisation import Organisation

HERE = timedelta(seconds=45)  # whoever gave a sign this short ago is in the document now
LATELY = timedelta(minutes=10)


class Presence(models.Model):
    """That a person has the document open, and in which field they are. Advice, never a lock; no history."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=80, blank=True)  # the field's key; empty while they only read
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["basis", "user"], name="presence_one_per_person_and_basis")]


@pghistory.track()
class Comment(models.Model):
    """What somebody remarks on a field, until anybody marks it as resolved."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.CASCADE, related_name="comments")
    place = models.CharField(_("field"), max_length=80)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="comments")
    text = models.TextField(_("comment"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("written at"))
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_resolved_by_somebody",
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
            ),
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:60]


@pghistory.track()
class PartMark(models.Model):
    """That somebody has marked a part, or one of its measures, as ready."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.CASCADE, related_name="marks")
    part = models.CharField(_("part"), max_length=20, choices=BasisPart)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="marks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("marked at"))

    class Meta:
        verbose_name = _("mark of a part")
        verbose_name_plural = _("marks of parts")
        constraints = [
            models.UniqueConstraint(fields=["basis", "part", "measure"], nulls_distinct=False, name="part_mark_once"),
            models.CheckConstraint(name="part_mark_part_known", condition=Q(part__in=BasisPart.values)),
        ]

    def __str__(self) -> str:
        return self.get_part_display()


@pghistory.track()
class EstimateConfirmation(models.Model):
    """A partner's word that what stands for it is what it costs. Other amounts afterwards: it holds no more."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.CASCADE, related_name="confirmations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    amount = models.PositiveBigIntegerField(_("amount"))  # whole kroner, as it stood
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("confirmed at"))

    class Meta:
        verbose_name = _("confirmed estimate")
        verbose_name_plural = _("confirmed estimates")
        constraints = [
            models.UniqueConstraint(fields=["basis", "organisation"], name="estimate_confirmed_once_per_organisation")
        ]

    def __str__(self) -> str:
        return str(self.organisation)
