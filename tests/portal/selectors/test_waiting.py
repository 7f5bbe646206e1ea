"""What waits for each role, by the rows themselves: one task of every kind, and none of what is another's."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone, translation

from allocations.models import DecisionLetter, LetterLine, Payee, PayeeChange, Payment
from dekom.portal.selectors.overview import overview_of
from dekom.portal.selectors.tasks import tasks_of
from forum.enums import MeetingStatus
from forum.models import Recommendation
from networks.enums import RoleKind
from networks.models import CaseQuestion, EstimateConfirmation, Report
from tests.factories import (
    CostLineFactory,
    DecisionBasisFactory,
    DecisionFactory,
    NetworkFactory,
    OwnerFactory,
    PartnerFactory,
    person,
)
from tests.factories.forum import FollowUpFactory, ForumFactory, ItemFactory, MeetingFactory
from tests.factories.payments import account, planned_payment, registered_number
from tests.factories.sheets import AssessmentFactory, CriteriaSheetFactory, GroupFactory, forum_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


def told(somebody):
    """Label, note and days left of each task."""
    with translation.override("en"):
        tasks = tasks_of(overview_of(somebody, TODAY))
    return [(task.label, task.note, task.deadline and (task.deadline - TODAY).days) for task in tasks]


def test_follow_ups_meetings_and_minutes(secretary, live_round):
    forum = ForumFactory(county=live_round.county)
    coming = MeetingFactory(forum=forum, title="Spring", date=TODAY + timedelta(20))
    MeetingFactory(forum=forum, title="Now", date=TODAY, status=MeetingStatus.IN_SESSION)
    MeetingFactory(forum=forum, title="Long ago", date=TODAY - timedelta(20))
    MeetingFactory(title="Elsewhere", date=TODAY + timedelta(20))
    item = ItemFactory(meeting=coming)
    FollowUpFactory(item=item, owner=secretary, text="Ask the universities", deadline=TODAY + timedelta(3))
    FollowUpFactory(item=item, text="Another's", deadline=TODAY + timedelta(3))
    FollowUpFactory(item=item, owner=secretary, deadline=TODAY, done_at=NOW, outcome="Done")

    assert told(secretary) == [
        ("Send the minutes of Now", "", 0),
        ("Ask the universities", "Spring", 3),
        ("Call Spring", "", 20),
    ]


def test_reports_to_write_and_to_control(secretary, live_round):
    network = NetworkFactory(county=live_round.county, name="Kompetansenettverk Fosen")
    owner = OwnerFactory(county=live_round.county, name="Ørland")
    leader = person(RoleKind.NETWORK_LEADER, network=network)
    contact = person(RoleKind.OWNER_CONTACT, organisation=owner)
    due = TODAY + timedelta(30)
    first = Report.objects.create(round=live_round, network=network, due_on=due, opened_at=NOW)
    Report.objects.create(round=live_round, organisation=owner, due_on=due, opened_at=NOW)
    name = str(live_round)

    assert (told(leader), told(contact)[-1], told(secretary)) == (
        [("Write the report from Fosen", name, 30)],
        ("Write the report from Ørland", name, 30),
        [],
    )
    Report.objects.filter(pk=first.pk).update(status="submitted", submitted_at=NOW, submitted_by=leader)
    assert (told(leader), told(secretary)) == ([], [("Control 1 report", name, None)])
    Report.objects.filter(pk=first.pk).update(
        status="changes_requested", change_reason="More", submitted_at=NOW, submitted_by=leader
    )
    assert told(leader) == [("Change the report from Fosen", name, 30)]


def test_payments_are_counted_by_round(secretary, live_round):
    pay_by = TODAY + timedelta(10)
    orders = person(RoleKind.DECISION_MAKER, live_round.county)
    payments = [planned_payment(live_round, pay_by=pay_by) for _ in range(2)]

    assert [label for label, *_rest in told(secretary)] == ["Attest 2 payments"]
    assert told(orders) == []
    assert {payment.due_on for payment in payments} == {TODAY + timedelta(told(secretary)[0][2])}


def test_payments_are_counted_as_the_person_can_attest_and_order_them(secretary, live_round):
    pay_by = TODAY + timedelta(10)
    orders = person(RoleKind.DECISION_MAKER, live_round.county)
    colleague = person(RoleKind.SECRETARIAT, live_round.county)
    planned_payment(live_round, pay_by=pay_by, prepared_by=secretary)
    planned_payment(live_round)
    accountless = planned_payment(live_round)
    Payee.objects.filter(organisation=accountless.recipient).delete()

    assert [told(somebody)[0][0] for somebody in (secretary, colleague)] == ["Attest 1 payment", "Attest 2 payments"]
    for payment in Payment.objects.all():
        Payment.objects.filter(pk=payment.pk).update(status="attested", attested_by=colleague, attested_at=NOW)
    assert told(orders) == [("Order 2 payments", "", 10)]
    assert "Order" not in str(told(person(RoleKind.DECISION_MAKER)))


def test_letters_that_are_ordered_wait_for_the_worker_alone(live_round):
    maker = person(RoleKind.DECISION_MAKER, live_round.county)
    first, second = (OwnerFactory(county=live_round.county) for _ in range(2))
    decision = DecisionFactory(round=live_round, recommended=5, status="approved", lines={first: 2, second: 3})
    issue = ("Issue the letter for 1 approved decision", "", 40)
    assert told(maker) == [issue]

    ordered_letter(decision, recipient=first)
    assert told(maker) == [issue]
    ordered_letter(decision, recipient=second)
    assert told(maker) == []


def ordered_letter(decision, *, recipient):
    line = decision.lines.get(recipient=recipient)
    letter = DecisionLetter.objects.create(
        county=decision.round.county,
        round=decision.round,
        recipient=recipient,
        language="nb",
        amount=line.amount,
        ordered_at=NOW,
        next_attempt_at=NOW,
    )
    LetterLine.objects.create(letter=letter, decision_line=line)


@pytest.mark.parametrize(
    ("phase", "leads", "label"),
    [
        ("own", False, "Assess 2 networks"),
        ("group", True, "Hand in 2 criteria sheets"),
        ("group", False, "Write 2 criteria sheets with your group"),
    ],
)
def test_the_sheets_of_ones_group(live_round, phase, leads, label):
    assessment = AssessmentFactory(round=live_round, meeting__forum__county=live_round.county, phase=phase)
    group = GroupFactory(assessment=assessment)
    member = forum_member(live_round, group)
    if leads:
        group.rapporteur = member
        group.save()
    for name in ("Fosen", "Gauldal"):
        network = NetworkFactory(county=live_round.county, name=f"Kompetansenettverk {name}")
        CriteriaSheetFactory(group=group, network=network)
    undeclared = forum_member(live_round, declared=False)

    assert (label, "Fosen, Gauldal") in [each[:2] for each in told(member)]
    assert f"Say what you are tied to in {live_round}" in [each[0] for each in told(undeclared)]
    assert f"Say what you are tied to in {live_round}" not in [each[0] for each in told(member)]


def test_questions_wait_for_the_other_side(secretary, live_round):
    network = NetworkFactory(county=live_round.county, name="Kompetansenettverk Fosen")
    basis = DecisionBasisFactory(round=live_round, network=network, status="submitted", requested=1)
    leader = person(RoleKind.NETWORK_LEADER, network=network)
    asked = {"basis": basis, "text": "Why?", "asked_at": NOW}
    CaseQuestion.objects.create(**asked, asked_by=secretary, by_secretariat=True)
    CaseQuestion.objects.create(**asked, asked_by=leader)
    CaseQuestion.objects.create(**asked, asked_by=leader, answer="So", answered_by=secretary, answered_at=NOW)

    for somebody in (leader, secretary):
        assert "Answer 1 question on the case of Fosen" in [label for label, *_rest in told(somebody)]


def test_a_partner_confirms_what_stands_for_it_and_again_when_it_changes(live_round):
    network = NetworkFactory(county=live_round.county, name="Kompetansenettverk Fosen")
    basis = DecisionBasisFactory(round=live_round, network=network)
    partner = PartnerFactory(county=None)
    member = person(RoleKind.UH_PARTNER, network=network, organisation=partner)
    line = CostLineFactory(measure__basis=basis, recipient=partner, amount=1_200)
    CostLineFactory(measure__basis=basis, recipient=PartnerFactory(county=None), amount=7)
    task = ("Confirm your estimate for Fosen", "1\u00a0200\u00a0kr stands for you.", 2)
    before = told(member)
    EstimateConfirmation.objects.create(basis=basis, organisation=partner, amount=1_200, by=member, at=NOW)
    confirmed = told(member)
    line.amount = 1_300
    line.save()

    assert [task in before, task in confirmed] == [True, False]
    assert task[0] in [label for label, *_rest in told(member)]


def test_what_is_settled_is_forwarded_by_the_secretariat(secretary, live_round):
    contents = "Frames as asked for"
    fields = {"made_by": secretary, "made_at": NOW, "version": 1, "kind": "recommends"}
    meeting = MeetingFactory(forum__county=live_round.county, date=TODAY - timedelta(1))
    said = Recommendation.objects.create(round=live_round, meeting=meeting, **fields)
    assert told(secretary) == []

    Recommendation.objects.filter(pk=said.pk).update(
        status="voted",
        settled_at=NOW,
        reference="Meeting 1, matter 1/27",
        contents=contents,
        sha256=sha256(contents.encode()).hexdigest(),
    )

    name = live_round.legal_basis.recommendation_name_nb
    assert told(secretary) == [(f"Forward the {name}, {live_round}", "Draft decisions then arise.", None)]


def test_a_second_registrar_confirms_what_the_first_entered(live_round):
    first, second = (person(RoleKind.PAYEE_REGISTRAR, live_round.county) for _ in range(2))
    PayeeChange.objects.create(
        organisation=OwnerFactory(county=live_round.county),
        organisation_number=registered_number(1),
        account_number=account(1),
        source="A letter",
        requested_by=first,
        requested_at=NOW,
    )

    confirm = ("Confirm the account of 1 recipient", "Nothing is paid to them before.", None)
    assert (confirm in told(first), confirm in told(second)) == (False, True)
