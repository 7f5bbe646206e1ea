"""Rights in what the forum assesses, recommends and plans by."""

from allocations.enums.plan import PlanStatus
from allocations.models import LongTermPlan
from tests.access.table import AWAY, row
from tests.access.things import THINGS

WRITERS = {"members": 403, "secretariat": 200, "superuser": 200}
ROWS = [
    row("long_term_plan_list", signed_in=200),
    row("long_term_plan_detail", "adopted plan", members=200),
    row("long_term_plan_detail", "draft plan", members=404, readers=200, forum=200),
    row("long_term_plan_version", "adopted plan", members=403, secretariat=AWAY, superuser=AWAY, only_post=True),
    row(
        "long_term_plan_adopt",
        "draft plan",
        members=404,
        forum=403,
        readers=403,
        secretariat=200,
        superuser=200,
        post=200,
    ),
    row("long_term_plan_evaluate", "adopted plan", **WRITERS, post=200),
]
THINGS |= {
    "adopted plan": lambda: LongTermPlan.objects.get(status=PlanStatus.ADOPTED, scheme__code="kompetanseloftet").pk,
    "draft plan": lambda: LongTermPlan.objects.get(status=PlanStatus.DRAFT).pk,
}
