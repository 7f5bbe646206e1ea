"""Competence plans, cooperation agreements and invitations, for reading; invitations are sent anew and withdrawn."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.actions import invitations
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.confirm import Move, confirmed
from networks.admin.filters import InForceFilter
from networks.admin.states import state_column
from networks.enums import RoleKind
from networks.enums.plans import AgreementStatus, PlanStatus
from networks.models import AgreementParty, CompetencePlan, CooperationAgreement, Invitation, PlanGoal, access_of
from networks.permissions.roles import may_invite_to

PLAN_COLORS = {PlanStatus.DRAFT: "neutral", PlanStatus.ADOPTED: "success", PlanStatus.REPLACED: "info"}
AGREEMENT_COLORS = {
    AgreementStatus.DRAFT: "neutral",
    AgreementStatus.SIGNED: "success",
    AgreementStatus.REPLACED: "info",
}


class PlanGoalInline(WorkingInline):
    model = PlanGoal
    fields = ["order", "text"]
    ordering = ["order"]


@admin.register(CompetencePlan)
class CompetencePlanAdmin(WorkingAdmin[CompetencePlan]):
    county_path = "network__county"
    is_addable = False
    is_changeable = False
    list_display = ["title", "network", "version", state_column(PLAN_COLORS), "valid_from", "valid_to", "adopted_on"]
    list_filter = ["status", InForceFilter]
    list_select_related = ["network"]
    ordering = ["network__name", "-version"]
    search_fields = ["title", "network__name", "goals__text"]
    search_help_text = _("Title, network or words of a goal")
    fields = [
        *("network", "version", "title", "background", "valid_from", "valid_to"),
        *("status", "adopted_on", "adopted_by"),
    ]
    inlines = [PlanGoalInline]


class AgreementPartyInline(WorkingInline):
    model = AgreementParty
    fields = ["owner", "signed_on"]


@admin.register(CooperationAgreement)
class CooperationAgreementAdmin(WorkingAdmin[CooperationAgreement]):
    county_path = "network__county"
    is_addable = False
    is_changeable = False
    list_display = [
        "title",
        "network",
        state_column(AGREEMENT_COLORS),
        "valid_from",
        "valid_to",
        "renewal_on",
        "signed_on",
    ]
    list_filter = ["status", InForceFilter]
    list_select_related = ["network"]
    date_hierarchy = "renewal_on"
    ordering = ["network__name", "-valid_from"]
    search_fields = ["title", "network__name", "parties__owner__name"]
    search_help_text = _("Title, network or owner")
    fields = [
        *("network", "title", "valid_from", "valid_to", "renewal_on", "status", "signed_on", "purpose"),
        *("obligations", "organisation", "representation", "private_owners", "economy"),
    ]
    inlines = [AgreementPartyInline]


@admin.register(Invitation)
class InvitationAdmin(WorkingAdmin[Invitation]):
    is_addable = False
    is_changeable = False
    actions = ["send_again", "withdraw"]
    list_display = ["user", "kind", "by_network", "sent_at", "expires_at", "accepted_at", "revoked_at"]
    list_filter = ["kind"]
    list_select_related = ["user", "by_network"]
    date_hierarchy = "sent_at"
    ordering = ["-sent_at", "-pk"]
    search_fields = ["user__name", "user__email", "by_network__name"]
    search_help_text = _("Name, e-mail or network")
    fields = [
        *("user", "kind", "county", "network", "by_network", "invited_by", "valid_to", "sent_at", "expires_at"),
        *("accepted_at", "revoked_at"),
    ]

    def has_control_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.SECRETARIAT)

    @admin.action(description=_("Send again"), permissions=["control"])
    def send_again(self, request: Any, rows: QuerySet[Invitation]) -> HttpResponse | None:
        def act(batch: list[Invitation], answer: dict[str, Any]) -> None:
            invitations.send_again(batch[0], actor=request.user, now=timezone.now())

        return confirmed(
            self, request, rows, Move("send_again", _("Send again"), _("Send again"), act, self._may(request))
        )

    @admin.action(description=_("Withdraw"), permissions=["control"])
    def withdraw(self, request: Any, rows: QuerySet[Invitation]) -> HttpResponse | None:
        def act(batch: list[Invitation], answer: dict[str, Any]) -> None:
            invitations.withdraw(batch[0], actor=request.user, now=timezone.now())

        return confirmed(self, request, rows, Move("withdraw", _("Withdraw"), _("Withdraw"), act, self._may(request)))

    def _may(self, request: Any) -> Any:
        def may(invitation: Invitation) -> bool:
            return invitation.by_network is not None and may_invite_to(request.user, invitation.by_network)

        return may
