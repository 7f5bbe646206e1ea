"""What people type of a network's running costs: items, municipalities and private owners, a row each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allocations.actions.costs import Entries, Item, Payer
from allocations.enums.costs import CostKind
from allocations.models import CostYear
from dekom.core.fields import DayField, KronerField
from dekom.core.sorting import norwegian_key
from networks.enums import OrganisationKind
from networks.models import Organisation

EMPTY_ROWS = 2
MOST_ROWS = 200


class CountField(KronerField):
    """A number of children, grouped as people write it."""

    suffix = ""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 8})


class CostYearForm(forms.Form):
    """When and by whom the children are counted; ``version`` is what the person had before them."""

    counted_on = DayField(
        label=_("Children and pupils counted on"),
        help_text=_("By the agreement: 31 December of the year before."),
    )
    count_source = forms.CharField(label=_("Source"), max_length=200, help_text=_("For example Basil and KOSTRA."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ItemForm(forms.Form):
    label = forms.CharField(label=_("What"), max_length=200, required=False)
    budgeted = KronerField(label=_("Budget"), min_value=0, required=False)
    accounted = KronerField(label=pgettext_lazy("bookkeeping", "Accounts"), min_value=0, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("label") and (cleaned.get("budgeted") or cleaned.get("accounted")):
            self.add_error("label", _("Say what the amount is for."))
        return cleaned


class MunicipalityForm(forms.Form):
    name = forms.ChoiceField(label=_("Municipality"), required=False)
    children = CountField(label=_("Children and pupils, all"), min_value=0, required=False)

    def __init__(self, *args: Any, municipalities: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.ChoiceField(
            label=_("Municipality"), required=False, choices=[("", "–"), *((name, name) for name in municipalities)]
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "children" in cleaned:
            if cleaned.get("name") and cleaned["children"] is None:
                self.add_error("children", _("How many are there?"))
            elif not cleaned.get("name") and cleaned["children"]:
                self.add_error("name", _("Say who pays."))
        return cleaned


class PrivateForm(forms.Form):
    name = forms.CharField(label=_("Private owner"), max_length=200, required=False)
    municipality = forms.ChoiceField(label=_("In municipality"), required=False)
    children = CountField(label=_("Its own children and pupils"), min_value=0, required=False)

    def __init__(self, *args: Any, municipalities: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"] = forms.ChoiceField(
            label=_("In municipality"), required=False, choices=[("", "–"), *((name, name) for name in municipalities)]
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        named = cleaned.get("name")
        if named and "municipality" in cleaned and not cleaned["municipality"]:
            self.add_error("municipality", _("Which municipality is it in?"))
        if named and "children" in cleaned and cleaned["children"] is None:
            self.add_error("children", _("How many are there?"))
        if not named and cleaned.get("children"):
            self.add_error("name", _("Say who pays."))
        return cleaned


class CostForms:
    """The form of the year with its four tables of rows; an emptied row is removed."""

    def __init__(self, cost_year: CostYear, data: QueryDict | None = None) -> None:
        payers = list(cost_year.payers.all())
        here = {payer.name for payer in payers if payer.municipality_id is None}
        names = municipality_names(cost_year.network.county_id, here)
        initial = {
            "counted_on": cost_year.counted_on,
            "count_source": cost_year.count_source,
            "version": cost_year.version,
        }
        self.year = CostYearForm(data, initial=initial)
        self.items = {kind: self._items(cost_year, kind, data) for kind in CostKind}
        self.municipalities = rows(MunicipalityForm)(
            data,
            prefix="municipalities",
            form_kwargs={"municipalities": names},
            initial=[{"name": each.name, "children": each.children} for each in payers if not each.municipality],
        )
        self.private = rows(PrivateForm)(
            data,
            prefix="private",
            form_kwargs={"municipalities": names},
            initial=[
                {"name": each.name, "municipality": each.municipality.name, "children": each.children}
                for each in payers
                if each.municipality
            ],
        )

    @staticmethod
    def _items(cost_year: CostYear, kind: CostKind, data: QueryDict | None) -> BaseFormSet[ItemForm]:
        initial = [
            {"label": item.label, "budgeted": item.budgeted, "accounted": item.accounted}
            for item in cost_year.items.all()
            if item.kind == kind
        ]
        return rows(ItemForm)(data, prefix=kind.value, initial=initial)

    @property
    def parts(self) -> list[Any]:
        return [self.year, *self.items.values(), self.municipalities, self.private]

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in self.parts])  # noqa: C419 - each is to tell its errors

    def entries(self) -> Entries:
        """All that was typed; call it when the forms are valid."""
        cleaned = self.year.cleaned_data
        return Entries(
            counted_on=cleaned["counted_on"],
            count_source=cleaned["count_source"],
            items=[
                Item(kind, row["label"], row["budgeted"], row["accounted"])
                for kind, formset in self.items.items()
                for row in filled(formset, "label")
            ],
            payers=[
                *(Payer(row["name"], row["children"]) for row in filled(self.municipalities, "name")),
                *(Payer(row["name"], row["children"], row["municipality"]) for row in filled(self.private, "name")),
            ],
        )


def rows(form: type[forms.Form]) -> type[BaseFormSet[Any]]:
    return formset_factory(form, extra=EMPTY_ROWS, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS + 10)


def filled(formset: BaseFormSet[Any], name: str) -> list[dict[str, Any]]:
    return [form.cleaned_data for form in formset if form.cleaned_data.get(name)]


def municipality_names(county_id: int, here: set[str]) -> list[str]:
    """The county's municipalities, and those that are entered already."""
    found = Organisation.objects.filter(county=county_id, kind=OrganisationKind.MUNICIPALITY)
    return sorted({*found.values_list("name", flat=True), *here}, key=norwegian_key)
