"""Choices in tables of parts: asked of the database once for the table, not once for each row."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.forms.models import ModelChoiceField, ModelChoiceIterator


class SharedChoices(ModelChoiceIterator[Any]):
    """The rows as the first copy of the field found them."""

    def __iter__(self) -> Iterator[Any]:
        shared: list[Any] = self.field.shared  # type: ignore[attr-defined]  # it is a SharedChoiceField
        if not shared:
            shared.extend(super().__iter__())
        return iter(shared)


class SharedChoiceField(ModelChoiceField[Any]):
    """A list of choices that all rows of a table share; Django copies the field for each row."""

    iterator = SharedChoices

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.shared: list[Any] = []
        super().__init__(*args, **kwargs)


class KnownAutocomplete(AutocompleteSelect):
    """Shows what is chosen without asking for its name, where the row has brought it along."""

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        chosen = [str(one) for one in value if one]
        if not set(chosen) <= self.known.keys():
            return list(super().optgroups(name, value, attrs))
        options = [] if self.is_required else [self.create_option(name, "", "", selected=False, index=0)]
        options += [self.create_option(name, one, self.known[one], selected=True, index=len(options)) for one in chosen]
        return [(None, options, 0)]


def tell_names(form: forms.ModelForm[Any]) -> None:
    """Hand each autocomplete the name of what its row points to; the list's query has fetched it."""
    for field in form.instance._meta.fields:
        widget = getattr(form.fields.get(field.name), "widget", None)
        inner = getattr(widget, "widget", widget)
        if not isinstance(inner, KnownAutocomplete) or not isinstance(field, ForeignKey):
            continue
        if field.is_cached(form.instance) and (target := getattr(form.instance, field.name)):
            inner.known = {str(target.pk): str(target)}
