"""The decision basis: what a partnership asks the forum for."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.enums import BASIS_MOVES, BasisStatus
from networks.models.access import access_of
from networks.models.network import Membership, Network
from networks.models.round import Round


class DecisionBasisQuerySet(models.QuerySet["DecisionBasis"]):
    def visible_to(self, user: User) -> "DecisionBasisQuerySet":
        """Staff and auditors: all. A network's own people: their own. Forum and other networks: from «in review» on."""
        access = access_of(user)
        if access.is_superuser:
            return self
        own = Q(network__in=access.networks)
        if access.organisations:
            members = Membership.objects.on(timezone.localdate()).filter(owner__in=access.organisations)
            own |= Q(network__in=members.values("network"))
        in_review = Q(
            status__in=[BasisStatus.IN_REVIEW, BasisStatus.DECIDED],
            round__county__in=access.forum_in | access.network_counties,
        )
        return self.filter(Q(round__county__in=access.reads_all_in) | own | in_review)


@pghistory.track()
class DecisionBasis(models.Model):
    """One partnership's yearly priorities to the forum, in one round. Amounts are whole kroner.

    ``status`` is written by ``networks.actions`` only; the database refuses every other move.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decision_bases", verbose_name=_("round"))
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="decision_bases", verbose_name=_("network")
    )
    requested = models.PositiveBigIntegerField(_("requested"), null=True, blank=True)  # whole kroner
    frame = models.PositiveBigIntegerField(_("frame"), null=True, editable=False)  # whole kroner; a snapshot
    status = models.CharField(_("state"), max_length=20, choices=BasisStatus, default=BasisStatus.DRAFT, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    change_reason = models.TextField(_("why changes are requested"), blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("copied from")
    )
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves

    objects = DecisionBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision basis")
        verbose_name_plural = _("decision bases")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "network"],
                name="decision_basis_one_per_network_and_round",
                violation_error_message=_("The network has a decision basis in this round already."),
            ),
            models.CheckConstraint(
                name="decision_basis_submitted_iff_submitted_at",
                condition=Q(status=BasisStatus.DRAFT, submitted_at=None)
                | (~Q(status=BasisStatus.DRAFT) & Q(submitted_at__isnull=False)),
                violation_error_message=_("A submitted decision basis carries the time it was submitted."),
            ),
            models.CheckConstraint(
                name="decision_basis_submitted_with_an_amount",
                condition=Q(status=BasisStatus.DRAFT) | Q(requested__isnull=False),
                violation_error_message=_("A submitted decision basis asks for an amount."),
            ),
            models.CheckConstraint(
                name="decision_basis_sent_back_with_a_reason",
                condition=~Q(status=BasisStatus.CHANGES_REQUESTED) | ~Q(change_reason=""),
                violation_error_message=_("Changes are requested with a reason."),
            ),
            models.CheckConstraint(name="decision_basis_status_known", condition=Q(status__in=BasisStatus.values)),
        ]
        triggers = BASIS_MOVES.triggers("status")

    def __str__(self) -> str:
        return f"{self.network}, {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("decision_basis_detail", args=[self.pk])
