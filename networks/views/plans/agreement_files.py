"""The signed agreement's files: brought, fetched, taken away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dekom.core.http import SignedInRequest
from networks.actions import agreement_files
from networks.models import AgreementFile
from networks.views.files import download, taken, told
from networks.views.plans.agreement import get_agreement, get_led


@require_POST
def agreement_file_add(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = get_led(request, pk)
    actor, now = request.user, timezone.now()
    taken(request, lambda name, data: agreement_files.add(agreement, name=name, data=data, actor=actor, now=now))
    return redirect(agreement)


@require_safe
def agreement_file(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    """The file itself, to those who may read the agreement."""
    agreement = get_agreement(request, pk)
    return download(get_object_or_404(AgreementFile.objects.filter(agreement=agreement, removed_at=None), pk=file))


@require_POST
def agreement_file_remove(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    agreement = get_led(request, pk)
    files = AgreementFile.objects.filter(agreement=agreement).select_related("agreement__network")
    found = get_object_or_404(files, pk=file)
    now = timezone.now()
    told(request, lambda: agreement_files.remove(found, actor=request.user, now=now), _("The file is removed."))
    return redirect(agreement)
