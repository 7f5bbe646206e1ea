"""Writing a needs report: begin, copy last year's, write, check, submit, open again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.actions import needs as actions
from networks.models import NeedsReport, Owner, Round
from networks.needs_form import MessageForm, NeedForm
from networks.permissions.needs import may_report, speaks_for
from networks.selectors.needs import last_years, needs_deadline, needs_of, partners_for, themes_for
from networks.views.needs.common import get_own_report, name_of, trail


@require_http_methods(["GET", "POST"])
def needs_report_new(request: SignedInRequest, round_id: int, owner_id: int) -> HttpResponse:
    """Begin empty, or with last year's."""
    rounds = Round.objects.visible_to(request.user).select_related("scheme", "legal_basis", "county")
    round_ = get_object_or_404(rounds, pk=round_id)
    owner = get_object_or_404(Owner.objects.visible_to(request.user), pk=owner_id, county=round_.county_id)
    if not may_report(request.user, owner.pk, round_.county_id):
        raise PermissionDenied
    begun = NeedsReport.objects.filter(round=round_, owner=owner).first()
    if begun:
        return redirect("needs_report_edit" if begun.is_open else "needs_report_detail", pk=begun.pk)
    earlier = last_years(round_, owner.pk)
    problems: list[str] = []
    if request.method == "POST":
        try:
            report = actions.begin(round_, owner, actor=request.user, today=timezone.localdate())
            if "copy" in request.POST:
                tell_copied(request, actions.copy_last_year(report, actor=request.user))
        except DomainError as error:
            problems = error.messages
        else:
            return redirect("needs_report_edit", pk=report.pk)
    return render(
        request,
        "networks/needs_report_new.html",
        {
            "trail": trail(),
            "round": round_,
            "owner": owner,
            "name": name_of(round_),
            "earlier": earlier,
            "problems": problems,
            "on_behalf": not speaks_for(request.user, owner.pk),
        },
    )


@require_http_methods(["GET", "POST"])
def needs_report_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_own_report(request, pk)
    data = request.POST if request.method == "POST" else None
    if data is None and not report.is_open:
        return redirect(report)
    rows = list(needs_of([report]))
    themes = themes_for(report.round.county_id, timezone.localdate())
    partners = partners_for(report.round.county_id)
    forms = [NeedForm(data, need=need, themes=themes, partners=partners) for need in rows]
    message = MessageForm(data, report=report)
    problems: list[str] = []
    if data is not None:
        try:
            if save(request, report, forms, message):
                return redirect_after(request, report, forms)
        except DomainError as error:
            problems = error.messages
    return render(
        request,
        "networks/needs_report_edit.html",
        {
            "trail": trail((str(report.owner), report.get_absolute_url())),
            "report": report,
            "name": name_of(report.round),
            "forms": forms,
            "message": message,
            "problems": problems,
            "deadline": needs_deadline(report.round, report.network_id),
            "today": timezone.localdate(),
            "earlier": None if report.copied_from_id else last_years(report.round, report.owner_id),
            "on_behalf": not speaks_for(request.user, report.owner_id),
        },
    )


def save(request: SignedInRequest, report: NeedsReport, forms: list[NeedForm], message: MessageForm) -> bool:
    """Write all that is valid; says whether nothing is left to mend.  Raises: DomainError."""
    is_done = True
    for form in forms:
        if not form.is_bound or f"{form.prefix}-base" not in request.POST:
            continue  # made after this page was opened: somebody else's
        if not form.is_valid():
            is_done = False
        elif theirs := actions.write_need(form.need, actor=request.user, **form.to_write()):
            form.need.refresh_from_db()
            form.show_clash(theirs)
            is_done = False
    if message.is_valid():
        typed: dict[str, Any] = message.cleaned_data
        value, base = (typed[name].replace("\r\n", "\n") for name in ("message", "base"))
        stored = actions.write_message(report, base=base, value=value, actor=request.user)
        if stored is not None:
            message.show_clash(stored)
            is_done = False
    return is_done


def redirect_after(request: SignedInRequest, report: NeedsReport, forms: list[NeedForm]) -> HttpResponse:
    """Where the button that was pressed leads."""
    if "add" in request.POST:
        added = actions.add_need(report, actor=request.user)
        response = redirect("needs_report_edit", pk=report.pk)
        response["Location"] += f"#need-{added.pk}"
        return response
    for form in forms:
        if f"remove-{form.need.pk}" in request.POST:
            actions.remove_need(form.need, actor=request.user)
            messages.success(request, _("The need is removed."))
            return redirect("needs_report_edit", pk=report.pk)
    if "check" in request.POST:
        return redirect(report)
    messages.success(request, _("Saved. Nobody but you sees it before you submit."))
    return redirect("needs_report_edit", pk=report.pk)


@require_POST
def needs_report_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_own_report(request, pk)
    try:
        tell_copied(request, actions.copy_last_year(report, actor=request.user))
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("needs_report_edit", pk=report.pk)


def tell_copied(request: SignedInRequest, count: int) -> None:
    text = ngettext(
        "%(count)s need is copied. Change what is no longer so.",
        "%(count)s needs are copied. Change what is no longer so.",
        count,
    )
    messages.success(request, text % {"count": count})


@require_POST
def needs_report_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_own_report(request, pk)
    try:
        actions.submit(report, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Submitted. The network's leader reads it, and you have a receipt by mail."))
    return redirect(report)


@require_POST
def needs_report_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_own_report(request, pk)
    try:
        actions.take_back(report, actor=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(report)
    messages.success(request, _("The needs report is open again. Submit it when you are done."))
    return redirect("needs_report_edit", pk=report.pk)
