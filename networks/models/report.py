"""The report that answers a decision letter: what was done, what the money went to, what came of it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.enums import REPORT_MOVES, ReportStatus, RoleKind
from networks.enums.reports import UnspentWish
from networks.models.access import access_of
from networks.models.network import Network
from networks.models.organisation import Organisation
from networks.models.round import Round


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> "ReportQuerySet":
        """Staff and auditors: all. Networks, organisations and a university's people: their own."""
        access = access_of(user)
        if access.is_superuser:
            return self
        universities = [role.organisation_id for role in access.roles if role.kind == RoleKind.UH_PARTNER]
        own = Q(network__in=access.networks) | Q(organisation__in=[*access.organisations, *universities])
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
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("submitted by"),
    )
    summary = models.TextField(_("what came of it"), blank=True)
    unspent_wish = models.CharField(
        _("what should become of what is left"), max_length=20, choices=UnspentWish, blank=True
    )
    unspent_reason = models.TextField(_("why money is left, and what it is for"), blank=True)
    change_reason = models.TextField(_("why changes are requested"), blank=True, editable=False)
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
            models.CheckConstraint(
                name="report_sent_back_with_a_reason",
                condition=~Q(status=ReportStatus.CHANGES_REQUESTED) | ~Q(change_reason=""),
                violation_error_message=_("A report is sent back with a reason."),
            ),
            models.CheckConstraint(name="report_status_known", condition=Q(status__in=ReportStatus.values)),
            models.CheckConstraint(
                name="report_submitted_iff_submitted_at",
                condition=Q(status=ReportStatus.OPEN, submitted_at=None)
                | (~Q(status=ReportStatus.OPEN) & Q(submitted_at__isnull=False)),
                violation_error_message=_("A submitted report carries the time it was submitted."),
            ),
        ]
        triggers = [
            *REPORT_MOVES.triggers("status"),
            pgtrigger.Protect(
                name="report_accepted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=ReportStatus.ACCEPTED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network or self.organisation}, {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("report_detail", args=[self.pk])

    @property
    def reporter(self) -> str:
        """Who reports."""
        return self.network.short_name if self.network else str(self.organisation)

    @property
    def is_being_written(self) -> bool:
        return self.status in {ReportStatus.OPEN, ReportStatus.CHANGES_REQUESTED}
