"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The main menu, by role."""
    return {}
