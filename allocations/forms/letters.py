"""What the secretariat types in the letters' texts, and the logo that they upload."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allocations.enums import Block, BlockFault
from allocations.services.block_text import Fault, blocks_of

LANGUAGES = ("nb", "nn")


class LetterBlocksForm(forms.Form):
    """Every block of one kind of letter, in both language forms. What is wrong is found by the action, not here."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for block in blocks_of(kind):
            for language in LANGUAGES:
                self.fields[f"{block}_{language}"] = forms.CharField(
                    label=_("bokmål") if language == "nb" else _("nynorsk"),
                    required=False,
                    strip=False,
                    widget=forms.Textarea(
                        attrs={
                            "rows": 5,
                            "data-placeholders": "placeholders",
                            "lang": language,
                        }
                    ),
                )

    def texts(self) -> dict[str, dict[str, str]]:
        """By block and language form, as typed."""
        return {
            block: {language: self.cleaned_data.get(f"{block}_{language}", "") for language in LANGUAGES}
            for block in blocks_of(self.kind)
        }

    def show(self, faults: Mapping[tuple[str, str], list[Fault]]) -> None:
        """Each fault beside its text, with line and cause."""
        for (block, language), found in faults.items():
            self.add_error(f"{block}_{language}", [fault_text(fault) for fault in found])

    def rows(self) -> list[tuple[Block, list[Any]]]:
        """The blocks with their two boxes side by side."""
        return [(block, [self[f"{block}_{language}"] for language in LANGUAGES]) for block in blocks_of(self.kind)]


def fault_text(fault: Fault) -> str:
    """«Line 3: There is no placeholder «x».»"""
    cause = str(BlockFault(fault.fault).label)
    cause = cause % {"detail": fault.detail} if "%(detail)s" in cause else cause
    return _("Line %(line)s: %(cause)s") % {"line": fault.line, "cause": cause}


class LogoForm(forms.Form):
    """An image, and what it shows."""

    image = forms.FileField(
        label=gettext_lazy("Image"),
        help_text=gettext_lazy("PNG or JPEG, at most 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    alt_nb = forms.CharField(label=gettext_lazy("What it shows (bokmål)"), max_length=200)
    alt_nn = forms.CharField(label=gettext_lazy("What it shows (nynorsk)"), max_length=200)
