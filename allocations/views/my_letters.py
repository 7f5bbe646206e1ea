"""The letters to the person's own organisations and networks; for staff also the way to the rounds' letters."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.enums import LetterStatus
from allocations.models import DecisionLetter
from allocations.permissions import mail_counties, may_see_payees
from dekom.core.http import SignedInRequest
from networks.models import Round, access_of

PER_PAGE = 25


@require_safe
def my_letters(request: SignedInRequest) -> HttpResponse:
    access = access_of(request.user)
    own = DecisionLetter.objects.addressed_to(request.user).select_related("recipient", "round__scheme", "county")
    page = Paginator(own.order_by("-issued_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    seen = DecisionLetter.objects.filter(openings__user=request.user, pk__in=[letter.pk for letter in page])
    opened = set(seen.values_list("pk", flat=True))
    rounds = Round.objects.visible_to(request.user).select_related("scheme")
    if not access.is_superuser:
        rounds = rounds.filter(county__in=access.reads_all_in)
    issued = Count("letters", filter=Q(letters__status=LetterStatus.ISSUED), distinct=True)
    return render(
        request,
        "allocations/my_letters.html",
        {
            "trail": [(_("Overview"), reverse("home"))],
            "page": page,
            "opened": opened,
            "rounds": rounds.annotate(issued=issued, decision_count=Count("decisions", distinct=True)).order_by(
                "-year", "pk"
            )[:PER_PAGE]
            if access.reads_all_in or access.is_superuser
            else [],
            "followed": sorted(access.reads_all_in)[:1],
            "may_see_payees": may_see_payees(request.user),
            "may_follow_mail": bool(mail_counties(request.user)),
        },
    )
