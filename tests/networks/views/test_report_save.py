"""Autosave of a report: one field, held against what the writer began from."""

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.enums import RoleKind
from networks.models import Report, ReportAnswer, ReportLine, ReportQuestion
from tests.factories import NetworkFactory, RoundFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    round_ = RoundFactory()
    made = Report.objects.create(
        round=round_, network=NetworkFactory(county=round_.county), opened_at=timezone.now(), summary="One\r\ntwo"
    )
    ReportLine.objects.create(report=made, order=1, title="Tiltak", granted=500_000)
    return made


@pytest.fixture
def question(report):
    return ReportQuestion.objects.create(legal_basis=report.round.legal_basis, order=99, text_nb="?", text_nn="?")


@pytest.fixture
def save(client, report):
    client.force_login(person(RoleKind.NETWORK_LEADER, report.round.county, network=report.network, language="en"))

    def post(key, value, base=""):
        return client.post(reverse("report_save", args=[report.pk]), {"key": key, "base": base, "value": value})

    return post


def test_each_field_is_saved_by_itself(report, question, save):
    line = report.lines.get()

    answers = [
        save(f"line_{line.pk}_used", "480 000"),
        save(f"line_{line.pk}_reached", "Much"),
        save("summary", "One\ntwo\nthree", base="One\ntwo"),
        save("unspent_wish", "carry_over"),
        save(f"answer_{question.pk}", "First"),
        save(f"answer_{question.pk}", "Second", base="First"),
        save(f"answer_{question.pk}", "Second", base="Second"),
    ]

    assert [answer.status_code for answer in answers] == [200] * 7
    assert answers[0].json()["value"] == "480\u00a0000"
    line.refresh_from_db()
    report.refresh_from_db()
    assert (line.used, line.reached) == (480_000, "Much")
    assert (report.summary, report.unspent_wish) == ("One\ntwo\nthree", "carry_over")
    assert ReportAnswer.objects.get().text == "Second"


def test_two_who_write_the_same_field_both_see_both_texts(report, question, save):
    line = report.lines.get()
    ReportLine.objects.filter(pk=line.pk).update(used=100)
    ReportAnswer.objects.create(report=report, question=question, text="Theirs")

    amount, answer = save(f"line_{line.pk}_used", "200", base=""), save(f"answer_{question.pk}", "Mine", base="")

    assert (amount.status_code, amount.json()["theirs"]) == (409, "100")
    assert (answer.status_code, answer.json()["theirs"]) == (409, "Theirs")
    assert "Mine" in answer.json()["html"]
    assert ReportAnswer.objects.get().text == "Theirs"


def test_what_can_not_be_is_told_and_nothing_is_written(report, save):
    line = report.lines.get()

    assert save(f"line_{line.pk}_used", "a lot").status_code == 422
    assert save("unspent_wish", "gamble").status_code == 422
    for key in ("", "status", "line_x_used", f"line_{line.pk}_granted", "line_999999_used", "answer_999999"):
        assert save(key, "1").status_code == 404, key
    line.refresh_from_db()
    assert line.used is None


def test_a_submitted_report_takes_nothing_more(report, save):
    Report.objects.filter(pk=report.pk).update(status="submitted", submitted_at=timezone.now())

    answer = save("summary", "Late", base="One\ntwo")

    assert (answer.status_code, answer.json()["message"]) == (422, "The report is submitted, and can't be changed.")


def test_who_may_not_write_writes_nothing(client, report):
    url = reverse("report_save", args=[report.pk])
    for kind, status in ((RoleKind.AUDITOR, 403), (RoleKind.FORUM_MEMBER, 404)):
        client.force_login(person(kind, report.round.county))
        assert client.post(url, {"key": "summary", "base": "One\ntwo", "value": "x"}).status_code == status


@pytest.mark.parametrize("key", ["summary", "line", "answer"])
def test_query_count(report, question, save, key, django_assert_max_num_queries):
    names = {"summary": "summary", "line": f"line_{report.lines.get().pk}_reached", "answer": f"answer_{question.pk}"}

    with django_assert_max_num_queries(6):
        assert save(names[key], "New", base="One\ntwo" if key == "summary" else "").status_code == 200


def test_what_a_field_has_saved_by_itself_is_no_conflict_when_the_form_is_sent(client, report, save):
    page = client.get(reverse("report_edit", args=[report.pk]))
    save("summary", "Saved", base="One\ntwo")
    began = page.context["form"]["began"].value()

    client.post(
        reverse("report_edit", args=[report.pk]), {"began": began, "base-summary": "Saved", "summary": "Saved and more"}
    )

    report.refresh_from_db()
    assert report.summary == "Saved and more"
