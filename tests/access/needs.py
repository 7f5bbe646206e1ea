"""Rights to needs, plans, agreements, people and reminders; «partnership» is Fosen's."""

from networks.enums import RoleKind
from networks.models import (
    Activity,
    AgreementFile,
    CompetencePlan,
    CooperationAgreement,
    Invitation,
    MeasureNeed,
    NeedsReport,
    PlanGoal,
    Role,
    SchoolPlan,
)
from tests.access.table import AWAY, row

THINGS = {
    "åfjord's needs": lambda: NeedsReport.objects.filter(owner__name="Åfjord").latest("round__year").pk,
    "begun needs": lambda: NeedsReport.objects.get(status="draft").pk,  # Nærøysund's, in Ytre Namdal
    "need": lambda: NeedsReport.objects.filter(owner__name="Åfjord").latest("round__year").needs.last().pk,
    "answer": lambda: MeasureNeed.objects.earliest("pk").pk,
    "plan": lambda: CompetencePlan.objects.get(status="adopted").pk,
    "plan draft": lambda: CompetencePlan.objects.get(status="draft").pk,
    "goal draft": lambda: PlanGoal.objects.filter(plan__status="draft").earliest("pk").pk,
    "activity": lambda: Activity.objects.earliest("pk").pk,
    "school plan": lambda: SchoolPlan.objects.earliest("pk").pk,
    "agreement": lambda: CooperationAgreement.objects.get(status="signed").pk,
    "agreement draft": lambda: CooperationAgreement.objects.get(status="draft").pk,  # Ytre Namdal's
    "signed file": lambda: AgreementFile.objects.earliest("pk").pk,
    "invitation": lambda: Invitation.objects.earliest("pk").pk,
    "coordinator's role": lambda: Role.objects.get(kind=RoleKind.COORDINATOR).pk,
}
WRITES = {"partnership": 200, "secretariat": 200}
ACTS = {"partnership": AWAY, "secretariat": AWAY}
LEADS = {"network_leader": 200, "secretariat": 200}
LEADER_ACTS = {"network_leader": AWAY, "secretariat": AWAY}
KEEPS = {"members": 404, "readers": 403, "partnership": 403, "owner_contact": 403, **LEADER_ACTS, "only_post": True}
ROWS = [
    # Needs
    row("needs_report_list", nobody=403, outsider=200, members=200),
    row("needs_report_detail", "åfjord's needs", members=404, readers=200, partnership=200),
    row("needs_report_edit", "begun needs", members=404, readers=403, secretariat=200, post=AWAY),
    row("needs_report_save", "begun needs", members=404, readers=403, secretariat=404, only_post=True),
    row("needs_report_copy", "begun needs", members=404, readers=403, secretariat=AWAY, only_post=True),
    row("needs_report_submit", "begun needs", members=404, readers=403, secretariat=AWAY, only_post=True),
    row("needs_report_reopen", "begun needs", members=404, readers=403, secretariat=AWAY, only_post=True),
    row("needs_report_draw", "need", members=404, readers=403, **ACTS, only_post=True),
    # the first who may takes it away, so the others find nothing; tests/networks/views/test_needs.py asks one by one
    row("needs_report_release", "answer", members=404, secretariat=AWAY, only_post=True),
    row("needs_report_new", "live round", "ørland", members=403, owner_contact=200, secretariat=200, post=AWAY),
    row("needs_report_newest", "fosen", members=403, readers=AWAY, partnership=AWAY),
    row("needs_report_network", "fosen", "live round", members=403, readers=200, partnership=200),
    row("needs_report_deadline", "fosen", "live round", members=403, **ACTS, only_post=True),
    # Plans and the wheel
    row("competence_plan_network", "fosen", members=AWAY),
    row("competence_plan_begin", "fosen", members=403, **ACTS, only_post=True),
    row("competence_plan_detail", "plan", members=200),
    row("competence_plan_edit", "plan draft", members=404, readers=403, **WRITES, post=200),
    row("competence_plan_adopt", "plan draft", members=404, readers=403, partnership=403, **LEADS, post=200),
    row("competence_plan_goal_new", "plan draft", members=404, readers=403, **WRITES, post=200),
    row("competence_plan_goal", "goal draft", members=404, readers=403, **WRITES, post=200),
    row("activity_list", "fosen", members=200),
    row("activity_new", "fosen", members=403, **WRITES, post=200),
    row("activity_copy", "fosen", "2027", members=403, **ACTS, only_post=True),
    row("activity_edit", "activity", members=403, **WRITES, post=200),
    row("school_plan_list", nobody=403, outsider=200, members=200),
    row("school_plan_frame", signed_in=200),
    row("school_plan_new", nobody=403, outsider=403, members=403, **WRITES, owner_contact=200, post=200),
    row("school_plan_detail", "school plan", members=404, readers=200, partnership=200, owner_contact=200),
    row("school_plan_edit", "school plan", members=404, readers=403, **WRITES, owner_contact=200, post=200),
    row(
        "school_plan_save",
        "school plan",
        members=404,
        readers=403,
        partnership=404,
        secretariat=404,
        owner_contact=404,
        only_post=True,
    ),  # 404 to those who may: the row posts no field
    # The agreement
    row("agreement_network", "fosen", members=403, readers=AWAY, partnership=AWAY, owner_contact=AWAY),
    row("agreement_detail", "agreement", members=404, readers=200, partnership=200, owner_contact=200),
    row(
        "agreement_begin",
        "fosen",
        members=404,
        readers=403,
        partnership=403,
        owner_contact=403,
        **LEADER_ACTS,
        only_post=True,
    ),
    row("agreement_edit", "agreement draft", members=404, readers=403, secretariat=200, post=200),
    row("agreement_sign", "agreement draft", members=404, readers=403, secretariat=200, post=AWAY),
    row("agreement_file", "agreement", "signed file", members=404, readers=200, partnership=200, owner_contact=200),
    row("agreement_file_add", "agreement", **KEEPS),
    row("agreement_file_remove", "agreement", "signed file", **KEEPS),
    row("agreement_elect", "fosen", members=403, **LEADS, post=200),
    # People and reminders
    row("invitation_network", "fosen", members=403, **LEADS, post=200),
    row("invitation_hand_over", "fosen", "coordinator's role", members=403, coordinator=200, **LEADS, post=200),
    row("invitation_send_again", "invitation", members=404, superuser=403, **LEADER_ACTS, only_post=True),
    row("invitation_withdraw", "invitation", members=404, superuser=403, **LEADER_ACTS, only_post=True),
    row("invitation_accept", "made-up", everybody=410, post=200),
    row("reminder_list", nobody=403, outsider=200, members=403, readers=200),
]
