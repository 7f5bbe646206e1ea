"""Appeals: all of a county's, a new one on a letter, and one with its steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allocations.actions import appeals
from allocations.enums import AppealStatus
from allocations.forms.appeals import (
    NOTHING_MOVES,
    AppealForm,
    AppealStepForm,
    AssessmentForm,
    OutcomeForm,
    ReverseForm,
    SuspensionForm,
)
from allocations.models import Appeal, Decision, DecisionLetter, Settlement
from allocations.permissions import may_approve, may_follow_decisions, may_prepare
from allocations.selectors.appeal_time import time_to_appeal
from allocations.selectors.leftovers import moved_by
from allocations.views.decision_list import round_trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest

MARKS = {
    AppealStatus.RECEIVED: "work",
    AppealStatus.UPHELD: "warn",
    AppealStatus.FORWARDED: "ready",
    AppealStatus.CLOSED: "done",
    AppealStatus.REVERSED: "done",
}
PER_PAGE = 25
SUBJECT = (
    "decision__network",
    "decision__fixed_grant",
    "settlement__recipient",
    "settlement__report__network",
    "settlement__report__organisation",
    "settlement__report__round",
)
STEPS: dict[str, tuple[type[AppealStepForm], Callable[..., Any]]] = {
    "assess": (AssessmentForm, appeals.assess),
    "suspend": (SuspensionForm, appeals.suspend),
    "uphold": (AppealStepForm, appeals.uphold),
    "reverse": (ReverseForm, appeals.reverse),
    "forward": (AppealStepForm, appeals.forward),
    "close": (OutcomeForm, appeals.close),
}
WAITS = {
    "assess": gettext_lazy("The appeal waits for the secretariat to assess it."),
    "uphold": gettext_lazy("The appeal is assessed, and waits for the decision maker to settle it."),
    "forward": gettext_lazy("The decision stands, and the appeal waits for the decision maker to send it on."),
    "close": gettext_lazy("The appeal body has the appeal. The secretariat notes what it comes to."),
}  # what is told to those who may not take the step themselves
TIMED = ("uphold", "reverse", "forward", "close")  # they ask for the time


@require_safe
def appeal_list(request: SignedInRequest) -> HttpResponse:
    still_open = Case(
        When(status__in=["closed", "reversed"], then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    rows = (
        Appeal.objects.visible_to(request.user)
        .select_related("appellant", "letter__round__scheme", *SUBJECT)
        .defer("case_pdf", "letter__pdf")
        .order_by(still_open, "-received_on", "-pk")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "allocations/appeal_list.html",
        {"page": page, "marks": MARKS, "trail": [(_("Overview"), reverse("home"))]},
    )


@require_http_methods(["GET", "POST"])
def appeal_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Register an appeal on one of a letter's decisions, or on the settlement of unspent money that it tells of."""
    visible = DecisionLetter.objects.visible_to(request.user).issued()
    letter = get_object_or_404(visible.select_related("recipient", "round__scheme", "county"), pk=pk)
    if not may_prepare(request.user, letter.county_id):
        raise PermissionDenied
    decisions = (
        Decision.objects.filter(lines__letter_line__letter=letter)
        .select_related("network", "fixed_grant", "round__scheme")
        .order_by("pk")
    )
    if not decisions and not Settlement.objects.counting().filter(letter=letter).exists():
        raise Http404
    form = AppealForm(request.POST or None, decisions=decisions, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = appeals.receive(letter, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The appeal is registered and entered in the journal."))
            return redirect(made)
    trail = round_trail(letter.round, (_("Letters"), reverse("letter_list", kwargs={"pk": letter.round_id})))
    context = {"letter": letter, "form": form, "trail": trail, "time": time_to_appeal(letter)}
    return render(request, "allocations/appeal_new.html", context)


@require_safe
def appeal_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return show(request, get_appeal(request, pk), {})


@require_POST
def appeal_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """One step: assess, suspend, uphold, reverse, forward or close."""
    appeal = get_appeal(request, pk)
    if step not in STEPS:
        raise Http404
    if not may_step(request, appeal, step):
        raise PermissionDenied
    form_class, act = STEPS[step]
    form = form_class(request.POST, prefix=step)
    if not form.is_valid():
        return show(request, appeal, {step: form})
    fields = dict(form.cleaned_data)
    if step in TIMED:
        fields["now"] = timezone.now()
    if step == "forward":
        fields["case_pdf"] = _case_pdf(appeal)
    try:
        act(appeal, actor=request.user, **fields)
    except DomainError as error:
        form.add_error(None, error.messages)
        return show(request, appeal, {step: form})
    messages.success(request, _("Done. The appeal is at its next step."))
    return redirect(appeal)


@require_safe
def appeal_case_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The case as it was sent to the appeal body, byte for byte; before that as it would be sent today."""
    appeal = get_appeal(request, pk)
    if appeal.case_pdf is None and not may_follow_decisions(request.user, appeal.letter.county_id):
        raise Http404
    pdf = bytes(appeal.case_pdf) if appeal.case_pdf is not None else _case_pdf(appeal)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="appeal-{appeal.pk}.pdf"'
    return response


def get_appeal(request: SignedInRequest, pk: int) -> Appeal:
    rows = Appeal.objects.visible_to(request.user).select_related(
        "appellant",
        "letter__round__scheme",
        "letter__round__legal_basis",
        "letter__county",
        "letter__recipient",
        *SUBJECT,
        "assessed_by",
        "settled_by",
    )
    return get_object_or_404(rows.defer("letter__pdf"), pk=pk)


def may_step(request: SignedInRequest, appeal: Appeal, step: str) -> bool:
    """The secretariat assesses and registers outcomes; the decision maker settles."""
    may = may_prepare if step in ("assess", "close") else may_approve
    return may(request.user, appeal.letter.county_id)


def show(request: SignedInRequest, appeal: Appeal, bound: dict[str, Any]) -> HttpResponse:
    """The appeal's page with the steps that this reader may take now; ``bound`` holds a form that was refused."""
    steps = _steps_now(appeal)
    forms = {step: bound.get(step) or _fresh(step, appeal) for step in steps if may_step(request, appeal, step)}
    if appeal.settlement and "suspend" in forms:
        forms["suspend"].fields["suspends"].label = NOTHING_MOVES
    step = "uphold" if "uphold" in steps else next(iter(steps), "")
    follows = may_follow_decisions(request.user, appeal.letter.county_id)
    undone = appeal.settlement if appeal.settlement and appeal.settlement.undone_at else None
    return render(
        request,
        "allocations/appeal_detail.html",
        {
            "appeal": appeal,
            "mark": MARKS[AppealStatus(appeal.status)],
            "forms": forms,
            "waits": WAITS[step] if step and step not in forms else "",
            "follows": follows,
            "to_pay_again": moved_by(undone) if undone and follows else 0,
            "is_own": appeal.assessed_by_id == request.user.pk,
            "journal": list(appeal.journal_entries.order_by("number")),
            "trail": [(_("Overview"), reverse("home")), (_("Appeals"), reverse("appeal_list"))],
        },
    )


def _steps_now(appeal: Appeal) -> list[str]:
    steps = {
        AppealStatus.RECEIVED: ["assess", "uphold", "reverse", "suspend"]
        if appeal.assessment
        else ["assess", "suspend"],
        AppealStatus.UPHELD: ["forward", "suspend"],
        AppealStatus.FORWARDED: ["close", "suspend"],
    }
    return steps.get(AppealStatus(appeal.status), [])


def _fresh(step: str, appeal: Appeal) -> Any:
    initial = {"version": appeal.version, "assessment": appeal.assessment, "suspends": appeal.suspends}
    return STEPS[step][0](prefix=step, initial=initial)


def _case_pdf(appeal: Appeal) -> bytes:
    from allocations.case_pdf import case_pdf  # noqa: PLC0415 - only this page of the web process makes PDFs

    return case_pdf(appeal)
