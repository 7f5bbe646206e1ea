"""The first page, as each role finds it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst

from allocations.enums import DecisionStatus
from dekom.core.models import MailStatus, OutboxMail
from networks.enums import BasisStatus, MilestoneKind, RoleKind
from tests.factories import (
    BudgetFactory,
    DecisionBasisFactory,
    DecisionFactory,
    FixedGrantFactory,
    FrameAdoptionFactory,
    FrameFactory,
    MembershipFactory,
    NetworkFactory,
    OutboxMailFactory,
    OwnerFactory,
    RoleFactory,
    RoundFactory,
    UserFactory,
    person,
)
from tests.factories.sheets import RecusalFactory

URL = "/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client):
    def _visit(somebody):
        somebody.language = "en"
        somebody.save()
        client.force_login(somebody)
        with translation.override("en"):
            return client.get(URL)

    return _visit


def basis(live_round, name="Kompetansenettverk Fosen", **fields):
    network = NetworkFactory(county=live_round.county, name=name)
    if fields.get("status", BasisStatus.DRAFT) != BasisStatus.DRAFT:
        fields.setdefault("requested", 100)
    return DecisionBasisFactory(round=live_round, network=network, **fields)


def labels(response):
    return [task.label for task in response.context["tasks"]]


def test_secretariat_sees_what_came_in_and_what_is_missing(visit, secretary, live_round):
    basis(live_round, "Kompetansenettverk Fosen", status=BasisStatus.SUBMITTED)
    basis(live_round, "Kompetansenettverk Åsen", status=BasisStatus.CHANGES_REQUESTED)
    basis(live_round, "Kompetansenettverk Zenit")
    basis(RoundFactory(), status=BasisStatus.SUBMITTED)  # in another county

    response = visit(secretary)

    assert labels(response) == [
        "Remind 1 network of its decision basis",
        "Take 1 decision basis into review",
        "Follow up changes in 1 decision basis",
    ]
    first = response.context["tasks"][0]
    assert (first.note, first.due, first.soon, first.late) == ("Zenit", "2 days", True, False)
    assert [task.deadline for task in response.context["tasks"][1:]] == [None, None]  # the papers have no date


def test_secretariat_prepares_and_follows_up_decisions(visit, county, secretary, live_round):
    colleague = person(RoleKind.SECRETARIAT, county)
    DecisionFactory(round=live_round, recommended=100)
    DecisionFactory(round=live_round, recommended=100, prepared_by=colleague)
    DecisionFactory(round=live_round, recommended=100, decided=100, prepared_by=colleague)
    DecisionFactory(round=live_round)  # nothing is recommended yet

    response = visit(secretary)

    assert labels(response) == ["Prepare 2 decisions", "Follow up 1 decision for approval"]
    assert response.context["tasks"][0].note == f"{live_round}: 1 begun, 1 not started."


def test_secretariat_sees_mail_that_did_not_arrive(visit, county, secretary, live_round):
    for recipient in (person(RoleKind.FORUM_MEMBER, county), person(RoleKind.FORUM_MEMBER)):
        mail = OutboxMailFactory(recipient=recipient)
        OutboxMail.objects.filter(pk=mail.pk).update(status=MailStatus.FAILED)

    assert labels(visit(secretary)) == ["Look at 1 mail that could not be delivered"]


def test_decision_maker_approves_what_others_prepared(visit, county, live_round):
    maker = person(RoleKind.DECISION_MAKER, county)
    others = person(RoleKind.SECRETARIAT, county)
    DecisionFactory(round=live_round, recommended=100, decided=1_234_567, prepared_by=others)
    DecisionFactory(round=live_round, recommended=100, decided=100, prepared_by=maker)
    DecisionFactory(round=live_round, recommended=100, decided=100, prepared_by=others, edited_by=maker)
    DecisionFactory(round=live_round, recommended=100, decided=100, prepared_by=others, worked_on_by=[maker.pk])
    DecisionFactory(round=live_round, status=DecisionStatus.APPROVED)

    response = visit(maker)

    assert labels(response) == ["Approve 1 decision", "Issue the letter for 1 approved decision"]
    first = response.context["tasks"][0]
    assert (first.note, first.url) == (
        "1\u00a0234\u00a0567\u00a0kr in all.",
        reverse("decisions_approve", args=[live_round.pk]),
    )


@pytest.mark.parametrize("kind", [RoleKind.NETWORK_LEADER, RoleKind.COORDINATOR, RoleKind.UH_PARTNER])
def test_partnership_completes_its_own_basis(visit, live_round, kind):
    own = basis(live_round, frame=1_200_000)
    basis(live_round, "Kompetansenettverk Andre")

    response = visit(person(kind, network=own.network))

    leads = kind == RoleKind.NETWORK_LEADER
    expected = "Complete and submit the %s for Fosen" if leads else "Complete the %s for Fosen; the leader submits it"
    assert labels(response) == [expected % "beslutningsgrunnlag"]
    assert response.context["tasks"][0].note == "The frame is 1\u00a0200\u00a0000\u00a0kr."
    assert [row["label"] for row in response.context["matrix"].rows] == ["Fosen"]
    assert response.context["money"] is None
    assert response.context["events"] == []


def test_partnership_changes_what_was_sent_back(visit, live_round):
    own = basis(live_round, status=BasisStatus.CHANGES_REQUESTED)

    response = visit(person(RoleKind.NETWORK_LEADER, network=own.network))

    assert labels(response) == ["Change the beslutningsgrunnlag for Fosen and submit it again"]
    assert response.context["tasks"][0].note == "A reason"


def test_owner_contact_tells_what_is_needed_while_there_is_time(visit, live_round):
    own = basis(live_round)
    owner = OwnerFactory(county=live_round.county)
    MembershipFactory(network=own.network, owner=owner, scheme=live_round.scheme)
    contact = person(RoleKind.OWNER_CONTACT, organisation=owner)
    day = live_round.milestones.filter(kind=MilestoneKind.NEEDS_REPORT)

    day.update(date=timezone.localdate() - timedelta(100))
    assert labels(visit(contact)) == []

    day.update(date=timezone.localdate())
    response = visit(contact)

    assert labels(response) == [f"Tell {own.network.short_name} what {owner} needs"]
    assert response.context["tasks"][0].due == "Today"
    assert [row["label"] for row in response.context["matrix"].rows] == ["Fosen"]


@pytest.mark.parametrize("kind", [RoleKind.FORUM_MEMBER, RoleKind.FORUM_DEPUTY])
def test_forum_reads_what_is_in_review_and_sees_no_decisions(visit, county, live_round, kind):
    ready = basis(live_round, status=BasisStatus.IN_REVIEW)
    basis(live_round, "Kompetansenettverk Andre", status=BasisStatus.SUBMITTED)
    DecisionFactory(round=live_round, network=ready.network, recommended=100, decided=100)

    response = visit(person(kind, county))

    assert labels(response) == ["Read 1 decision basis"]
    matrix = response.context["matrix"]
    assert matrix.steps == ["Frame", "Basis", "Review", "Innstilling"]
    assert [row["label"] for row in matrix.rows] == ["Fosen"]


def test_the_forum_is_not_told_to_read_what_it_is_recused_from(visit, county, live_round):
    basis(live_round, status=BasisStatus.IN_REVIEW)
    own = basis(live_round, "Kompetansenettverk Andre", status=BasisStatus.IN_REVIEW)
    member = person(RoleKind.FORUM_MEMBER, county)
    RecusalFactory(person=member, round=live_round, network=own.network)

    [task] = visit(member).context["tasks"]

    assert (task.label, "Andre" in task.note) == ("Read 1 decision basis", False)


def test_auditor_follows_the_round(visit, county, live_round):
    assert labels(visit(person(RoleKind.AUDITOR, county))) == [f"Follow {live_round}"]


def test_payee_registrar_finds_missing_accounts_and_numbers(visit, county, live_round):
    OwnerFactory(county=county, organisation_number="974760673")
    recipient = OwnerFactory(county=county)
    DecisionFactory(round=live_round, lines={recipient: 100})
    DecisionFactory(round=live_round, lines={recipient: 200})
    OwnerFactory()

    response = visit(person(RoleKind.PAYEE_REGISTRAR, county))

    assert [(task.label, task.url) for task in response.context["tasks"]] == [
        ("Register the account of 1 recipient", "/accounts/"),
        ("Find the organisation number of 1 organisation", "/owners/?number=missing"),
    ]


def test_money_adds_up_to_the_appropriation(visit, secretary, live_round):
    budget = BudgetFactory(round=live_round, appropriation=1_000_000, reserve=50_000)
    FixedGrantFactory(budget=budget, amount=100_000)
    FixedGrantFactory(budget=budget, amount=50_000)
    FrameFactory(adoption=FrameAdoptionFactory(round=live_round), amount=999)  # an older version
    newest = FrameAdoptionFactory(round=live_round, version=2)
    FrameFactory.create_batch(3, adoption=newest, amount=200_000)

    money = visit(secretary).context["money"]

    assert [(line["label"], line["amount"]) for line in money.lines] == [
        ("Frames for 3 networks", 600_000),
        ("Fixed grants", 150_000),
        ("Reserve", 50_000),
        ("Not distributed yet", 200_000),
    ]
    assert (sum(line["amount"] for line in money.lines), money.left) == (money.total, 200_000)


def test_last_changes_are_told_once_for_each_document(visit, secretary, live_round):
    changed = basis(live_round, status=BasisStatus.IN_REVIEW)
    basis(RoundFactory(), "Kompetansenettverk Andre")

    events = visit(secretary).context["events"]

    assert [(event.text, event.url) for event in events] == [
        ("Fosen: decision basis, in review", changed.network.get_absolute_url())
    ]


def test_the_year_of_the_round_with_the_next_milestone(visit, secretary, live_round):
    RoundFactory(county=live_round.county, year=2019)

    response = visit(secretary)

    assert response.context["round"] == live_round
    assert [(row["label"], row["word"]) for row in response.context["year"].dates] == [
        (capfirst(live_round.legal_basis.needs_name), "Past"),  # as the regime calls it
        ("Frames adopted", "Past"),
        (capfirst(live_round.legal_basis.basis_name), "Next date"),
        ("The forum's meeting", "To come"),
        ("Decisions and letters", "To come"),
    ]


def test_when_every_milestone_is_past_the_last_round_is_shown(visit, secretary, live_round):
    live_round.milestones.exclude(kind=MilestoneKind.FRAMES).delete()

    response = visit(secretary)

    assert response.context["round"] == live_round
    assert response.context["year"].wheel.words.hub == "The round is over"


def test_old_deadlines_are_called_passed_with_their_year(visit, secretary, live_round):
    day = timezone.localdate() - timedelta(500)
    live_round.milestones.filter(kind=MilestoneKind.DECISION).update(date=day)
    DecisionFactory(round=live_round, recommended=100)

    [task] = visit(secretary).context["tasks"]

    assert (task.due, task.late, task.year) == ("Deadline passed", True, day.year)


def test_somebody_without_a_role_is_told_whom_to_ask(visit, live_round):
    response = visit(UserFactory())

    assert response.context["has_role"] is False
    assert "You have no role here yet" in response.text


def test_superuser_sees_the_round_without_a_role(visit, live_round):
    basis(live_round)

    response = visit(UserFactory(is_superuser=True))

    assert [row["label"] for row in response.context["matrix"].rows] == ["Fosen"]
    assert labels(response) == []


@pytest.mark.parametrize("network_count", [1, 3])
def test_query_count_does_not_grow(client, county, live_round, network_count, django_assert_num_queries):
    busy = person(RoleKind.SECRETARIAT, county)
    for kind in (RoleKind.PAYEE_REGISTRAR, RoleKind.FORUM_MEMBER, RoleKind.AUDITOR):
        RoleFactory(user=busy, county=county, kind=kind)
    BudgetFactory(round=live_round)
    for number in range(network_count):
        done = basis(live_round, f"Kompetansenettverk {number}", status=BasisStatus.SUBMITTED)
        DecisionFactory(round=live_round, network=done.network, recommended=100)
    client.force_login(busy)

    # session, user, roles, round, bases, decisions, milestones; what waits; seats, terms; budget, history
    with django_assert_num_queries(12):
        response = client.get(URL)

    assert len(response.context["matrix"].rows) == network_count


def test_stranger_is_asked_to_sign_in(client):
    assert client.get(URL).url == "/account/login/?next=/"


def test_refuses_to_be_posted_to(client):
    client.force_login(UserFactory())

    assert client.post(URL).status_code == 405
