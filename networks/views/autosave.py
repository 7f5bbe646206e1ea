"""Autosave, one field at a time: what is stored, both texts, or why not. See static/js/autosave.js."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.history import History
from dekom.core.http import SignedInRequest
from networks.actions.write import ConflictError
from networks.views.basis.fields import Clash

Answer = dict[str, Any]


def locked(
    request: SignedInRequest,
    rows: models.QuerySet[Any],
    pk: int,
    *,
    may: Callable[[Any], bool],
    save: Callable[[Any], HttpResponse | None],
) -> HttpResponse:
    """Save into the document that is held while it lasts; not what another person wrote, whose page is still open.

    Raises: Http404: not among ``rows``, or ``save`` knows no such field; PermissionDenied: not what the person may.
    """
    if request.POST.get("person", str(request.user.pk)) != str(request.user.pk):
        told = _("Somebody else has signed in in this browser. Your text is kept here, and is saved when you sign in.")
        return JsonResponse({"message": told}, status=422)
    answer, is_allowed = None, True
    with transaction.atomic(savepoint=False):  # nothing is raised through it: it may stand in another transaction
        row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is not None and (is_allowed := may(row)):
            answer = save(row)
    if not is_allowed:
        raise PermissionDenied
    if answer is None:
        raise Http404
    return answer


def answered(write: Callable[[], Answer], conflict: Callable[[ConflictError], HttpResponse]) -> HttpResponse | None:
    """200 with what ``write`` tells, 409 with both texts, 422 with why not; nothing where there is no such field."""
    try:
        told = write()
    except ConflictError as error:
        return conflict(error)
    except (DomainError, ValidationError) as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    except (LookupError, ValueError):
        return None
    return JsonResponse({"saved": f"{localtime(timezone.now()):%H:%M}", **told})


def both(error: ConflictError, clash: Clash, *, label: str, stored: str) -> HttpResponse:
    """Both texts, and one that holds both: the writer chooses. ``stored``: as the field's box holds it."""
    html = render_to_string("networks/basis/_conflict.html", {"clash": clash, "label": label})
    told = {"message": str(error), "theirs": stored, "proposal": clash.proposal, "html": html}
    return JsonResponse(told, status=409)


def last_written(row: models.Model) -> tuple[str, Any]:
    """Who changed the row last, and when; nobody where its history names none."""
    tracked: Any = type(row)
    events = History([tracked.pgh_event_model.objects.filter(pgh_obj=row)])[:1]
    return (events[0].who, events[0].when) if events else ("", None)
