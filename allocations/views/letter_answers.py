"""What a recipient answers to a letter, and how we remind them."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allocations.actions import answers, notices
from allocations.enums import LetterAnswerKind
from allocations.forms.decisions import AnswerForm, ReminderForm
from allocations.models import DecisionLetter
from allocations.permissions import may_prepare
from allocations.permissions.decisions import may_answer
from allocations.views.decision_list import round_trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest

TIME_TO_ANSWER = timedelta(days=14)  # proposed in a reminder


@require_POST
def letter_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(DecisionLetter.objects.visible_to(request.user), pk=pk)
    if not may_answer(request.user, letter):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose an answer."))
        return redirect(letter)
    try:
        answers.give(letter, kind=form.cleaned_data["kind"], actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        accepted = form.cleaned_data["kind"] == LetterAnswerKind.ACCEPTED
        text = _("You have accepted the conditions.") if accepted else _("You have confirmed that the letter has come.")
        messages.success(request, text)
    return redirect(letter)


@require_http_methods(["GET", "POST"])
def letter_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = DecisionLetter.objects.visible_to(request.user).issued()
    letter = get_object_or_404(visible.select_related("recipient", "round__scheme"), pk=pk)
    if not may_prepare(request.user, letter.county_id):
        raise PermissionDenied
    form = ReminderForm(request.POST or None, initial={"new_deadline": timezone.localdate() + TIME_TO_ANSWER})
    if request.method == "POST" and form.is_valid():
        try:
            notices.reminder(letter, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The reminder is on its way."))
            return redirect("letter_list", pk=letter.round_id)
    trail = round_trail(letter.round, (_("Letters"), reverse("letter_list", kwargs={"pk": letter.round_id})))
    return render(request, "allocations/letter_remind.html", {"letter": letter, "form": form, "trail": trail})
