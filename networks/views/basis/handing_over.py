"""Check your answers, hand the decision basis over, and the receipt with its copy."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from networks.actions import compose, submit
from networks.basis_words import told
from networks.models import Submission
from networks.permissions.writing import is_secretariat, may_submit, may_write, partner_of
from networks.rendering import basis_html, sections_of, submission_pdf
from networks.selectors.basis_draft import Draft
from networks.selectors.basis_snapshot import snapshot
from networks.selectors.estimates import estimates, unconfirmed
from networks.services.basis_rules import Code, warnings
from networks.views.basis.common import frame_of_page, get_basis, get_draft, get_light, trail, writable


@require_http_methods(["GET", "POST"])
def decision_basis_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    basis: Any = draft.basis
    if not may_write(request.user, basis):
        raise PermissionDenied
    partners = estimates(basis)
    draft = Draft(basis, draft.measures, draft.today, unconfirmed(partners))
    if request.method == "POST":
        try:
            if not may_submit(request.user, basis):
                raise DomainError(
                    _("Only the network's leader submits. Mark your parts as ready, and tell the leader.")
                )
            submit.decision_basis(basis, actor=request.user, now=timezone.now())
        except DomainError as error:
            for message in error.messages:
                messages.error(request, message)
        else:
            messages.success(request, _("The document has been submitted."))
            return redirect("decision_basis_receipt", basis.pk)
        draft = get_draft(request, pk)
        draft = Draft(draft.basis, draft.measures, draft.today, unconfirmed(partners))
    found = draft.problems
    if is_secretariat(request.user, basis):
        found = [finding for finding in found if finding.code != Code.LATE]
    own = partner_of(request.user, basis)
    context = {
        **frame_of_page(request, draft, "submit"),
        "problems": [told(finding, draft) for finding in found],
        "warnings": [told(finding, draft) for finding in warnings(draft.facts)],
        "sections": sections_of(snapshot(draft)),
        "estimates": partners,
        "own_estimate": next((each for each in partners if each.organisation.pk == own), None),
        "trail": trail(basis),
    }
    return render(request, "networks/decision_basis_submit.html", context)


@require_POST
def decision_basis_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """The university confirms its estimate."""
    basis = writable(request, pk)
    if partner_of(request.user, basis) is None:
        raise PermissionDenied
    compose.estimate(basis, actor=request.user, now=timezone.now())
    messages.success(request, _("The estimate is confirmed."))
    return redirect("decision_basis_submit", basis.pk)


@require_safe
def decision_basis_receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    basis = get_basis(request, pk)
    submission = latest(basis)
    context = {"basis": basis, "submission": submission, "trail": trail(basis)}
    return render(request, "networks/decision_basis_receipt.html", context)


def latest(basis: Any) -> Submission:
    """The version that was handed over last.  Raises: Http404: none was."""
    found = Submission.objects.filter(basis=basis).select_related("by").defer("pdf").order_by("-number").first()
    if found is None:
        raise Http404
    return found


@require_safe
def decision_basis_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The version that was handed over last, as it was kept; before that, what stands there now."""
    basis = get_basis(request, pk)
    return pdf_response(basis, basis_pdf(request, basis))


def basis_pdf(request: SignedInRequest, basis: Any) -> bytes:
    submission = Submission.objects.filter(basis=basis).order_by("-number").first()
    if submission is not None and basis.status not in {"draft", "changes_requested"}:
        return bytes(submission.pdf) if submission.pdf else submission_pdf(submission)
    from dekom.core.pdf import render_archive_pdf  # noqa: PLC0415 - heavy: only where a PDF is made

    draft = get_draft(request, basis.pk)
    html = basis_html(basis, snapshot(draft), version=_("Draft"), language=request.LANGUAGE_CODE or "nb")
    return render_archive_pdf(html)


def pdf_response(basis: Any, pdf: bytes) -> HttpResponse:
    name = file_name(basis.round.legal_basis.basis_name, basis.network.short_name, basis.round.year, ending="pdf")
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
def decision_basis_measure_remove(request: SignedInRequest, pk: int, measure: int) -> HttpResponse:
    basis = writable(request, pk)
    found = get_object_or_404(basis.measures, pk=measure)
    if "remove" in request.POST:
        try:
            compose.without_measure(basis, found, actor=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The measure is removed. The history keeps it."))
        return redirect("decision_basis_part", basis.pk, "measures")
    light: Any = get_light(request, pk)
    context = {"basis": light, "measure": found, "trail": trail(light)}
    return render(request, "networks/decision_basis_measure_remove.html", context)
