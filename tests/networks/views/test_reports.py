"""The pages of reports."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.actions import reports
from networks.enums import RoleKind
from networks.models import Report
from networks.selectors.reports import report_values
from tests.factories import CountyFactory, NetworkFactory, RoundFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def make(county):
    def make(count=1):
        found = []
        for _ in range(count):
            round_ = RoundFactory(county=county, full_report_from=10_000)
            network = NetworkFactory(county=county)
            found.append(reports.open_for(round_, network=network, now=timezone.now(), lines=[("One", 600)]))
        return found[0]

    return make


@pytest.fixture
def report(make):
    return make()


@pytest.fixture
def leader(report):
    return person(RoleKind.NETWORK_LEADER, report.round.county, report.network, language="en")


@pytest.fixture
def secretary(county):
    return person(RoleKind.SECRETARIAT, county, language="en")


def typed(report, **more):
    line = report.lines.get()
    return {
        "began": json.dumps(report_values(report)),
        f"line_{line.pk}_used": "500",
        "summary": "Fine",
        "unspent_wish": "pay_back",
        "unspent_reason": "A gathering",
    } | more


def test_written_checked_and_submitted(client, report, leader):
    client.force_login(leader)

    saved = client.post(reverse("report_edit", args=[report.pk]), typed(report, check="1"))
    check = client.get(saved.url)
    answer = client.post(saved.url)

    assert saved.url == reverse("report_submit", args=[report.pk])
    assert check.context["problems"] == []
    assert answer.url == report.get_absolute_url()
    report.refresh_from_db()
    assert (report.status, report.summary, report.lines.get().used) == ("submitted", "Fine", 500)
    assert client.get(reverse("report_edit", args=[report.pk])).status_code == 403
    assert client.get(reverse("report_submit", args=[report.pk])).status_code == 403


def test_an_amount_that_can_not_be_read_loses_nothing_else(client, report, leader):
    client.force_login(leader)
    name = f"line_{report.lines.get().pk}_used"

    page = client.post(reverse("report_edit", args=[report.pk]), typed(report, **{name: "five hundred"}))

    report.refresh_from_db()
    assert list(page.context["form"].errors) == [name]
    assert page.context["form"][name].value() == "five hundred"
    assert (report.summary, report.lines.get().used) == ("Fine", None)


def test_two_in_the_same_field_see_both_texts(client, report, leader):
    began = report_values(report)
    reports.save(report, {"summary": "Theirs"}, began=began, actor=leader)
    client.force_login(leader)

    page = client.post(reverse("report_edit", args=[report.pk]), typed(report) | {"began": json.dumps(began)})

    report.refresh_from_db()
    assert [(str(label), each.theirs) for label, each in page.context["conflicts"]] == [
        ("What came of it, in short", "Theirs")
    ]
    assert page.context["form"]["summary"].value() == "Fine"
    assert (report.summary, report.lines.get().used) == ("Theirs", 500)
    again = client.post(
        reverse("report_edit", args=[report.pk]), typed(report, began=page.context["form"]["began"].value())
    )
    report.refresh_from_db()
    assert (again.status_code, report.summary) == (302, "Fine")


@pytest.mark.parametrize("began", ["", "nonsense", "[1]"])
def test_a_page_that_lost_its_beginning_saves_what_was_typed(client, report, leader, began):
    client.force_login(leader)

    client.post(reverse("report_edit", args=[report.pk]), typed(report, began=began))

    report.refresh_from_db()
    assert report.summary == "Fine"


def test_what_is_lacking_is_said_before_and_after_posting(client, report, leader):
    client.force_login(leader)

    for page in (
        client.get(reverse("report_submit", args=[report.pk])),
        client.post(reverse("report_submit", args=[report.pk])),
    ):
        assert len(page.context["problems"]) == 2


def test_controlled_sent_back_and_accepted(client, report, leader, secretary):
    client.force_login(leader)
    client.post(reverse("report_edit", args=[report.pk]), typed(report))
    client.post(reverse("report_submit", args=[report.pk]))
    client.force_login(secretary)
    url = reverse("report_control", args=[report.pk])

    without = client.post(url, {"result": "sent_back"})
    client.post(url, {"result": "sent_back", "note": "More"})
    page = client.get(report.get_absolute_url())

    assert without.context["form"].non_field_errors()
    assert page.context["report"].change_reason == "More"
    client.force_login(leader)
    client.post(reverse("report_submit", args=[report.pk]))
    client.force_login(secretary)
    client.post(url, {"result": "accepted", "form_in_order": "on", "reasonable": "on"})
    assert Report.objects.get().status == "accepted"


def test_reminders_are_the_secretariats(client, report, leader, secretary):
    client.force_login(leader)
    assert client.post(reverse("report_remind")).status_code == 403
    client.force_login(secretary)

    assert client.post(reverse("report_remind")).url == reverse("report_list")


def test_the_list_filters_by_state_and_round(client, make, secretary):
    make(3)
    client.force_login(secretary)
    one = Report.objects.earliest("pk")

    def shown(**query):
        return [row["report"] for row in client.get(reverse("report_list"), query).context["rows"]]

    assert len(shown()) == 3
    assert shown(round=one.round_id) == [one]
    assert shown(state="submitted") == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, make, count, secretary, django_assert_max_num_queries):
    report = make(count)
    client.force_login(secretary)

    with django_assert_max_num_queries(8):
        client.get(reverse("report_list"))
    with django_assert_max_num_queries(12):
        client.get(report.get_absolute_url())
