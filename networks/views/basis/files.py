"""Files of a decision basis: attached, fetched, removed, and all of it bound as one PDF."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.uploads import LARGEST, PATH_IN_NAME, faults_of
from networks.actions import attach
from networks.binding import bound
from networks.enums.writing import BasisPart, FileKind
from networks.models import BasisFile
from networks.views.basis.common import document_name, get_basis, get_light, writable
from networks.views.basis.handing_over import basis_pdf, pdf_response

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}


@require_POST
def decision_basis_file_add(request: SignedInRequest, pk: int) -> HttpResponse:
    basis = writable(request, pk)
    uploaded = request.FILES.get("file")
    faults = faults_of(request)
    if faults:
        if PATH_IN_NAME in faults:
            messages.error(request, _("The file's name holds a path. Rename the file and try again."))
        else:
            size = LARGEST // 1_000_000
            messages.error(request, _("The file is too large: at most {size} MB.").format(size=size))
    elif uploaded is None:
        messages.error(request, _("Choose a file first."))
    else:
        try:
            attach.file(basis, name=uploaded.name or "", data=uploaded.read(), actor=request.user, now=timezone.now())
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The file is attached."))
    return redirect("decision_basis_part", basis.pk, BasisPart.FILES)


@require_safe
def decision_basis_file(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    """The file itself, to those who may read the document; always as a download."""
    basis = get_light(request, pk)
    found = get_object_or_404(BasisFile.objects.filter(basis=basis), pk=file)
    with found.file.open("rb") as stored:
        response = HttpResponse(stored.read(), content_type=TYPES[FileKind(found.kind)])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def decision_basis_file_remove(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    basis = writable(request, pk)
    found = get_object_or_404(BasisFile.objects.filter(basis=basis).select_related("basis__network"), pk=file)
    try:
        attach.removed(found, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The file is removed."))
    return redirect("decision_basis_part", basis.pk, BasisPart.FILES)


@require_safe
def decision_basis_combined(request: SignedInRequest, pk: int) -> HttpResponse:
    """The document and everything attached to it as one PDF with bookmarks."""
    basis: Any = get_basis(request, pk)
    files = BasisFile.objects.filter(basis=basis, removed_at=None)
    return pdf_response(basis, bound(document_name(basis), basis_pdf(request, basis), files))
