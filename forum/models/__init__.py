"""The forum as a body, and what it works with."""

from forum.models.forum import Forum, ForumQuerySet

__all__ = ["Forum", "ForumQuerySet"]
