"""The round's case as an archive package."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.services.archive import package
from allocations.views.decision_list import get_followed_round
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from dekom.portal.selectors.archive import case_of


@require_safe
def archive_package(request: SignedInRequest, pk: int) -> HttpResponse:
    """The case's documents with a manifest in Noark 5's terms; ``manage.py verify_archive`` verifies it."""
    round_ = get_followed_round(request, pk)
    try:
        case = case_of(round_)
    except FileNotFoundError as error:
        messages.error(request, _("An attached file is missing from the storage, so there is no package: %s") % error)
        return redirect("letter_list", pk=round_.pk)
    name = file_name("archive", case.number or case.title, ending="zip")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(package(case), content_type="application/zip", headers=headers)
