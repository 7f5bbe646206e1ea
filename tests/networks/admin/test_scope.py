"""A county's rows do not exist for another county's staff, whatever the model."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.urls import reverse

from allocations.models import (
    AllocationKey,
    Appeal,
    Cohort,
    CommonMeasure,
    DecisionLetter,
    Instalment,
    InvoiceBasis,
    JournalEntry,
    LastYear,
    LeftoverDistribution,
    LetterTerms,
    LongTermPlan,
    Payee,
    PayeeChange,
    PaymentList,
    Settlement,
)
from forum.models import Minutes, Recommendation
from networks.enums import HeadCategory, RoleKind
from networks.models import HeadCount, Report
from tests import factories
from tests.admin_access import RULES
from tests.factories.costs import cost_year
from tests.factories.payments import planned_payment
from tests.factories.sheets import CriteriaSheetFactory, RecusalFactory
from tests.factories.writing import MeasureFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 20, 12, tzinfo=UTC)
# The same for everybody
NATIONAL = {"networks.Scheme", "networks.LegalBasis", "networks.LegalReference", "allocations.AppealRule"}


def a_letter(county):
    return DecisionLetter.objects.create(
        county=county,
        round=factories.RoundFactory(county=county),
        recipient=factories.OwnerFactory(county=county),
        language="nb",
        amount=100_000,
        ordered_at=NOW,
        next_attempt_at=NOW,
    )


def a_payee(county):
    return Payee.objects.create(
        organisation=factories.OwnerFactory(county=county),
        organisation_number="974760673",
        account_number="12345678903",
        registered_at=NOW,
    )


def a_payee_change(county):
    return PayeeChange.objects.create(
        organisation=factories.OwnerFactory(county=county),
        organisation_number="974760673",
        account_number="12345678903",
        source="Their letter",
        requested_by=factories.UserFactory(),
        requested_at=NOW,
    )


def a_payment(county):
    return planned_payment(factories.RoundFactory(county=county))


def a_payment_list(county):
    return PaymentList.objects.create(
        county=county,
        round=factories.RoundFactory(county=county),
        year=2025,
        number=1,
        made_by=factories.UserFactory(),
        made_at=NOW,
        count=1,
        total=1,
        sha256="0" * 64,
    )


def a_report(county):
    round_ = factories.RoundFactory(county=county)
    return Report.objects.create(round=round_, network=factories.NetworkFactory(county=county), opened_at=NOW)


def a_head_count(county):
    owner = factories.OwnerFactory(county=county)
    return HeadCount.objects.create(
        owner=owner, category=HeadCategory.values[0], counted_on=NOW.date(), number=100, source="GSI"
    )


def a_last_year(county):
    round_ = factories.RoundFactory(county=county)
    network = factories.NetworkFactory(county=county)
    return LastYear.objects.create(round=round_, network=network, amount=100_000)


def a_cost_year(county):
    return cost_year(factories.NetworkFactory(county=county))


def an_invoice_basis(county):
    return InvoiceBasis.objects.create(
        cost_year=a_cost_year(county),
        kind="budget",
        version=1,
        expenses=900_000,
        earmarked=300_000,
        counted_on=NOW.date(),
        count_source="Basil",
        made_at=NOW,
    )


def an_appeal(county):
    letter = a_letter(county)
    return Appeal.objects.create(
        letter=letter,
        decision=factories.DecisionFactory(round=letter.round),
        appellant=letter.recipient,
        received_on=date(2025, 4, 20),
        grounds="Too little.",
        notice_on=date(2025, 4, 11),
        counts_from="notice",
        deadline=date(2025, 5, 2),
    )


def a_journal_entry(county):
    return JournalEntry.objects.create(
        county=county,
        year=2025,
        number=1,
        entered_on=NOW.date(),
        document="2025/1-1",
        direction="incoming",
        sent_on=NOW.date(),
        party="Skaun",
        content="A letter",
        dated=NOW.date(),
    )


def a_plan(county):
    return LongTermPlan.objects.create(
        county=county, scheme=factories.SchemeFactory(), name="Plan", first_year=2024, last_year=2026
    )


def a_common_measure(county):
    return CommonMeasure.objects.create(plan=a_plan(county), order=1, name="Together", first_year=2024)


def a_settlement(county):
    return Settlement.objects.create(
        report=a_report(county),
        recipient=factories.OwnerFactory(county=county),
        kind="set_off",
        amount=100_000,
        reason="Why",
        proposed_by=factories.UserFactory(),
        proposed_at=NOW,
    )


def a_distribution(county):
    return LeftoverDistribution.objects.create(
        round=factories.RoundFactory(county=county),
        number=1,
        distributed_on=NOW.date(),
        reference="Matter 9/25",
        method="flat",
        available=1_000,
        remainder=0,
        made_by=factories.UserFactory(),
        made_at=NOW,
    )


def a_meeting(county):
    return factories.MeetingFactory(forum=factories.ForumFactory(county=county))


def an_appointment(county):
    return factories.AppointmentFactory(seat__composition__forum__county=county)


def a_recommendation(county):
    return Recommendation.objects.create(
        round=factories.RoundFactory(county=county),
        meeting=a_meeting(county),
        version=1,
        kind="recommends",
        made_by=factories.UserFactory(),
        made_at=NOW,
    )


def an_item(county):
    return factories.ItemFactory(meeting=a_meeting(county))


def a_motion(county):
    return factories.MotionFactory(item=an_item(county))


def the_minutes(county):
    return Minutes.objects.create(
        meeting=a_meeting(county),
        version=1,
        sent_at=NOW,
        due_at=NOW + timedelta(days=7),
        sent_by=a_person(county),
        sha256=sha256(b"pdf").hexdigest(),
        pdf=b"pdf",
    )


def a_person(county):
    return factories.person(RoleKind.FORUM_MEMBER, county)


ROWS = {
    "core.User": a_person,
    "core.OutboxMail": lambda county: factories.OutboxMailFactory(recipient=a_person(county)),
    "networks.County": lambda county: county,
    "networks.Organisation": lambda county: factories.OrganisationFactory(county=county),
    "networks.Owner": lambda county: factories.OwnerFactory(county=county),
    "networks.Partner": lambda county: factories.PartnerFactory(county=county),
    "networks.Network": lambda county: factories.NetworkFactory(county=county),
    "networks.Role": lambda county: factories.RoleFactory(county=county, kind=RoleKind.FORUM_DEPUTY),
    "networks.Round": lambda county: factories.RoundFactory(county=county),
    "networks.HeadCount": a_head_count,
    "networks.DecisionBasis": lambda county: factories.DecisionBasisFactory(round__county=county),
    "networks.Report": a_report,
    "allocations.Budget": lambda county: factories.BudgetFactory(round__county=county),
    "allocations.FixedGrant": lambda county: factories.FixedGrantFactory(budget__round__county=county),
    "allocations.FrameAdoption": lambda county: factories.FrameAdoptionFactory(round__county=county),
    "allocations.AllocationKey": lambda county: AllocationKey.objects.create(
        round=factories.RoundFactory(county=county), version=1, name="A"
    ),
    "allocations.LastYear": a_last_year,
    "allocations.Decision": lambda county: factories.DecisionFactory(round__county=county),
    "allocations.DecisionLetter": a_letter,
    "allocations.LetterTerms": lambda county: LetterTerms.objects.create(round=factories.RoundFactory(county=county)),
    "allocations.Payee": a_payee,
    "allocations.PayeeChange": a_payee_change,
    "allocations.Payment": a_payment,
    "allocations.PaymentList": a_payment_list,
    "allocations.CostYear": a_cost_year,
    "allocations.InvoiceBasis": an_invoice_basis,
    "allocations.Appeal": an_appeal,
    "allocations.JournalEntry": a_journal_entry,
    "allocations.LongTermPlan": a_plan,
    "allocations.CommonMeasure": a_common_measure,
    "allocations.Cohort": lambda county: Cohort.objects.create(measure=a_common_measure(county), number=1),
    "allocations.Instalment": lambda county: Instalment.objects.create(
        round=factories.RoundFactory(county=county), due_on=NOW.date(), percent=100
    ),
    "allocations.Settlement": a_settlement,
    "allocations.LeftoverDistribution": a_distribution,
    "networks.CompetencePlan": lambda county: factories.CompetencePlanFactory(network__county=county),
    "networks.CooperationAgreement": lambda county: factories.CooperationAgreementFactory(network__county=county),
    "networks.Invitation": lambda county: factories.InvitationFactory(network__county=county),
    "networks.Measure": lambda county: MeasureFactory(basis__round__county=county),
    "networks.NeedsReport": lambda county: factories.NeedsReportFactory(round__county=county),
    "forum.Forum": lambda county: factories.ForumFactory(county=county),
    "forum.Composition": lambda county: factories.CompositionFactory(forum__county=county),
    "forum.Appointment": an_appointment,
    "forum.VotingRule": lambda county: factories.VotingRuleFactory(forum__county=county),
    "forum.Meeting": a_meeting,
    "forum.Item": an_item,
    "forum.Absence": lambda county: factories.AbsenceFactory(
        meeting=a_meeting(county), appointment=an_appointment(county)
    ),
    "forum.Motion": a_motion,
    "forum.Ballot": lambda county: factories.BallotFactory(motion=a_motion(county)),
    "forum.FollowUp": lambda county: factories.FollowUpFactory(item=an_item(county)),
    "forum.Recommendation": a_recommendation,
    "forum.CriteriaSheet": lambda county: CriteriaSheetFactory(group__assessment__meeting__forum__county=county),
    "forum.Attendance": lambda county: factories.AttendanceFactory(meeting=a_meeting(county)),
    "forum.Minutes": the_minutes,
    "forum.Recusal": lambda county: RecusalFactory(round__county=county),
}


def address(label, what, *args):
    return reverse(f"admin:{label.replace('.', '_').lower()}_{what}", args=args)


def reader(label, county):
    """Somebody on the county's staff who sees such rows."""
    kinds = {"secretariat": RoleKind.SECRETARIAT, "payee_registrar": RoleKind.PAYEE_REGISTRAR}
    kind = next(kind for role, kind in kinds.items() if role in RULES[label].sees)
    return factories.person(kind, county)


def test_every_model_is_tried():
    assert set(ROWS) | NATIONAL == set(RULES)


@pytest.mark.parametrize("label", ROWS)
def test_a_countys_own_row_is_found(client, label):
    county = factories.CountyFactory()
    row = ROWS[label](county)
    client.force_login(reader(label, county))

    listed = client.get(address(label, "changelist")).context["cl"].result_list

    assert row.pk in [shown.pk for shown in listed]
    assert client.get(address(label, "change", row.pk)).status_code == 200
    assert client.get(address(label, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("label", ROWS)
def test_another_countys_row_does_not_exist(client, label):
    row = ROWS[label](factories.CountyFactory())
    client.force_login(reader(label, factories.CountyFactory()))

    listed = client.get(address(label, "changelist")).context["cl"].result_list
    change, history = (client.get(address(label, what, row.pk)) for what in ("change", "history"))
    save = client.post(address(label, "change", row.pk))

    assert row.pk not in [shown.pk for shown in listed]
    assert [answer.status_code for answer in (change, history, save)] == [404, 404, 404]


def test_a_national_body_is_for_superusers_to_change(client):
    partner = factories.PartnerFactory(county=None)
    url = address("networks.Partner", "change", partner.pk)
    statuses = []
    for person in (factories.person(RoleKind.SECRETARIAT), factories.UserFactory(is_superuser=True)):
        client.force_login(person)
        statuses.append((client.get(url).status_code, client.post(url).status_code))

    assert statuses == [(200, 403), (200, 200)]
