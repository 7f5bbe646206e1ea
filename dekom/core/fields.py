"""Form fields of our own."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dekom.core.kroner import format_kroner, parse_kroner


class DayInput(forms.DateInput):
    """The browser's own field for a date: it speaks the person's language, also on a phone."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own field for a time of the day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DayField(forms.DateField):
    """A day of our time; one of another century is a slip of the fingers."""

    widget = DayInput
    first, last = date(2000, 1, 1), date(2100, 12, 31)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self.first <= value <= self.last:
            years = {"first": self.first.year, "last": self.last.year}
            raise ValidationError(_("Write a day between %(first)s and %(last)s.") % years, code="out_of_range")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"min": self.first.isoformat(), "max": self.last.isoformat()}


class KronerField(forms.IntegerField):
    """Whole kroner as people write them; shown grouped, kept as typed when it can't be read."""

    suffix = "kr"  # stands after the box

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value or (0 if value == 0 else None)
        try:
            return parse_kroner(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return format_kroner(value) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # IntegerField would add min and max, which a text input may not have

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
