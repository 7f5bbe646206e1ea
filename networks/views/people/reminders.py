"""Reminders: what goes out when and to whom, as it will read, and the log of what was sent."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest
from networks.models import County, Reminder, access_of
from networks.selectors.reminders import reminders_planned, reminding
from networks.services.working_days import is_working_day, working_days_until
from networks.views.tabs import network_tabs

PER_PAGE = 50
SHOWN = 100  # of the planned ones


@require_safe
def reminder_list(request: SignedInRequest) -> HttpResponse:
    """For those who read all in the county; the first of theirs unless ?county= names another."""
    access = access_of(request.user)
    counties = County.objects.order_by("name", "pk")
    if not access.is_superuser:
        counties = counties.filter(pk__in=access.reads_all_in)
    chosen = request.GET.get("county", "")
    county = next((each for each in counties if chosen in ("", str(each.pk))), None)
    if county is None:
        raise PermissionDenied
    today = timezone.localdate()
    plan = reminding(county, today)
    planned = reminders_planned(plan, today)
    sent = Reminder.objects.visible_to(request.user).filter(county=county)
    pages = Paginator(
        sent.select_related("recipient", "mail", "round__scheme", "round__legal_basis", "network", "organisation"),
        PER_PAGE,
    )
    pages.count = plan.sent_count
    return render(
        request,
        "networks/reminder_list.html",
        {
            "county": county,
            "counties": counties,
            "rules": plan.rules,
            "planned": [
                (each, working_days_until(today, each.missing.deadline, plan.own_holidays)) for each in planned[:SHOWN]
            ],
            "planned_count": len(planned),
            "today": today,
            "is_working_day": is_working_day(today, plan.own_holidays),
            "tabs": network_tabs(request.user, "reminders"),
            "page": pages.get_page(request.GET.get("page")),
            "edits": county.pk in access.counties_as("secretariat"),
        },
    )
