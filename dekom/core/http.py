"""Requests as our views see them."""

from django.http import HttpRequest

from dekom.core.models import User


class SignedInRequest(HttpRequest):
    """A request that the sign-in middleware has let through; for type checkers only."""

    user: User
