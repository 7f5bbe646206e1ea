"""Texts that the database holds in both bokmål and nynorsk (språklova § 14)."""

from typing import Any

from django.utils.translation import get_language


class Bilingual:
    """Reads ``<name>_nn`` for a reader of nynorsk, else ``<name>_nb``."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> str:
        return text_in(get_language() or "nb", instance, self.name)


def text_in(language: str, instance: Any, name: str) -> str:
    """``name`` of ``instance`` in one language form."""
    text: str = getattr(instance, f"{name}_{'nn' if language == 'nn' else 'nb'}")
    return text
