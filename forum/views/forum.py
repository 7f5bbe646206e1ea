"""Pages of the cooperation forum."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest
from dekom.core.ordering import norwegian_order
from forum.models import Forum
from forum.permissions import sees_addresses
from forum.permissions.sheets import may_prepare_assessment
from forum.selectors.work import work_of
from networks.enums import RoleKind
from networks.models import Role


@require_safe
def forum_list(request: SignedInRequest) -> HttpResponse:
    """The forums the person may see; where there is one, that one."""
    forums = list(
        Forum.objects.visible_to(request.user).select_related("county").order_by(norwegian_order("name"), "pk")
    )
    if len(forums) == 1:
        return redirect(forums[0])
    return render(request, "forum/forum_list.html", {"forums": forums})


@require_safe
def forum_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One forum: its schemes, its members and deputies of today."""
    forum = get_object_or_404(
        Forum.objects.visible_to(request.user).select_related("county").prefetch_related("schemes"), pk=pk
    )
    roles = list(
        Role.objects.on(timezone.localdate())
        .filter(county=forum.county_id, kind__in=[RoleKind.FORUM_MEMBER, RoleKind.FORUM_DEPUTY])
        .select_related("user")
        .order_by(norwegian_order("user__name"), "pk")
    )
    context = {
        "forum": forum,
        "members": [role for role in roles if role.kind == RoleKind.FORUM_MEMBER],
        "deputies": [role for role in roles if role.kind == RoleKind.FORUM_DEPUTY],
        "sees_addresses": sees_addresses(request.user, forum),
        "work": work_of(forum, request.user),
        "may_prepare": may_prepare_assessment(request.user, forum.county_id),
    }
    return render(request, "forum/forum_detail.html", context)
