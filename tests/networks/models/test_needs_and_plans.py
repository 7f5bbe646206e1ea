"""What the tables of needs, plans, agreements, invitations and reminders refuse by themselves."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from networks.enums import RoleKind
from networks.enums.plans import AgreementStatus, Office, PlanStatus
from networks.models import (
    CompetencePlan,
    CooperationAgreement,
    Indicator,
    Invitation,
    Need,
    NeedsReport,
    PlanGoal,
    Reminder,
    Role,
)
from tests.factories import (
    CompetencePlanFactory,
    CooperationAgreementFactory,
    ElectionFactory,
    IndicatorFactory,
    InvitationFactory,
    NeedFactory,
    NeedsReportFactory,
    PlanGoalFactory,
    ReminderFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


def refuses(name, act):
    """The database says no, and says which of its rules."""
    with pytest.raises((IntegrityError, InternalError)) as caught, transaction.atomic():
        act()
    assert name in str(caught.value)


def test_a_needs_report_begins_as_a_draft_and_has_a_time_when_submitted():
    report = NeedsReportFactory()
    rows = NeedsReport.objects.filter(pk=report.pk)

    refuses("needs_report_submitted_iff_submitted_at", lambda: rows.update(status="submitted"))
    refuses(
        "needs_report_one_per_owner_and_round",
        lambda: NeedsReportFactory(round=report.round, owner=report.owner, network=report.network),
    )
    refuses(
        "Cannot insert",
        lambda: NeedsReport.objects.create(
            round=report.round, owner=NeedsReportFactory().owner, network=report.network, status="submitted"
        ),
    )


def test_a_need_is_for_groups_of_the_scheme():
    need = NeedFactory(target_groups=["school", "ppt"])

    refuses(
        "need_target_groups_known", lambda: Need.objects.filter(pk=need.pk).update(target_groups=["school", "wizards"])
    )


@pytest.mark.parametrize("field", ["title", "background", "valid_to", "version"])
def test_an_adopted_plan_keeps_its_text(field):
    plan = CompetencePlanFactory(status=PlanStatus.ADOPTED)
    new = {"title": "X", "background": "X", "valid_to": date(2099, 1, 1), "version": 9}

    refuses("Cannot update", lambda: CompetencePlan.objects.filter(pk=plan.pk).update(**{field: new[field]}))
    refuses("Cannot delete", lambda: CompetencePlan.objects.filter(pk=plan.pk).delete())


def test_an_adopted_plan_keeps_its_goals_and_indicators():
    indicator = IndicatorFactory()
    plan = indicator.goal.plan
    CompetencePlan.objects.filter(pk=plan.pk).update(status=PlanStatus.ADOPTED, adopted_on=date(2025, 1, 1))

    refuses("stays as it is", lambda: PlanGoal.objects.filter(plan=plan).update(text="Another"))
    refuses("stays as it is", lambda: PlanGoalFactory(plan=plan))
    refuses("stays as it is", lambda: Indicator.objects.filter(pk=indicator.pk).delete())
    refuses("stays as it is", lambda: IndicatorFactory(goal=indicator.goal))


def test_a_network_has_one_draft_plan_and_one_in_force():
    draft = CompetencePlanFactory()

    refuses("competence_plan_one_draft", lambda: CompetencePlanFactory(network=draft.network, version=2))


def test_a_signed_agreement_keeps_its_text():
    agreement = CooperationAgreementFactory(status=AgreementStatus.SIGNED)
    rows = CooperationAgreement.objects.filter(pk=agreement.pk)

    refuses("Cannot update", lambda: rows.update(purpose="Another"))
    refuses("Cannot delete", rows.delete)
    refuses("agreement_renewed_within_its_period", lambda: rows.update(renewal_on=date(2027, 1, 1)))


def test_a_network_has_one_leader_at_a_time_but_several_board_members():
    leader = ElectionFactory(office=Office.LEADER, valid_to=date(2022, 12, 31))
    ElectionFactory(network=leader.network, office=Office.DEPUTY_LEADER)
    ElectionFactory.create_batch(2, network=leader.network)

    refuses("election_one_leader", lambda: ElectionFactory(network=leader.network, office=Office.LEADER))
    refuses("election_one_deputy_leader", lambda: ElectionFactory(network=leader.network, office=Office.DEPUTY_LEADER))


@pytest.mark.parametrize("kind", [RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER, RoleKind.AUDITOR])
def test_nobody_is_invited_to_the_staff(kind):
    invitation = InvitationFactory()

    refuses(
        "invitation_",
        lambda: Invitation.objects.filter(pk=invitation.pk).update(kind=kind, network=None),
    )


def test_a_deputy_stands_in_until_a_day():
    role = RoleFactory()

    refuses("role_deputy_until_a_day", lambda: RoleFactory(stands_in_for=role, county=role.county))
    assert Role.objects.count() == 1


def test_the_log_of_reminders_stays_and_holds_each_once():
    sent = ReminderFactory()

    refuses("Cannot update", lambda: Reminder.objects.filter(pk=sent.pk).update(working_days=1))
    refuses("Cannot update or delete", lambda: Reminder.objects.filter(pk=sent.pk).delete())
    refuses(
        "reminder_sent_once",
        lambda: ReminderFactory(
            recipient=sent.recipient,
            county=sent.county,
            round=sent.round,
            network=sent.network,
            organisation=sent.organisation,
        ),
    )
