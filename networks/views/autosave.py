"""What a page that saves field by field is answered: stored, both texts, or why not. See static/js/autosave.js."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localtime

from dekom.core.errors import DomainError
from networks.actions.write import ConflictError
from networks.views.basis.fields import Clash

Answer = dict[str, Any]


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
