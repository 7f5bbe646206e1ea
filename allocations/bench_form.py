"""What people type in the workbench: the scenario's fields and the budget's, read together as they are typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from allocations.actions.keys import KeyValues
from allocations.models import AllocationKey, FixedGrant
from allocations.selectors.bench import percent
from allocations.services.round_input import BudgetInput, FixedAmount, KeyInput
from dekom.core.fields import KronerField
from dekom.core.kroner import parse_kroner
from networks.enums import HeadCategory

UNITS = (1, 100, 1_000, 10_000)
MOST_WEIGHT = Decimal(1000)


class CommaField(forms.Field):
    """A number with at most one decimal, as people write it: «1», «1,5», «7.5»."""

    widget = forms.TextInput

    def __init__(self, *, most: Decimal, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def __deepcopy__(self, memo: dict[int, Any]) -> "CommaField":
        return self  # nothing of it is changed by a form, and the form is made at every move of a slider

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value if value is not None else "").strip().removesuffix("%").strip().replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise ValidationError(_("Write a number, for example 1,5."), code="invalid") from error
        exponent = number.as_tuple().exponent
        if not number.is_finite() or number < 0 or not isinstance(exponent, int) or exponent < -1:
            raise ValidationError(_("Write a number with at most one decimal, for example 1,5."), code="invalid")
        if number > self.most:
            raise ValidationError(_("At most %(most)s."), code="max", params={"most": number_format(self.most)})
        return number


class KeyForm(forms.Form):
    """One scenario. Weights are fields of their own, one for each category that is counted or weighed."""

    name = forms.CharField(label=_("Name"), max_length=100)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    base_grant = KronerField(label=_("Base grant per network"))
    max_fall_percent = CommaField(label=_("No network falls more than"), required=False, most=Decimal(100))
    max_rise_percent = CommaField(label=_("No network rises more than"), required=False, most=Decimal(9999))
    unit = forms.TypedChoiceField(label=_("Rounded to"), coerce=int, choices=[(unit, unit) for unit in UNITS])
    counted_on = forms.DateField(label=_("Head counts of"), required=False, input_formats=["%Y-%m-%d"])

    def __init__(self, data: Mapping[str, Any], key: AllocationKey, categories: Iterable[str]) -> None:
        super().__init__(data)
        self.key = key
        self.categories = [HeadCategory(each) for each in HeadCategory.values if each in {*categories, *key.weights}]
        for category in self.categories:
            self.fields[f"weight_{category.value}"] = CommaField(label=category.label, required=False, most=MOST_WEIGHT)
        if key.unit not in UNITS:
            units = [(unit, unit) for unit in sorted({*UNITS, key.unit})]
            self.fields["unit"] = forms.TypedChoiceField(label=_("Rounded to"), coerce=int, choices=units)

    def kept(self, name: str) -> Any:
        """What was typed where it can be used, else what is stored."""
        return self.cleaned_data[name] if name in self.cleaned_data else getattr(self.key, name)

    def values(self) -> KeyValues:
        """All of the scenario; call it when the form is cleaned, valid or not."""
        weights = {}
        for category in self.categories:
            name = f"weight_{category.value}"
            typed = self.cleaned_data.get(name, Decimal(self.key.weights.get(category.value, 0)) / 10)
            weights[category.value] = int((typed or 0) * 10)
        return {
            "name": self.kept("name"),
            "note": self.kept("note"),
            "base_grant": self.kept("base_grant"),
            "weights": {category: weight for category, weight in weights.items() if weight},
            "counted_on": self.kept("counted_on"),
            "max_fall_percent": self.kept("max_fall_percent"),
            "max_rise_percent": self.kept("max_rise_percent"),
            "unit": self.kept("unit"),
        }


def as_input(values: KeyValues) -> KeyInput:
    return KeyInput(
        values["base_grant"],
        values["weights"],
        percent(values["max_fall_percent"]),
        percent(values["max_rise_percent"]),
        values["unit"],
    )


class BudgetForm:
    """The budget's amounts, its fixed grants and coordination extras as rows; keeps what could not be read."""

    AMOUNTS = ("appropriation", "common_measures", "reserve", "coordination_flat")

    def __init__(self, data: QueryDict, stored: BudgetInput, codes: Iterable[str]) -> None:
        self.data, self.stored, self.codes = data, stored, set(codes)
        self.errors: dict[str, str] = {}

    def read(self) -> BudgetInput:
        """The budget as typed; what can't be read stays as stored, and has its error."""
        amounts = {name: self._amount(name, self.data.get(name), getattr(self.stored, name)) for name in self.AMOUNTS}
        return BudgetInput(
            amounts["appropriation"],
            self._grants(),
            amounts["common_measures"],
            amounts["reserve"],
            amounts["coordination_flat"],
            self._extras(),
        )

    def _amount(self, name: str, text: str | None, otherwise: int) -> int:
        if text is None:
            return otherwise
        if not text.strip():
            return 0
        try:
            return parse_kroner(text)
        except ValueError as error:
            self.errors[name] = str(error)
            return otherwise

    def _grants(self) -> tuple[FixedAmount, ...]:
        if "grant_amount" not in self.data:
            return self.stored.fixed
        columns = (self.data.getlist(f"grant_{name}") for name in ("purpose", "recipient", "amount"))
        grants = []
        for place, (purpose, recipient, text) in enumerate(zip(*columns, strict=False)):
            known = self.stored.fixed[place].amount if place < len(self.stored.fixed) else 0
            amount = self._amount(f"grant_amount_{place}", text, known)
            if purpose.strip():
                limit = FixedGrant._meta.get_field("recipient_name").max_length
                grants.append(FixedAmount(purpose.strip()[:300], recipient.strip()[:limit], amount))
            elif amount:
                self.errors[f"grant_purpose_{place}"] = str(_("Say what the grant is for."))
        return tuple(grants)

    def _extras(self) -> Mapping[str, int]:
        if "extra_amount" not in self.data:
            return self.stored.coordination_extra
        extras: dict[str, int] = {}
        pairs = zip(self.data.getlist("extra_network"), self.data.getlist("extra_amount"), strict=False)
        for place, (code, text) in enumerate(pairs):
            amount = self._amount(f"extra_amount_{place}", text, self.stored.coordination_extra.get(code, 0))
            if code in self.codes and amount:
                extras[code] = extras.get(code, 0) + amount
            elif amount:
                self.errors[f"extra_network_{place}"] = str(_("Choose a network."))
        return extras


def counted_on_of(data: Mapping[str, Any], key: AllocationKey | None) -> date | None:
    """The day of head counts that is chosen in the form, before the form is made."""
    try:
        return date.fromisoformat(data["counted_on"])
    except (KeyError, ValueError):
        return key.counted_on if key else None
