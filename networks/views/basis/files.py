"""Files of a decision basis: attached, fetched, removed, and all of it bound as one PDF."""

from typing import Any

from django.db.models import Exists, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dekom.core.http import SignedInRequest
from networks.actions import attach
from networks.binding import bound
from networks.enums.writing import BasisPart
from networks.models import BasisFile, Submission
from networks.views.basis.common import document_name, get_basis, get_light, writable
from networks.views.basis.handing_over import basis_pdf, pdf_response
from networks.views.files import download, taken, told


@require_POST
def decision_basis_file_add(request: SignedInRequest, pk: int) -> HttpResponse:
    basis = writable(request, pk)
    actor, now = request.user, timezone.now()
    taken(request, lambda name, data: attach.file(basis, name=name, data=data, actor=actor, now=now))
    return redirect("decision_basis_part", basis.pk, BasisPart.FILES)


@require_safe
def decision_basis_file(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    """The file itself, to those who may read the document; a removed one only where a submitted version names it."""
    basis = get_light(request, pk)
    named = Submission.objects.filter(basis=basis, content__files__contains=[{"pk": file}])
    found = BasisFile.objects.filter(Q(removed_at=None) | Exists(named), basis=basis)
    return download(get_object_or_404(found, pk=file))


@require_POST
def decision_basis_file_remove(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    basis = writable(request, pk)
    found = get_object_or_404(BasisFile.objects.filter(basis=basis).select_related("basis__network"), pk=file)
    told(request, lambda: attach.removed(found, actor=request.user, now=timezone.now()), _("The file is removed."))
    return redirect("decision_basis_part", basis.pk, BasisPart.FILES)


@require_safe
def decision_basis_combined(request: SignedInRequest, pk: int) -> HttpResponse:
    """The document and everything attached to it as one PDF with bookmarks."""
    basis: Any = get_basis(request, pk)
    files = BasisFile.objects.filter(basis=basis, removed_at=None)
    return pdf_response(basis, bound(document_name(basis), basis_pdf(request, basis), files))
