"""Requests as our views see them."""

from collections.abc import Mapping

from django.http import HttpRequest

from dekom.core.models import User


class SignedInRequest(HttpRequest):
    """A request that the sign-in middleware has let through; for type checkers only."""

    user: User


def search_words(query: Mapping[str, str]) -> str:
    """What somebody searches for, at most 100 characters, without the NUL that PostgreSQL takes in no text."""
    return query.get("q", "").replace("\0", "").strip()[:100]
