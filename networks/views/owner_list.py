"""The owners of kindergartens and schools."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest
from networks.enums import OWNER_KINDS
from networks.permissions import sees_people
from networks.selectors.register import PER_PAGE, Choices, kinds_with_counts, networks_to_choose, owners_found


@require_safe
def owner_list(request: SignedInRequest) -> HttpResponse:
    choices = Choices.read(request.GET.dict(), [*OWNER_KINDS])
    owners, counts = owners_found(request.user, choices, timezone.localdate())
    context = {
        "page": Paginator(owners, PER_PAGE).get_page(request.GET.get("page")),
        "choices": choices,
        "kinds": kinds_with_counts(OWNER_KINDS, counts),
        "networks": networks_to_choose(request.user),
        "sees_people": sees_people(request.user),
    }
    return render(request, "networks/owner_list.html", context)
