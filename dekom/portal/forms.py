"""What people type on the portal's own pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User


class ProfileForm(forms.ModelForm[User]):
    """The person's own name and language; the e-mail is the secretariat's to change, for it is the sign-in."""

    class Meta:
        model = User
        fields = ["name", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the pages and of e-mail"), choices=settings.LANGUAGES
        )


class AccessibilityReportForm(forms.Form):
    """A report of something that is hard to use. ``website`` is a trap for robots, which fill in everything."""

    text = forms.CharField(
        label=_("What was difficult?"),
        help_text=_("Tell us the page, what you tried to do, and which aids you use, if any."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        help_text=_("Only if you want an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_from_robot(self) -> bool:
        return bool(self.cleaned_data["website"])
