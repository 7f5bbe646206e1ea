"""The network's annual wheel: dated activities, drawn and in a table."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.charts.wheel import Period, Ring, Wheel, Words, wheel
from dekom.core.fields import DayField
from dekom.core.http import SignedInRequest
from networks.actions import plans
from networks.enums.plans import Actor
from networks.models import Activity, Network
from networks.permissions.rooms import writes_plan
from networks.plan_forms import ActivityForm
from networks.selectors.people import people_in
from networks.views.plans.plan import get_network
from networks.views.rooms import network_trail, rooms

# The rings' colours
KEYS = {Actor.NETWORK: "gov", Actor.PARTNER: "forum", Actor.OWNERS: "net", Actor.INSTITUTIONS: "own"}
TABLE_KEYS = {**KEYS, Actor.OWNERS: "netuh"}


@require_safe
def activity_list(request: SignedInRequest, network_id: int) -> HttpResponse:
    """One year's wheel."""
    network = get_network(request, network_id)
    today = timezone.localdate()
    year = year_of(request.GET.get("year", ""), today)
    activities = list(
        Activity.objects.visible_to(request.user)
        .filter(network=network)
        .in_year(year)
        .select_related("responsible")
        .order_by("starts_on", "ends_on", "pk")
    )
    may_write = writes_plan(request.user, network)
    return render(
        request,
        "networks/activity_list.html",
        {
            "trail": network_trail(network),
            "rooms": rooms(request.user, network, "wheel"),
            "network": network,
            "year": year,
            "years": [year - 1, year + 1],
            "wheel": drawn(activities, year, today) if activities else None,
            "description": described(activities, year),
            "rows": [row(activity, today) for activity in activities],
            "may_write": may_write,
        },
    )


def year_of(asked: str, today: date) -> int:
    return int(asked) if asked.isdecimal() and DayField.first.year <= int(asked) <= DayField.last.year else today.year


def drawn(activities: list[Activity], year: int, today: date) -> Wheel:
    """The wheel: what crosses New Year is cut there."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rings = [
        Ring(
            KEYS[actor],
            str(actor.label),
            [
                Period(max(each.starts_on, first), min(each.ends_on, last), each.title)
                for each in activities
                if each.actor == actor
            ],
        )
        for actor in Actor
    ]
    now = today if today.year == year else None
    count = ngettext("%(count)s activity", "%(count)s activities", len(activities)) % {"count": len(activities)}
    words = Words(
        months=[str(MONTHS[number]) for number in range(1, 13)],
        today=_("Today %(day)s") % {"day": date_format(today, "MONTH_DAY_FORMAT")} if now else "",
        hub=str(year),
        hub_below=count,
        hub_compact=str(year),
        hub_compact_below=count,
    )
    return wheel(rings, [], now, words)


def described(activities: list[Activity], year: int) -> str:
    return _(
        "A ring of twelve months in %(year)s and four tracks: the network, partners, owners, and institutions, with "
        "%(count)s activities. All of them stand in the table."
    ) % {"year": year, "count": len(activities)}


def row(activity: Activity, today: date) -> dict[str, Any]:
    """A line of the table beside it."""
    if activity.ends_on < today:
        mark, word = "done", _("Past")
    elif activity.starts_on <= today:
        mark, word = "work", _("Under way")
    else:
        mark, word = "todo", _("To come")
    return {"activity": activity, "key": TABLE_KEYS[Actor(activity.actor)], "mark": mark, "word": word}


def written_network(request: SignedInRequest, network_id: int) -> Network:
    network = get_network(request, network_id)
    if not writes_plan(request.user, network):
        raise PermissionDenied
    return network


@require_http_methods(["GET", "POST"])
def activity_new(request: SignedInRequest, network_id: int) -> HttpResponse:
    network = written_network(request, network_id)
    return form_page(request, network, Activity(network=network))


@require_http_methods(["GET", "POST"])
def activity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    activities = Activity.objects.visible_to(request.user).select_related("network__county")
    activity = get_object_or_404(activities, pk=pk)
    if not writes_plan(request.user, activity.network):
        raise PermissionDenied
    return form_page(request, activity.network, activity)


def form_page(request: SignedInRequest, network: Network, activity: Activity) -> HttpResponse:
    form = ActivityForm(
        request.POST if request.method == "POST" else None,
        instance=activity,
        people=people_in(network, timezone.localdate()),
    )
    if request.method == "POST" and "remove" in request.POST and activity.pk:
        activity.delete()
        messages.success(request, _("The activity is removed."))
        return redirect("activity_list", network_id=network.pk)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, _("The activity is saved."))
        response = redirect("activity_list", network_id=network.pk)
        response["Location"] += f"?year={saved.starts_on.year}"
        return response
    return render(
        request,
        "networks/activity_form.html",
        {
            "trail": network_trail(network),
            "network": network,
            "form": form,
            "removable": activity.pk is not None,
            "heading": _("Change the activity") if activity.pk else _("New activity"),
        },
    )


@require_POST
def activity_copy(request: SignedInRequest, network_id: int, year: int) -> HttpResponse:
    """The activities of the year before once more, on the same days."""
    network = written_network(request, network_id)
    count = plans.copy_year(network, year=year)
    text = ngettext("%(count)s activity is copied.", "%(count)s activities are copied.", count)
    messages.success(request, text % {"count": count})
    response = redirect("activity_list", network_id=network.pk)
    response["Location"] += f"?year={year}"
    return response
