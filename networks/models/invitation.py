"""Invitations: somebody is asked by mail to take a role, and chooses a password by a link that works once."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.enums import NETWORK_ROLES, STAFF_ROLES, RoleKind
from networks.models.access import access_of
from networks.models.county import County
from networks.models.network import Network
from networks.models.organisation import Organisation
from networks.models.role import Role


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> "InvitationQuerySet":
        """The secretariat's county, and a leader's own network."""
        access = access_of(user)
        if access.is_superuser:
            return self
        led = [role.network_id for role in access.roles if role.kind == RoleKind.NETWORK_LEADER]
        return self.filter(Q(county__in=access.counties_as(RoleKind.SECRETARIAT)) | Q(by_network__in=led))

    def waiting(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, revoked_at=None)


@pghistory.track()
class Invitation(models.Model):
    """One role offered to one person. The role begins when they accept; the link itself is stored nowhere."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("person"))
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind)
    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="+", verbose_name=_("county"))
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("network")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    by_network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("invited by network"),
    )
    valid_to = models.DateField(_("to and with"), null=True, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by"))
    serial = models.PositiveSmallIntegerField(default=1, editable=False)  # a new link makes the older ones worthless
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    role = models.OneToOneField(
        Role, on_delete=models.SET_NULL, null=True, editable=False, related_name="invitation", verbose_name=_("role")
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_never_to_the_staff",
                condition=~Q(kind__in=STAFF_ROLES),
                violation_error_message=_("Roles on the staff are given by superusers only."),
            ),
            models.CheckConstraint(
                name="invitation_stands_where_its_kind_says",
                condition=Q(kind__in=[RoleKind.FORUM_MEMBER, RoleKind.FORUM_DEPUTY], network=None, organisation=None)
                | Q(kind__in=NETWORK_ROLES, network__isnull=False, organisation=None)
                | Q(kind=RoleKind.UH_PARTNER, network__isnull=False, organisation__isnull=False)
                | Q(kind=RoleKind.OWNER_CONTACT, network=None, organisation__isnull=False),
                violation_error_message=_(
                    "Leaders and coordinators need a network, owner contacts an organisation, "
                    "university partners both; all others neither."
                ),
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_is_sent",
                condition=Q(expires_at__gt=F("sent_at")),
                violation_error_message=_("The invitation expires before it is sent."),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                violation_error_message=_("The invitation is used, or withdrawn, never both."),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "county", "network", "organisation"],
                condition=Q(accepted_at=None, revoked_at=None),
                nulls_distinct=False,
                name="invitation_one_waits",
                violation_error_message=_("The person is invited to this role already. Send it again instead."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"
