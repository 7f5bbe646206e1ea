"""Brings in the rules on the time to appeal that Dekom is shipped with. Never touches what is there already."""

import json
from pathlib import Path

from django.db import transaction

from allocations.models import AppealRule

_RULES = Path(__file__).parent.parent / "data" / "appeal_rules.json"


@transaction.atomic
def appeal_rules() -> None:
    """Rules that hold under every legal basis, from the date each is in force; a new law is a new row."""
    for row in json.loads(_RULES.read_text(encoding="utf-8")):
        AppealRule.objects.get_or_create(legal_basis=None, valid_from=row.pop("valid_from"), defaults=row)
