"""Plans, wheels, school plans, agreements and reminders on their pages."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dekom.core.errors import DomainError
from networks.actions import agreement_files
from networks.enums import RoleKind
from networks.enums.plans import Actor, AgreementStatus, Office, PlanStatus
from networks.models import (
    Activity,
    AgreementFile,
    CompetencePlan,
    CooperationAgreement,
    Election,
    PlanGoal,
    SchoolPlan,
)
from tests.factories import (
    ActivityFactory,
    CompetencePlanFactory,
    CooperationAgreementFactory,
    CountyFactory,
    DecisionBasisFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    ReminderFactory,
    ReminderRuleFactory,
    SchoolPlanFactory,
    person,
)
from tests.networks.writing.test_files import pdf

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def network(member):
    return member.network


@pytest.fixture
def leader(client, network):
    somebody = person(RoleKind.NETWORK_LEADER, network=network)
    client.force_login(somebody)
    return somebody


def test_a_plan_is_begun_written_and_adopted(client, leader, network):
    page = f"/networks/{network.pk}/plan/"
    nothing = client.get(page)
    begun = client.post(f"{page}begin/")
    plan = CompetencePlan.objects.get()
    typed = {"title": "Our plan", "valid_from": "2027-01-01", "valid_to": "2030-12-31", "background": ""}
    wrong = client.post(f"/competence-plans/{plan.pk}/edit/", typed | {"valid_to": "2026-01-01"})
    client.post(f"/competence-plans/{plan.pk}/edit/", typed)
    goal = {"text": "Goal", "sign_1": "Sign", "today_1": "1", "end_1": "2"}
    half = client.post(f"/competence-plans/{plan.pk}/goals/new/", goal | {"today_2": "orphan"})
    client.post(f"/competence-plans/{plan.pk}/goals/new/", goal)
    early = client.post(f"/competence-plans/{plan.pk}/adopt/", {"by": "", "day": "2026-09-01"})
    client.post(f"/competence-plans/{plan.pk}/adopt/", {"by": "The meeting", "day": "2026-09-01"})

    plan.refresh_from_db()
    assert (nothing.status_code, begun.url) == (200, f"/competence-plans/{plan.pk}/edit/")
    assert ([*wrong.context["form"].errors], [*half.context["form"].errors]) == (["valid_to"], ["sign_2"])
    assert ([*early.context["form"].errors], plan.title, plan.status) == (["by"], "Our plan", PlanStatus.ADOPTED)
    assert client.get(page).url == f"/competence-plans/{plan.pk}/"
    for closed in ("edit", "adopt", "goals/new"):
        assert client.get(f"/competence-plans/{plan.pk}/{closed}/").url == f"/competence-plans/{plan.pk}/"


def test_an_empty_plan_is_not_adopted(client, leader, network):
    plan = CompetencePlanFactory(network=network, valid_to=date(2030, 1, 1))

    response = client.post(f"/competence-plans/{plan.pk}/adopt/", {"by": "The meeting", "day": "2026-09-01"})

    assert len(response.context["form"].non_field_errors()) == 1


def test_a_goal_is_changed_and_removed(client, leader, network):
    goal = IndicatorFactory(goal__plan__network=network).goal

    client.post(f"/competence-plans/goals/{goal.pk}/", {"text": "Changed", "sign_1": "Another"})
    goal.refresh_from_db()
    changed = (goal.text, goal.indicators.get().text)
    client.post(f"/competence-plans/goals/{goal.pk}/", {"remove": "1"})

    assert (changed, PlanGoal.objects.count()) == (("Changed", "Another"), 0)


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_of_a_plan(client, leader, network, item_count, django_assert_num_queries):
    plan = CompetencePlanFactory(network=network)
    for _ in range(item_count):
        IndicatorFactory.create_batch(item_count, goal__plan=plan)

    with django_assert_num_queries(7):  # session, user, roles, plan, versions, goals, indicators
        response = client.get(f"/competence-plans/{plan.pk}/")

    assert len(response.context["goals"]) == item_count**2


def test_the_wheel_is_drawn_with_what_crosses_new_year(client, leader, network):
    for actor in Actor:
        ActivityFactory(network=network, actor=actor, starts_on=date(2026, 12, 1), ends_on=date(2027, 1, 15))
    ActivityFactory(network=network, starts_on=date(2028, 1, 1), ends_on=date(2028, 1, 1))

    page = client.get(f"/networks/{network.pk}/wheel/?year=2027")

    assert (len(page.context["rows"]), len(page.context["wheel"].segments)) == (4, 4)
    assert client.get(f"/networks/{network.pk}/wheel/?year=sometime").context["year"] == TODAY.year


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_of_the_wheel(client, leader, network, item_count, django_assert_num_queries):
    ActivityFactory.create_batch(item_count, network=network, responsible=leader)

    with django_assert_num_queries(5):  # session, user, roles, network, activities
        response = client.get(f"/networks/{network.pk}/wheel/?year=2025")

    assert len(response.context["rows"]) == item_count


def test_activities_are_entered_changed_removed_and_copied(client, leader, network):
    url = f"/networks/{network.pk}/wheel/"
    typed = {"title": "Meeting", "actor": "owners", "starts_on": "2027-04-15", "ends_on": ""}
    wrong = client.post(f"{url}new/", typed | {"ends_on": "2027-04-14"})
    client.post(f"{url}new/", typed)
    activity = Activity.objects.get()
    client.post(f"/activities/{activity.pk}/", typed | {"title": "Yearly meeting"})
    client.post(f"{url}2028/copy/")
    titles = [*Activity.objects.values_list("title", "ends_on")]
    client.post(f"/activities/{activity.pk}/", {"remove": "1"})

    assert [*wrong.context["form"].errors] == ["ends_on"]
    assert titles == [("Yearly meeting", date(2027, 4, 15)), ("Yearly meeting", date(2028, 4, 15))]
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01"])
def test_an_activity_of_a_year_without_a_wheel_is_not_saved(client, leader, network, day):
    typed = {"title": "Meeting", "actor": "owners", "starts_on": day, "ends_on": ""}

    page = client.post(f"/networks/{network.pk}/wheel/new/", typed)

    assert page.context["form"].errors["starts_on"] == ["Skriv en dag mellom 2000 og 2100."]
    assert Activity.objects.count() == 0


# --- School plans


def test_a_school_fills_in_the_frame(client, member):
    client.force_login(person(RoleKind.OWNER_CONTACT, organisation=member.owner))
    typed = {"owner": member.owner_id, "school": "The school", "period": "2027–2029"}
    client.post("/school-plans/new/", typed)
    again = client.post("/school-plans/new/", typed)
    plan = SchoolPlan.objects.get()
    url = f"/school-plans/{plan.pk}/edit/"
    words = {"school": "The school", "period": "2027–2029", "goals": "To read"}
    began = {f"base-{name}": getattr(plan, name) for name in ("school", "period", "goals")}
    SchoolPlan.objects.update(goals="To count", measures="Theirs")  # somebody else

    conflict = client.post(url, words | began)
    saved = client.post(url, words | began | {"base-goals": "To count"})

    plan.refresh_from_db()
    assert [*again.context["form"].errors] == ["period"]
    form, (label, clash) = conflict.context["form"], conflict.context["conflicts"][0]
    assert (form["goals"].value(), [*form.errors], label, clash.theirs) == ("To read", ["goals"], "Mål", "To count")
    assert (saved.url, plan.goals, plan.measures) == (f"/school-plans/{plan.pk}/", "To read", "Theirs")
    assert "To read" in client.get(f"/school-plans/{plan.pk}/").text


@pytest.fixture
def save(client, leader, network):
    plan = SchoolPlanFactory(network=network, goals="To read")

    def post(key, value, base="", of=plan):
        return client.post(f"/school-plans/{of.pk}/save/", {"key": key, "value": value, "base": base})

    post.plan = plan
    return post


def test_each_part_of_a_school_plan_saves_itself(save, django_assert_num_queries):
    with django_assert_num_queries(6):  # session, user, roles, the locked plan, whether there is another, the field
        saved = save("goals", "To read\r\nand write ", base="To read")

    save.plan.refresh_from_db()
    assert (saved.status_code, saved.json()["value"], save.plan.goals) == (200, *["To read\nand write"] * 2)


def test_two_who_write_the_same_part_both_see_both_texts(save):
    clash = save("goals", "Mine", base="")
    same = save("goals", "To read", base="")

    save.plan.refresh_from_db()
    assert (same.status_code, SchoolPlan.pgh_event_model.objects.count()) == (200, 1)  # made, and never changed
    assert (clash.status_code, clash.json()["theirs"], save.plan.goals) == (409, "To read", "To read")
    assert [word in clash.json()["html"] for word in ("Mine", "To read", "«Mål»")] == [True] * 3


def test_what_can_not_be_in_a_school_plan_is_told(save):
    other = SchoolPlanFactory(network=save.plan.network, owner=save.plan.owner, school=save.plan.school, period="2031")
    answers = [
        save("school", "", base=save.plan.school),
        save("goals", "x" * 20_001, base="To read"),
        save("period", save.plan.period, base="2031", of=other),
        save("owner", "1"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 404]
    assert answers[2].json()["message"] == "Skolen har en plan for denne perioden fra før."


def test_the_whole_form_tells_of_another_plan_too(client, save):
    other = SchoolPlanFactory(network=save.plan.network, owner=save.plan.owner, school=save.plan.school, period="2031")

    refused = client.post(f"/school-plans/{other.pk}/edit/", {"school": other.school, "period": save.plan.period})

    assert "Skolen har en plan for denne perioden fra før." in refused.text
    assert refused.context["plan"].period == "2031"


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_of_school_plans(client, leader, network, item_count, django_assert_num_queries):
    SchoolPlanFactory.create_batch(item_count, network=network)

    with django_assert_num_queries(6):  # session, user, roles, whether one may begin, count, plans
        response = client.get("/school-plans/")

    assert len(response.context["page"].object_list) == item_count


# --- Agreements


def test_an_agreement_is_begun_written_and_signed(client, leader, network):
    page = f"/networks/{network.pk}/agreement/"
    nothing = client.get(page)
    client.post(f"{page}begin/")
    agreement = CooperationAgreement.objects.get()
    url = f"/agreements/{agreement.pk}/"
    typed = {
        "title": "Ours",
        "purpose": "To learn",
        "valid_from": "2027-01-01",
        "valid_to": "2028-12-31",
        "renewal_on": "2028-04-15",
    }
    wrong = client.post(f"{url}edit/", typed | {"renewal_on": "2030-01-01"})
    client.post(f"{url}edit/", typed)
    party = agreement.parties.get()
    late = client.post(f"{url}sign/", {f"party_{party.pk}": str(TODAY + timedelta(1))})
    client.post(f"{url}sign/", {})
    client.post(f"{url}sign/", {f"party_{party.pk}": str(TODAY)})

    agreement.refresh_from_db()
    assert (nothing.status_code, wrong.status_code, late.status_code) == (200, 200, 200)
    assert (agreement.title, agreement.purpose, agreement.status) == ("Ours", "To learn", AgreementStatus.SIGNED)
    assert client.get(page).url == url
    assert [client.get(f"{url}{closed}/").url for closed in ("edit", "sign")] == [url, url]


def test_an_election_is_entered(client, leader, network, member):
    second = MembershipFactory(network=network).owner
    url = f"/networks/{network.pk}/agreement/election/"
    typed = {"leader": member.owner_id, "deputy": second.pk, "begins": "2027-01-01", "elected_on": "2026-04-15"}

    wrong = client.post(url, typed | {"deputy": member.owner_id})
    client.post(url, typed)

    assert wrong.context["form"].non_field_errors()
    assert [*Election.objects.order_by("valid_from", "pk").values_list("office", "organisation")] == [
        (Office.LEADER, member.owner_id),
        (Office.DEPUTY_LEADER, second.pk),
        (Office.LEADER, second.pk),
    ]


def test_another_networks_people_do_not_read_it(client, network):
    agreement = CooperationAgreementFactory(network=network)
    client.force_login(person(RoleKind.NETWORK_LEADER, network.county))

    found = [
        client.get(url).status_code for url in (f"/agreements/{agreement.pk}/", f"/networks/{network.pk}/agreement/")
    ]

    assert found == [404, 403]


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_of_an_agreement(client, leader, network, item_count, django_assert_num_queries):
    agreement = CooperationAgreementFactory(network=network)
    for _ in range(item_count):
        agreement.parties.create(owner=MembershipFactory(network=network).owner)
        Election.objects.create(
            network=network,
            office=Office.SECRETARY,
            organisation=MembershipFactory().owner,
            valid_from=date(2026, 1, 1),
        )

    with django_assert_num_queries(8):  # session, user, roles, agreement, parties, elections, the others, files
        response = client.get(f"/agreements/{agreement.pk}/")

    assert len(response.context["parties"]) == item_count


# --- Reminders


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_of_reminders(client, item_count, django_assert_num_queries):
    county = CountyFactory()
    client.force_login(person(RoleKind.SECRETARIAT, county))
    ReminderRuleFactory(county=county, kind="decision_basis")
    for _ in range(item_count):
        basis = DecisionBasisFactory(round__county=county)
        MilestoneFactory(round=basis.round, date=TODAY + timedelta(30))
        person(RoleKind.COORDINATOR, network=basis.network)
        ReminderFactory(county=county)

    # session, user, roles, counties, how it reminds, what is missing, whom to remind, what was sent
    with django_assert_num_queries(8):
        response = client.get("/reminders/")

    assert (response.context["planned_count"], len(response.context["page"].object_list)) == (item_count, item_count)


# --- The signed file


def bring(client, agreement, name, data):
    return client.post(f"/agreements/{agreement.pk}/file/", {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_the_signed_agreement_is_kept_and_fetched(client, leader, network, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    agreement, data = CooperationAgreementFactory(network=network, status="signed"), pdf()

    shown = bring(client, agreement, "Avtale signert.pdf", data)
    kept = AgreementFile.objects.get()
    fetched = client.get(f"/agreements/{agreement.pk}/file/{kept.pk}/")
    refused = bring(client, agreement, "avtale.pdf", b"MZ\x90\x00" + b"\0" * 600)
    for _ in range(19):
        bring(client, agreement, "Mer.pdf", data)
    full = bring(client, agreement, "En til.pdf", data)

    assert "Avtale signert.pdf" in shown.content.decode()
    assert (fetched.content, fetched["X-Content-Type-Options"]) == (data, "nosniff")
    assert "filename*=utf-8" in fetched["Content-Disposition"] or 'filename="' in fetched["Content-Disposition"]
    assert "er et program" in refused.content.decode()
    assert "plass til 20" in full.content.decode()
    assert (kept.uploaded_by, kept.on_behalf, kept.sha256) == (leader, False, sha256(data).hexdigest())
    client.post(f"/agreements/{agreement.pk}/file/{kept.pk}/remove/")
    assert agreement.files.filter(removed_at=None).count() == 19
    assert client.get(f"/agreements/{agreement.pk}/file/{kept.pk}/").status_code == 404
    secretary = person(RoleKind.SECRETARIAT, network.county)
    client.force_login(secretary)
    bring(client, agreement, "På vegne.pdf", data)
    assert AgreementFile.objects.get(uploaded_by=secretary).on_behalf
    with pytest.raises(DomainError):
        agreement_files.add(agreement, name="x.pdf", data=data, actor=person(RoleKind.COORDINATOR), now=timezone.now())


def test_the_file_of_another_agreement_is_not_there(client, leader, network):
    mine, other = CooperationAgreementFactory(network=network), CooperationAgreementFactory()
    kept = AgreementFile.objects.create(
        agreement=other, name="x.pdf", kind="pdf", size=1, sha256="0", uploaded_by=leader, uploaded_at=timezone.now()
    )

    urls = [f"/agreements/{each.pk}/file/{kept.pk}/" for each in (mine, other)]
    assert [client.get(url).status_code for url in urls] == [404, 404]
    assert [client.post(f"{url}remove/").status_code for url in urls] == [404, 404]
