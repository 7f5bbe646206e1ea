"""Form fields of our own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dekom.core.kroner import format_kroner, parse_kroner


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
