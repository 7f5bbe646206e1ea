"""The forum in the administration."""

from forum.admin import forum

__all__ = ["forum"]
