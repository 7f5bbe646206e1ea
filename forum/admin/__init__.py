"""The forum in the administration: Django finds the pages through this module."""

from forum.admin import assessments, forum, meetings, minutes, seats

__all__ = ["assessments", "forum", "meetings", "minutes", "seats"]
