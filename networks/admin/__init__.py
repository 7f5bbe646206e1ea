"""The admin of the networks room: Django finds the pages through this module."""

from networks.admin import (
    agreed,
    county,
    head_count,
    legal,
    mail,
    needs,
    network,
    organisation,
    people,
    reports,
    role,
    rounds,
)

__all__ = [
    "agreed",
    "county",
    "head_count",
    "legal",
    "mail",
    "needs",
    "network",
    "organisation",
    "people",
    "reports",
    "role",
    "rounds",
]
