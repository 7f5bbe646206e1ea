"""Moves from a list: a page that says what will happen to which rows, then one action for each row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dekom.core.errors import DomainError


class ReasonForm(forms.Form):
    """Why; the recipients read it."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 4}))


def one_by_one(rows: list[Any]) -> list[list[Any]]:
    return [[row] for row in rows]


@dataclass(frozen=True)
class Move:
    """What an action in a list does: ``act`` is called for one batch after the other, each in its own transaction."""

    name: str
    title: Any  # what will happen, as the page's heading
    button: Any
    act: Callable[[list[Any], dict[str, Any]], object]
    may: Callable[[Any], bool]  # of each row: has this person the right
    form_class: type[forms.Form] = forms.Form
    batches: Callable[[list[Any]], list[list[Any]]] = one_by_one
    amount: str = "amount"  # what of a row is shown in whole kroner and summed, where it has it


def confirmed(model_admin: Any, request: HttpRequest, rows: QuerySet[Any], move: Move) -> HttpResponse | None:
    """Ask first; then do it, batch by batch, and tell what was done and what was not, and why.

    Each row is moved only if it still is as the page showed it (its version).
    """
    is_answer = "confirmed" in request.POST
    form = move.form_class(request.POST if is_answer else None)
    if not is_answer or not form.is_valid():
        amounts = [(row, getattr(row, move.amount, None)) for row in rows]
        context = {
            **model_admin.admin_site.each_context(request),
            "title": move.title,
            "subtitle": None,
            "opts": model_admin.opts,
            "rows": rows,
            "amounts": amounts,
            "total": sum(amount or 0 for _row, amount in amounts),
            "form": form,
            "move": move,
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        request.current_app = model_admin.admin_site.name
        return TemplateResponse(request, "admin/confirm_action.html", context)
    allowed = []
    for row in rows:
        seen = request.POST.get(f"version_{row.pk}", "")
        row.version = int(seen) if seen.isdecimal() else 0
        if move.may(row):
            allowed.append(row)
        else:
            model_admin.message_user(request, _("%s: you may not do this.") % row, messages.ERROR)
    done = 0
    for batch in move.batches(allowed):
        try:
            move.act(batch, form.cleaned_data)
        except DomainError as error:
            name = f"{batch[0]}: " if move.batches is one_by_one else ""  # who acts on many names each
            model_admin.message_user(request, f"{name}{error}", messages.ERROR)
        else:
            done += len(batch)
    if done:
        text = ngettext("Done for %(count)s row.", "Done for %(count)s rows.", done) % {"count": done}
        model_admin.message_user(request, f"{move.title}: {text}", messages.SUCCESS)
    return None
