"""Pages of the cooperation forum."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest
from dekom.core.ordering import norwegian_order
from forum.models import Forum
from forum.permissions import sees_addresses, sees_meetings
from forum.permissions.sheets import may_prepare_assessment
from forum.selectors.roster import people_of_day
from forum.selectors.work import next_meeting, work_of
from networks.enums import RoleKind


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
    """One forum: its next meeting, what it works on, its members and deputies of today."""
    forum = get_object_or_404(
        Forum.objects.visible_to(request.user).select_related("county").prefetch_related("schemes"), pk=pk
    )
    today = timezone.localdate()
    people = people_of_day(forum, today)
    context = {
        "forum": forum,
        "members": people[RoleKind.FORUM_MEMBER],
        "deputies": people[RoleKind.FORUM_DEPUTY],
        "sees_meetings": sees_meetings(request.user, forum),
        "next_meeting": next_meeting(forum, request.user, today),
        "sees_addresses": sees_addresses(request.user, forum),
        "work": work_of(forum, request.user),
        "may_prepare": may_prepare_assessment(request.user, forum.county_id),
    }
    return render(request, "forum/forum_detail.html", context)
