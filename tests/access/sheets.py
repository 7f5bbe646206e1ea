"""Rights in what the forum assesses, recommends and plans by."""

from allocations.enums.plan import PlanStatus
from allocations.models import LongTermPlan
from dekom.core.models import User
from forum.models import Assessment, CriteriaSheet, Group, Recommendation, RecommendationLine
from networks.models import Network
from tests.access.table import AWAY, PEOPLE, row
from tests.access.things import THINGS

WRITERS = {"members": 403, "secretariat": 200, "superuser": 200}


def closed(name, *things, **said):
    """A row that only those named may open: the forum and the county's readers are refused, all others find nothing."""
    return row(name, *things, **{"members": 404, "readers": 403, "forum": 403, **said})


def _of_the_live_round(model, **wanted):
    return model.objects.filter(**wanted).latest("pk").pk


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
    # Recusals
    row("recusal_declare", "live round", members=404, readers=403, secretariat=200, forum=200, post=AWAY),
    closed("recusal_list", "live round", readers=200),
    closed("recusal_notice", "live round", forum=200, secretariat=200, superuser=200, post=200),
    closed("recusal_rule", "live round", "member", "værnes", secretariat=200, superuser=200, post=200),
    # Groups and sheets: the forum's member is in group 1, the deputy in none
    row("group_begin", "forum", **WRITERS, post=200),
    row("group_list", "assessment", members=404, readers=200, forum=200),
    closed("group_arrange", "assessment", secretariat=AWAY, superuser=AWAY, only_post=True),
    closed("group_phase", "assessment", secretariat=AWAY, superuser=AWAY, only_post=True),
    closed("group_edit", "group", secretariat=200, superuser=200, post=200),
    row("criteria_sheet_list", "assessment", members=404, readers=200, forum=200),
    row("criteria_sheet_xlsx", "assessment", members=404, readers=200, forum=200),
    row("criteria_sheet_detail", "sheet", members=404, readers=200, forum_member=200, post=AWAY),
    row("criteria_sheet_field", "sheet", members=404, readers=422, forum_member=422, only_post=True),
    row("criteria_sheet_note", "sheet", members=404, readers=422, forum_member=422, only_post=True),
    row("criteria_sheet_hand_in", "sheet", members=404, readers=AWAY, forum_member=AWAY, only_post=True),
    # The recommendation
    closed("recommendation_build", "assessment", secretariat=AWAY, superuser=AWAY, only_post=True),
    row("recommendation_detail", "recommendation", members=404, readers=200, forum=200),
    closed("recommendation_points", "recommendation", secretariat=200, superuser=200, post=200),
    closed("recommendation_settle", "recommendation", secretariat=200, superuser=200, post=200),
    closed("recommendation_line", "line", secretariat=200, superuser=200, post=200),
    closed("recommendation_present", "recommendation", secretariat=AWAY, superuser=AWAY, only_post=True),
    closed("recommendation_put", "recommendation", secretariat=AWAY, superuser=AWAY, only_post=True),
    closed("recommendation_weigh", "recommendation", secretariat=200, superuser=200, post=200),
    closed("recommendation_forward", "recommendation", secretariat=AWAY, superuser=AWAY, only_post=True),
]
THINGS |= {
    "member": lambda: User.objects.get(email=PEOPLE["forum_member"]).pk,
    "værnes": lambda: Network.objects.get(code="vaernes").pk,
    "assessment": lambda: _of_the_live_round(Assessment),
    "group": lambda: _of_the_live_round(Group),
    "sheet": lambda: (
        CriteriaSheet.objects.filter(group__members__person__email=PEOPLE["forum_member"], status="open")
        .latest("pk")
        .pk
    ),
    "recommendation": lambda: _of_the_live_round(Recommendation),
    "line": lambda: _of_the_live_round(RecommendationLine, network__isnull=False),
    "adopted plan": lambda: LongTermPlan.objects.get(status=PlanStatus.ADOPTED, scheme__code="kompetanseloftet").pk,
    "draft plan": lambda: LongTermPlan.objects.get(status=PlanStatus.DRAFT).pk,
}
