"""The addresses that the site has, as its resolver knows them."""

from django.urls import URLPattern, get_resolver


def patterns(resolver=None, namespace=""):
    """Every address: its full name, or its pattern where it has none."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else f"{namespace}{entry.pattern}"
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner)


def is_admin(name):
    return name.startswith("admin:")
