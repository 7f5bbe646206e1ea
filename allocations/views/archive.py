"""The round's case as an archive package."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from allocations.selectors.archive import case_of
from allocations.services.archive import package
from allocations.views.decision_list import get_followed_round
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest


@require_safe
def archive_package(request: SignedInRequest, pk: int) -> HttpResponse:
    """The letters with a manifest in Noark 5's terms and checksums; ``manage.py verify_archive`` verifies it."""
    case = case_of(get_followed_round(request, pk))
    name = file_name("archive", case.number or case.title, ending="zip")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(package(case), content_type="application/zip", headers=headers)
