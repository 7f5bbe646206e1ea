"""What people type in a needs report, and what the page showed them when they began."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dekom.core.fields import DayField
from networks.enums.writing import TargetGroup
from networks.models import Need, NeedsReport, Partner, Theme


def _area(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": rows}), strip=True
    )


class NeedForm(forms.Form):
    """One need. ``base`` carries what the fields held when the page was made: see ``actions.needs.write_need``."""

    text = _area(_("What is the need?"), 3, _("One need at a time, in your own words."))
    evidence = _area(_("What does it rest on?"), 3, _("For example surveys, results, audits, or what staff tell you."))
    target_groups = forms.MultipleChoiceField(
        label=_("Whom is it for?"),
        choices=TargetGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The challenges that the long-term plan names. None has to fit."),
    )
    institutions = _area(_("Which kindergartens and schools take part?"), 2, _("All, or by name."))
    staff_involvement = _area(_("How were staff involved?"), 2)
    wished_partner = forms.ChoiceField(label=_("Whom would you like to work with?"), required=False)
    wished_form = _area(_("How would you like to work?"), 2, _("For example gatherings, guidance, learning networks."))
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, need: Need, themes: Sequence[Theme], partners: Sequence[Partner]) -> None:
        kept = self.values_of(need)
        super().__init__(data, prefix=f"need-{need.pk}", initial={**kept, "base": json.dumps(kept)})
        self.need = need
        self.fields["text"].is_demanded = True  # type: ignore[attr-defined]  # of a draft nothing is; to submit, this is
        chosen = {str(theme.pk): theme.name for theme in [*themes, *need.themes.all()]}
        self._choices("themes", list(chosen.items()))
        self._choices("wished_partner", [("", _("No wish")), *((str(each.pk), each.name) for each in partners)])
        self.theirs: list[tuple[Any, str]] = []  # where somebody else has written meanwhile

    @property
    def boxes(self) -> list[tuple[forms.BoundField, str, str]]:
        """Each box that is filled in, its kind, and what is stored: as static/js/autosave.js takes them."""
        kinds = {"target_groups": "choices", "themes": "choices", "wished_partner": "choice"}
        return [
            (field, kinds.get(field.name, "text"), _stored(self.initial[field.name])) for field in self.visible_fields()
        ]

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @staticmethod
    def values_of(need: Need) -> dict[str, Any]:
        """What the form shows of a need."""
        return {
            "text": need.text,
            "evidence": need.evidence,
            "institutions": need.institutions,
            "staff_involvement": need.staff_involvement,
            "wished_form": need.wished_form,
            "target_groups": list(need.target_groups),
            "themes": sorted(str(theme.pk) for theme in need.themes.all()),
            "wished_partner": str(need.wished_partner_id or ""),
        }

    def clean_base(self) -> dict[str, Any]:
        try:
            found = json.loads(self.cleaned_data["base"] or "{}")
        except ValueError:
            found = {}
        return found if isinstance(found, dict) else {}

    def to_write(self) -> dict[str, Any]:
        """What ``write_need`` takes."""
        return {
            "values": self._row(self.cleaned_data),
            "base": self._row(self.cleaned_data["base"]),
            "themes": [int(pk) for pk in self.cleaned_data["themes"]],
            "base_themes": [int(pk) for pk in self.cleaned_data["base"].get("themes", []) if str(pk).isdecimal()],
        }

    @staticmethod
    def _row(typed: dict[str, Any]) -> dict[str, Any]:
        texts = ("text", "evidence", "institutions", "staff_involvement", "wished_form")
        partner = str(typed.get("wished_partner") or "")
        groups = typed.get("target_groups") or []
        return {
            **{name: str(typed.get(name) or "").replace("\r\n", "\n") for name in texts},
            "target_groups": [group for group in TargetGroup.values if group in groups],
            "wished_partner_id": int(partner) if partner.isdecimal() else None,
        }

    def show_clash(self, theirs: dict[str, Any]) -> None:
        """Keep what the person typed, show what the other wrote, and let the next save begin from that."""
        kept = {**self.values_of(self.need)}
        self.initial = {**self.initial, **kept}
        typed: Any = self.data
        typed = typed.copy()
        typed[self.add_prefix("base")] = json.dumps(kept)
        self.data = typed
        for name, value in theirs.items():
            field = name.removesuffix("_id")
            shown = self.need.wished_partner if name == "wished_partner_id" else value
            told = ", ".join(self.need.target_group_names) if name == "target_groups" else str(shown or "–")
            self.theirs.append((self.fields[field].label, told))
            self.add_error(field, _("Somebody else has changed this. Their text stands above."))


def _stored(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


class MessageForm(forms.Form):
    """What else the network should know."""

    message = _area(_("What else should the network know?"), 2)
    base = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, data: Any, *, report: NeedsReport) -> None:
        super().__init__(data, prefix="report", initial={"message": report.message, "base": report.message})

    @property
    def boxes(self) -> list[tuple[forms.BoundField, str, str]]:
        """As a need's."""
        return [(self["message"], "text", _stored(self.initial["message"]))]

    def show_clash(self, theirs: str) -> None:
        """Keep what the person typed, show what the other wrote, and let the next save begin from that."""
        typed: Any = self.data
        typed = typed.copy()
        typed[self.add_prefix("base")] = theirs
        self.data = typed
        self.initial = {**self.initial, "message": theirs}
        told = _("Somebody else has changed this to: %(text)s") % {"text": theirs or "–"}
        self.add_error("message", told)


class DeadlineForm(forms.Form):
    """The network's own day."""

    date = DayField(label=_("Deadline"))
