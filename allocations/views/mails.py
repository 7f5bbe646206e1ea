"""The outbox: what waits, what could not be delivered, and another try."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allocations.permissions import mail_counties
from dekom.core.actions import outbox
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.models import MailStatus, OutboxMail
from networks.models import Role

PER_PAGE = 50
MARKS = {MailStatus.QUEUED: "work", MailStatus.SENT: "done", MailStatus.FAILED: "late"}


@require_safe
def mail_list(request: SignedInRequest) -> HttpResponse:
    mails = followed_mails(request)
    state = request.GET.get("state", "")
    counts = dict(mails.values_list("status").annotate(count=Count("pk")).order_by())
    shown = mails.filter(status=state) if state in MailStatus.values else mails
    page = Paginator(shown.order_by("-created_at", "-pk").select_related("recipient"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "allocations/mail_list.html",
        {
            "trail": [(_("Overview"), reverse("home")), (_("Letters"), reverse("my_letters"))],
            "page": page,
            "state": state,
            "states": [(value, label, counts.get(value, 0)) for value, label in MailStatus.choices],
            "rows": [(mail, MARKS[MailStatus(mail.status)]) for mail in page],
        },
    )


@require_POST
def mail_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(followed_mails(request), pk=pk)
    try:
        outbox.retry(mail, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The mail is in the queue again."))
    return redirect("mail_list")


def followed_mails(request: SignedInRequest) -> QuerySet[OutboxMail]:
    """Mail to people with a role in the counties where the reader is the secretariat. Raises: PermissionDenied."""
    counties = mail_counties(request.user)
    if not counties:
        raise PermissionDenied
    people = Role.objects.filter(county__in=counties)
    return OutboxMail.objects.filter(recipient__in=people.values("user"))
