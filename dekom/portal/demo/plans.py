"""The forum's long-term plans: the real one of the 2025 round, and a made-up one for the live round."""

import json
from pathlib import Path

from allocations.actions import plans
from allocations.models import LongTermPlan
from networks.models import County, Round, Scheme

EXAMPLE = Path(__file__).parent / "plan.json"


def load_plans(county: County) -> None:
    """The plan that Dekom is shipped with; for the live round's scheme one of three years from it, and a draft."""
    for scheme in Scheme.objects.order_by("pk"):
        plans.ship(county, scheme)
    source = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    scheme = Scheme.objects.get(code=source.pop("scheme"))
    year = Round.objects.filter(county=county, scheme=scheme).latest("year").year
    made: LongTermPlan = plans.load({**source, "first_year": year, "last_year": year + 2}, county, scheme)
    draft = plans.new_version(made)
    LongTermPlan.objects.filter(pk=draft.pk).update(change_note="Forslag til spor for de minste barnehagene (eksempel)")
