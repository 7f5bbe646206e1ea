"""How allauth behaves here: nobody signs up; people are invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closed for sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
