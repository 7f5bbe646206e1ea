"""What is done with decisions from their list: prepared as recommended, approved, and their letters ordered."""

from itertools import groupby
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allocations.actions import approve, issue, prepare
from allocations.models import Decision, DecisionLine
from allocations.permissions import may_approve, may_prepare
from networks.admin.confirm import Move, confirmed
from networks.enums import RoleKind
from networks.models import access_of

Answer = dict[str, Any]


class DecisionMoves(admin.ModelAdmin[Decision]):
    """The same actions as the site's own pages call, with the same rights."""

    actions = ["prepare_as_recommended", "approve", "order_letters"]

    def has_prepare_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.SECRETARIAT)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.DECISION_MAKER)

    @admin.action(description=_("Prepare as recommended"), permissions=["prepare"])
    def prepare_as_recommended(self, request: Any, decisions: QuerySet[Decision]) -> HttpResponse | None:
        def act(batch: list[Decision], answer: Answer) -> None:
            (draft,) = batch
            prepare.decision(
                draft,
                actor=request.user,
                version=draft.version,
                day=timezone.localdate(),
                fields={"decided": draft.recommended},
            )

        def may(decision: Decision) -> bool:
            return may_prepare(request.user, decision.round.county_id)

        title = _("Prepare as recommended")
        move = Move("prepare_as_recommended", title, _("Prepare"), act, may, amount="recommended")
        return confirmed(self, request, decisions, move)

    @admin.action(description=_("Approve"), permissions=["approve"])
    def approve(self, request: Any, decisions: QuerySet[Decision]) -> HttpResponse | None:
        def act(batch: list[Decision], answer: Answer) -> None:
            seen = {decision.pk: decision.version for decision in batch}
            approve.decisions(batch[0].round, seen, actor=request.user, now=timezone.now())

        title, may = _("Approve decisions"), self._may_approve(request)
        move = Move("approve", title, _("Approve"), act, may, batches=by_round, amount="decided")
        return confirmed(self, request, decisions, move)

    @admin.action(description=_("Issue letters"), permissions=["approve"])
    def order_letters(self, request: Any, decisions: QuerySet[Decision]) -> HttpResponse | None:
        def act(batch: list[Decision], answer: Answer) -> None:
            recipients = DecisionLine.objects.filter(decision__in=batch).values_list("recipient", flat=True)
            issue.order(batch[0].round, actor=request.user, now=timezone.now(), recipients=recipients)

        may = self._may_approve(request)
        title = _("Issue the recipients' letters")
        move = Move("order_letters", title, _("Issue"), act, may, batches=by_round, amount="decided")
        return confirmed(self, request, decisions, move)

    def _may_approve(self, request: Any) -> Any:
        def may(decision: Decision) -> bool:
            return may_approve(request.user, decision.round.county_id)

        return may


def by_round(rows: list[Any]) -> list[list[Any]]:
    """A round's decisions are approved all or none, and so its payments are attested."""
    ordered = sorted(rows, key=lambda row: row.round_id)
    return [list(group) for _round, group in groupby(ordered, key=lambda row: row.round_id)]
