"""How accessible Dekom is, and where to report what is not; open to all."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dekom.core.errors import DomainError
from dekom.portal.actions import report_accessibility
from dekom.portal.forms import AccessibilityReportForm
from networks.models import access_of

REPORTS_AN_HOUR = 5  # from one address
HOUR = 60 * 60


@login_not_required
@require_http_methods(["GET", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    form = AccessibilityReportForm(request.POST or None)
    if form.is_valid():
        if not form.is_from_robot and is_too_much(request):
            form.add_error(None, _("Many reports have come from where you are in the last hour. Please try later."))
        elif form.is_from_robot or sent(request, form):
            messages.success(request, _("Thank you. Your report is on its way to the secretariat."))
            return redirect("accessibility")
    return render(request, "portal/accessibility.html", {"form": form, "email": settings.ACCESSIBILITY_EMAIL})


def sent(request: HttpRequest, form: AccessibilityReportForm) -> bool:
    """Whether the report went; if not, the form says why."""
    try:
        report_accessibility.accessibility_report(
            text=form.cleaned_data["text"],
            reply_to=form.cleaned_data["email"],
            counties=access_of(request.user).counties,
            today=timezone.localdate(),
            nobody=_("There is nobody to receive the report. Send it to %(email)s.")
            % {"email": settings.ACCESSIBILITY_EMAIL},
        )
    except DomainError as error:
        form.add_error(None, error.messages)
        return False
    return True


def is_too_much(request: HttpRequest) -> bool:
    """Count one more report from this address in this hour."""
    key = f"accessibility-report-{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > REPORTS_AN_HOUR
    except ValueError:  # it was dropped in between
        return False
