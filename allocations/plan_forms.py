"""What people type about the long-term plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allocations.models import StopPoint
from dekom.core.fields import DayField


class AdoptPlanForm(forms.Form):
    """Where the forum adopted the plan."""

    adopted_on = DayField(label=_("Adopted on"))
    reference = forms.CharField(label=_("Meeting and item"), max_length=200)


class StopPointForm(forms.ModelForm[StopPoint]):
    """The yearly evaluation."""

    class Meta:
        model = StopPoint
        fields = ["held_on", "reference", "outcome", "conclusion"]
        field_classes = {"held_on": DayField}
        widgets = {"conclusion": forms.Textarea(attrs={"rows": 3})}
