"""The first page: what waits for the person signed in, by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest
from dekom.portal.selectors.calendar import year_of
from dekom.portal.selectors.events import events_of
from dekom.portal.selectors.money import money_of
from dekom.portal.selectors.overview import overview_of
from dekom.portal.selectors.standings import matrix_of
from dekom.portal.selectors.tasks import tasks_of


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    overview = overview_of(request.user, timezone.localdate())
    context = {
        "today": overview.today,
        "round": overview.round,
        "has_role": bool(overview.access.roles) or overview.access.is_superuser,
        "tasks": tasks_of(overview),
        "money": money_of(overview),
        "events": events_of(overview),
        "matrix": matrix_of(overview),
        "year": year_of(overview),
    }
    return render(request, "portal/home.html", context)
