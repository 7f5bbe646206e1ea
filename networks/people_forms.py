"""What people type when they invite, hand over, stand in, or accept."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from dekom.core.fields import DayField
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Organisation


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    kind = forms.ChoiceField(label=_("Role"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        help_text=_("For owner contacts and university partners."),
    )

    def __init__(self, *args: Any, kinds: tuple[RoleKind, ...], organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(each.value, each.label) for each in kinds]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        needs_one = cleaned.get("kind") in {RoleKind.OWNER_CONTACT, RoleKind.UH_PARTNER}
        if needs_one and not cleaned.get("organisation"):
            self.add_error("organisation", _("Say whom the person speaks for."))
        if not needs_one:
            cleaned["organisation"] = None
        return cleaned


class PersonForm(forms.Form):
    """Chooses among people whom the page offers."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Who"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class HandOverForm(PersonForm):
    last_day = DayField(label=_("Last day"))
    field_order = ["last_day", "person"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.label = _("Successor")
        field.required = False
        field.empty_label = _("Nobody yet: only end the role")
        field.help_text = _("They have the role from the day after, and what the person sees to from then on.")


class StandInForm(PersonForm):
    first = DayField(label=_("From"))
    last = DayField(label=_("To and with"))


class AcceptForm(forms.Form):
    """The name, and a password of one's own choice."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A few words that only you would put together are best."),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, initial={"name": user.name})
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if password and cleaned.get("again") and password != cleaned["again"]:
            self.add_error("again", _("The two passwords are not alike."))
        if password:
            try:
                password_validation.validate_password(password, self.user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
