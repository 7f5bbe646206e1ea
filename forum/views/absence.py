"""Pages that a mail's own link opens, without signing in: «I can't come», and the deputy's yes or no."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from dekom.core.errors import DomainError
from forum.actions import absence as absences
from forum.forms import AbsenceForm
from forum.links import read_absence_token, read_call_out_token
from forum.models import Absence, Appointment, CallOut, Meeting
from forum.selectors.recused import recused_in


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_absence(request: HttpRequest, token: str) -> HttpResponse:
    """One click for the whole meeting, one choice more for a part or a matter. A mail scanner changes nothing."""
    keys = read_absence_token(token)
    if keys is None:
        raise Http404
    meeting = get_object_or_404(Meeting.objects.select_related("forum__county"), pk=keys[0])
    term = get_object_or_404(Appointment.objects.select_related("person", "seat"), pk=keys[1])
    with override(term.person.language):
        hidden = recused_in(meeting, [term.person_id])[term.person_id]
        form = AbsenceForm(request.POST or None, meeting=meeting, hidden=hidden)
        if request.method == "POST" and _answer_absence(request, form, meeting, term):
            return redirect(request.path)
        reported = Absence.objects.filter(meeting=meeting, appointment=term, withdrawn_at=None).select_related("item")
        context = {"meeting": meeting, "term": term, "form": form, "reported": reported}
        return render(request, "forum/meeting_absence.html", context)


def _answer_absence(request: HttpRequest, form: AbsenceForm, meeting: Meeting, term: Appointment) -> bool:
    """Whether something was done; else the form says what was wrong."""
    now = timezone.now()
    if not form.is_valid():
        return False
    try:
        if request.POST.get("withdraw", "").isdecimal():
            own = Absence.objects.filter(meeting=meeting, appointment=term).select_related("meeting")
            absences.withdraw(get_object_or_404(own, pk=request.POST["withdraw"]), now=now)
            messages.success(request, _("Good, you are expected."))
        else:
            data = form.cleaned_data
            if request.POST.get("scope") == "whole":
                data = {"reason": data["reason"]}
            elif not (data["begins"] or data["ends"] or data["item"]):
                raise DomainError(_("Say from when to when you are away, or from which matter."))
            absences.report(meeting, term, now=now, **data)
            messages.success(request, _("Thank you, your absence is registered. Your deputy is asked if there is one."))
    except DomainError as error:
        for message in error.messages:
            form.add_error(None, message)
        return False
    return True


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_call_out(request: HttpRequest, token: str) -> HttpResponse:
    """The deputy says yes or no."""
    pk = read_call_out_token(token)
    if pk is None:
        raise Http404
    found = CallOut.objects.select_related(
        "absence__meeting__forum__county", "appointment__person", "appointment__seat"
    )
    call_out = get_object_or_404(found, pk=pk)
    with override(call_out.appointment.person.language):
        errors: list[str] = []
        if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
            try:
                absences.answer(call_out, comes=request.POST["answer"] == "yes", now=timezone.now())
            except DomainError as error:
                errors = [str(message) for message in error.messages]
            else:
                return redirect(request.path)
        context = {"call_out": call_out, "meeting": call_out.absence.meeting, "errors": errors}
        return render(request, "forum/meeting_call_out.html", context)
