"""The admin of the networks room: Django finds the pages through this module."""

from networks.admin import county, head_count, legal, mail, network, organisation, people, reports, role, rounds

__all__ = ["county", "head_count", "legal", "mail", "network", "organisation", "people", "reports", "role", "rounds"]
