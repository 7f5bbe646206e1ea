"""What people type about decisions after the first draft: refused parts, new editions, moves, reminders, answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allocations.enums import DecisionChange, LetterAnswerKind, ReminderSubject
from allocations.services.decisions import Refusal
from dekom.core.fields import DayField, KronerField

BY_HAND = (DecisionChange.AMENDMENT, DecisionChange.LEFTOVER, DecisionChange.CORRECTION)  # an appeal makes its own


class RefusedPartForm(forms.Form):
    """One part that is refused; wholly empty it is left out, half-written it is refused."""

    title = forms.CharField(label=_("What is refused"), max_length=200, required=False)
    amount = KronerField(label=_("Refused amount in kroner"), required=False, min_value=1)
    rule = forms.CharField(label=_("The rule"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    facts = forms.CharField(label=_("The facts"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    assessment = forms.CharField(label=_("Our assessment"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.get(name) for name in self.fields):
            for name in self.fields:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A refused part has all five: what, how much, rule, facts and assessment."))
        return cleaned


RefusedPartFormSet = forms.formset_factory(RefusedPartForm, extra=1, max_num=20, validate_max=True)


def refusals_in(formset: Any) -> list[Refusal]:
    """The parts that are written, in order."""
    return [Refusal(**part.cleaned_data) for part in formset if part.cleaned_data.get("title")]


class NewEditionForm(forms.Form):
    """Why an issued decision is changed."""

    change = forms.ChoiceField(label=_("Kind of change"), choices=[(each.value, each.label) for each in BY_HAND])
    reason = forms.CharField(
        label=_("Why it is changed"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Stands in the letter.")
    )


class SmallMoveForm(forms.Form):
    """Money that a recipient moves between two measures."""

    amount = KronerField(label=_("Amount in kroner"), min_value=1)
    moved_from = forms.CharField(label=_("From the measure"), max_length=200)
    moved_to = forms.CharField(label=_("To the measure"), max_length=200)
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))


class ReminderForm(forms.Form):
    """What the recipient is reminded of, and by when."""

    subject = forms.ChoiceField(label=_("What about"), choices=ReminderSubject.choices)
    new_deadline = DayField(label=_("New deadline"))


class AnswerForm(forms.Form):
    """A button of the recipient's."""

    kind = forms.ChoiceField(choices=LetterAnswerKind.choices)
