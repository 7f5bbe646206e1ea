"""The report that answers a decision letter: what was done, what the money went to, what came of it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.enums import REPORT_MOVES, ReportStatus
from networks.models.access import access_of
from networks.models.network import Network
from networks.models.organisation import Organisation
from networks.models.round import Round


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> "ReportQuerySet":
        """Staff and auditors: all. Networks and organisations: their own."""
        access = access_of(user)
        if access.is_superuser:
            return self
        own = Q(network__in=access.networks) | Q(organisation__in=access.organisations)
        return self.filter(Q(round__county__in=access.reads_all_in) | own)


@pghistory.track()
class Report(models.Model):
    """What a partnership, or the recipient of a fixed grant, reports of a round. Opens when the letter is issued.

    ``status`` is written by ``networks.actions`` only; the database refuses every other move.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports", verbose_name=_("round"))
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="reports", null=True, blank=True, verbose_name=_("network")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="reports",
        null=True,
        blank=True,
        verbose_name=_("recipient"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(
        _("state"), max_length=20, choices=ReportStatus, default=ReportStatus.OPEN, editable=False
    )
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "network", "organisation"],
                nulls_distinct=False,
                name="report_one_per_round_and_reporter",
                violation_error_message=_("There is a report for this round already."),
            ),
            models.CheckConstraint(
                name="report_is_a_networks_or_an_organisations",
                condition=Q(network__isnull=False, organisation=None) | Q(network=None, organisation__isnull=False),
                violation_error_message=_("A report is a network's or an organisation's, never both."),
            ),
            models.CheckConstraint(name="report_status_known", condition=Q(status__in=ReportStatus.values)),
            models.CheckConstraint(
                name="report_submitted_iff_submitted_at",
                condition=Q(status=ReportStatus.OPEN, submitted_at=None)
                | (~Q(status=ReportStatus.OPEN) & Q(submitted_at__isnull=False)),
                violation_error_message=_("A submitted report carries the time it was submitted."),
            ),
        ]
        triggers = REPORT_MOVES.triggers("status")

    def __str__(self) -> str:
        return f"{self.network or self.organisation}, {self.round}"
