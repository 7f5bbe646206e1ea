"""Autosave of a needs report: one field at a time, in at most six queries."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dekom.core.http import SignedInRequest
from networks.actions import needs_fields
from networks.actions.write import ConflictError
from networks.models import Need, NeedsReport
from networks.needs_form import MessageForm, NeedForm
from networks.permissions.needs import may_report
from networks.views.autosave import answered, both, last_written, locked
from networks.views.basis.fields import clash_of, in_words


@require_POST
def needs_report_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST key, base and value (or choice and chosen). Answers 200, 409 with both texts, or 422 with why not."""
    reports = NeedsReport.objects.visible_to(request.user).select_related("round")
    return locked(
        request,
        reports,
        pk,
        may=lambda report: may_report(request.user, report.owner_id, report.round.county_id),
        save=lambda report: saved(request, report),
    )


def saved(request: SignedInRequest, report: NeedsReport) -> HttpResponse | None:
    """The answer; nothing where there is no such field."""
    base, value, actor = request.POST.get("base", ""), request.POST.get("value", ""), request.user

    def write() -> dict[str, Any]:
        place = needs_fields.read_key(request.POST.get("key", ""))
        if "choice" in request.POST:
            choice, chosen = request.POST["choice"], request.POST.get("chosen") == "1"
            day = timezone.localdate()
            needs_fields.choice_of(report, place, value=choice, chosen=chosen, actor=actor, today=day)
            return {"value": ""}
        stored = needs_fields.field_of(report, place, base=base, value=value, actor=actor)
        return {"value": str(stored or "")}

    return answered(write, lambda error: conflict(report, error, base, value))


def conflict(report: NeedsReport, error: ConflictError, base: str, value: str) -> HttpResponse:
    """Both texts; a wish for a partner is told by the partner's name."""
    stored = str(getattr(error.row, error.field) or "")
    began: str | None = base
    mine, theirs = value, stored
    if error.field == "wished_partner_id":
        began, (mine, theirs) = None, in_words(Need._meta.get_field("wished_partner"), [value, stored])
    form: Any = NeedForm if isinstance(error.row, Need) else MessageForm
    label = str(form.base_fields[error.field.removesuffix("_id")].label)
    return both(error, clash_of(began, mine, theirs, *last_written(error.row)), label=label, stored=stored)
