"""Needs reports: what an owner tells its network that its kindergartens and schools need."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.enums.needs import NEEDS_MOVES, NeedsStatus
from networks.enums.writing import TargetGroup
from networks.models.access import access_of
from networks.models.network import Network
from networks.models.organisation import Owner, Partner
from networks.models.round import Round
from networks.models.theme import Theme


@pghistory.track()
class NeedsDeadline(models.Model):
    """The day that a network has set for its owners' needs reports in a round, to and with 23:59."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="needs_deadlines", verbose_name=_("round"))
    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="needs_deadlines", verbose_name=_("network")
    )
    date = models.DateField(_("date"))

    class Meta:
        verbose_name = _("deadline for needs reports")
        verbose_name_plural = _("deadlines for needs reports")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "network"],
                name="needs_deadline_one_per_network_and_round",
                violation_error_message=_("The network has a deadline in this round already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}, {self.round}"


class NeedsReportQuerySet(models.QuerySet["NeedsReport"]):
    def visible_to(self, user: User) -> "NeedsReportQuerySet":
        """Staff and auditors: all. An owner's contacts: their own. The network's people: what was once submitted."""
        access = access_of(user)
        if access.is_superuser:
            return self
        return self.filter(
            Q(round__county__in=access.reads_all_in)
            | Q(owner__in=access.organisations)
            | Q(network__in=access.networks, first_submitted_at__isnull=False)
        )


@pghistory.track()
class NeedsReport(models.Model):
    """What one owner needs in one round; the network reads it when it is submitted.

    ``status`` is written by ``networks.actions`` only; the database refuses every other move.
    Source: framework for Dekom Trøndelag and Kompetanseløftet, «Behovsmelding».
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="needs_reports", verbose_name=_("round"))
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="needs_reports", verbose_name=_("owner"))
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="needs_reports", verbose_name=_("network")
    )
    message = models.TextField(_("what else the network should know"), blank=True)
    status = models.CharField(_("state"), max_length=10, choices=NeedsStatus, default=NeedsStatus.DRAFT, editable=False)
    first_submitted_at = models.DateTimeField(_("first submitted at"), null=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("copied from")
    )
    entered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered on the owner's behalf by"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = NeedsReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("needs report")
        verbose_name_plural = _("needs reports")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "owner"],
                name="needs_report_one_per_owner_and_round",
                violation_error_message=_("The owner has a needs report in this round already."),
            ),
            models.CheckConstraint(
                name="needs_report_submitted_iff_submitted_at",
                condition=Q(status=NeedsStatus.DRAFT, submitted_at=None)
                | Q(status=NeedsStatus.SUBMITTED, submitted_at__isnull=False, first_submitted_at__isnull=False),
                violation_error_message=_("A submitted needs report carries the time it was submitted."),
            ),
            models.CheckConstraint(name="needs_report_status_known", condition=Q(status__in=NeedsStatus.values)),
        ]
        triggers = NEEDS_MOVES.triggers("status")

    def __str__(self) -> str:
        return f"{self.owner}, {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("needs_report_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == NeedsStatus.DRAFT


@pghistory.track()
class Need(models.Model):
    """One need of an owner, and what it rests on."""

    report = models.ForeignKey(
        NeedsReport, on_delete=models.CASCADE, related_name="needs", verbose_name=_("needs report")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("what is the need?"), blank=True)
    evidence = models.TextField(_("what does it rest on?"), blank=True)
    target_groups = ArrayField(
        models.CharField(max_length=20, choices=TargetGroup), default=list, blank=True, verbose_name=_("who is it for?")
    )
    institutions = models.TextField(_("which kindergartens and schools take part?"), blank=True)
    staff_involvement = models.TextField(_("how were staff involved?"), blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="needs", verbose_name=_("themes"))
    wished_partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whom would you like to work with?"),
    )
    wished_form = models.TextField(_("how would you like to work?"), blank=True)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="need_target_groups_known",
                condition=Q(target_groups__contained_by=TargetGroup.values),
                violation_error_message=_("Choose among the target groups of the scheme."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def target_group_names(self) -> list[str]:
        return [str(TargetGroup(value).label) for value in self.target_groups]
