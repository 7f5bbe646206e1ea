"""Autosave of a report: one field at a time, in at most six queries."""

from typing import Any

from django import forms
from django.db.models import TextField
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dekom.core.fields import KronerField
from dekom.core.http import SignedInRequest
from dekom.core.kroner import format_kroner
from networks.actions import report_fields
from networks.actions.write import ConflictError
from networks.enums.reports import UnspentWish
from networks.models import Report
from networks.permissions.reports import may_write_report
from networks.views.autosave import answered, both, last_written, locked
from networks.views.basis.fields import clash_of, in_words

TEXT = forms.CharField(required=False)
KRONER = KronerField(required=False, min_value=0)
WISH = forms.ChoiceField(required=False, choices=[("", "–"), *UnspentWish.choices])


@require_POST
def report_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST key, base and value. Answers 200, 409 with both texts, or 422 with why not."""
    reports = Report.objects.visible_to(request.user).select_related("round")
    return locked(
        request,
        reports,
        pk,
        may=lambda report: may_write_report(request.user, report),
        save=lambda report: _saved(request, report),
    )


def _saved(request: SignedInRequest, report: Report) -> HttpResponse | None:
    """The answer; nothing where there is no such field."""
    key, base, value = (request.POST.get(name, "") for name in ("key", "base", "value"))
    kind = KRONER if key.endswith("_used") else WISH if key == "unspent_wish" else TEXT

    def write() -> dict[str, Any]:
        typed, began = (_plain(kind.clean(text)) for text in (value, base))
        report_fields.field_of(report, key, base=began, value=typed, actor=request.user)
        return {"value": _shown(typed)}

    return answered(write, lambda error: _conflict(error, base, value))


def _conflict(error: ConflictError, base: str, value: str) -> HttpResponse:
    field, stored = error.row._meta.get_field(error.field), _shown(getattr(error.row, error.field))
    began = base if isinstance(field, TextField) else None
    mine, theirs = in_words(field, [value, stored]) if field.choices else (value, stored)
    return both(error, clash_of(began, mine, theirs, *last_written(error.row)), label=_("Report"), stored=stored)


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _shown(value: Any) -> str:
    """As the field's box holds it."""
    return format_kroner(value) if isinstance(value, int) else value or ""
