"""The people of the county, for its staff."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest
from networks.enums import RoleKind
from networks.permissions import may_import_people, sees_people
from networks.selectors.register import PER_PAGE, Choices, networks_to_choose, people_found, role_kinds


@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    if not sees_people(request.user):
        raise Http404
    choices = Choices.read(request.GET.dict(), [*RoleKind.values])
    without_password = request.GET.get("password") == "none"
    people = people_found(request.user, choices, timezone.localdate(), without_password=without_password)
    context = {
        "page": Paginator(people, PER_PAGE).get_page(request.GET.get("page")),
        "choices": choices,
        "without_password": without_password,
        "kinds": role_kinds(),
        "networks": networks_to_choose(request.user),
        "may_import": may_import_people(request.user),
    }
    return render(request, "networks/person_list.html", context)
